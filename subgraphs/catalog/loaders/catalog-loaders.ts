import type DataLoader from 'dataloader';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import type { DefaultMargins } from '../config.ts';
import { ListingEntity, MarketplaceEntity, type ListingRow, type MarketplaceRow } from '../entities/marketplace.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import {
  PriceListImportEntity,
  RejectedRowEntity,
  type PriceListImportRow,
  type RejectedRowRow,
} from '../entities/price-list-import.ts';
import { ProductEntity, type ProductRow } from '../entities/product.ts';
import { VendorEntity, type VendorRow } from '../entities/vendor.ts';
import type { ExactAmount } from '../rules/prices/price.ts';
import { createPlaceLoader, type AccountPlace, type PlaceParts } from './account-places.ts';
import { createOwnedCountLoader, createOwnedPageLoader, type OwnedList, type OwnedPage } from './pages-by-owner.ts';
import { createPriceLoader, type PriceKey } from './prices.ts';
import {
  createPlansLoader,
  createRelationLoader,
  PRODUCT_COLUMNS,
  type PlansKey,
  type RelationKey,
} from './product-lists.ts';

/** The batches of one operation: however many things are asked, each kind of question is one statement. */
export interface CatalogLoaders {
  readonly vendor: DataLoader<string, VendorRow | null>;
  readonly product: DataLoader<string, ProductRow | null>;
  readonly plan: DataLoader<string, PlanRow | null>;
  readonly priceListImport: DataLoader<string, PriceListImportRow | null>;
  readonly marketplace: DataLoader<string, MarketplaceRow | null>;
  readonly listing: DataLoader<string, ListingRow | null>;
  readonly plans: DataLoader<PlansKey, readonly PlanRow[], string>;
  readonly relations: DataLoader<RelationKey, readonly ProductRow[], string>;
  readonly vendorProducts: DataLoader<OwnedPage, readonly ProductRow[], string>;
  readonly vendorProductCount: DataLoader<string, number>;
  readonly listings: DataLoader<OwnedPage, readonly ListingRow[], string>;
  readonly listingCount: DataLoader<string, number>;
  readonly marketplacesOf: DataLoader<string, readonly MarketplaceRow[]>;
  readonly rejectedRows: DataLoader<string, readonly RejectedRowRow[]>;
  /** Accounts that the viewer may see; null for all others. */
  readonly place: DataLoader<string, AccountPlace | null>;
  readonly price: DataLoader<PriceKey, ExactAmount, string>;
}

interface LoaderParts extends PlaceParts {
  readonly defaultMargins: DefaultMargins;
  readonly now: () => Date;
}

/** Makes the batches of one operation on its unit of work. Only `place` knows who may see what. */
export function createCatalogLoaders(parts: LoaderParts): CatalogLoaders {
  const { em, now } = parts;
  const products: OwnedList<ProductRow> = {
    table: 'catalog.product',
    columns: PRODUCT_COLUMNS,
    ownerColumn: 'product.vendor_id',
    condition: `product.status = 'PUBLISHED'`,
    order: 'product.name_key, product.id',
    after: '(product.name_key, product.id) > (?, ?)',
    toRow: (row) => em.map(ProductEntity, row as never),
  };
  const listings: OwnedList<ListingRow> = {
    table: 'catalog.listing',
    columns: 'listing.*',
    ownerColumn: 'listing.marketplace_id',
    condition: 'listing.retired_at is null',
    order: 'listing.id desc',
    after: 'listing.id < ?',
    toRow: (row) => em.map(ListingEntity, row as never),
  };
  return {
    vendor: loadById((ids) => em.find(VendorEntity, { id: { $in: [...ids] } }), idOf),
    product: loadById((ids) => em.find(ProductEntity, { id: { $in: [...ids] } }), idOf),
    plan: loadById((ids) => em.find(PlanEntity, { id: { $in: [...ids] } }), idOf),
    priceListImport: loadById((ids) => em.find(PriceListImportEntity, { id: { $in: [...ids] } }), idOf),
    marketplace: loadById((ids) => em.find(MarketplaceEntity, { id: { $in: [...ids] } }), idOf),
    listing: loadById((ids) => em.find(ListingEntity, { id: { $in: [...ids] } }), idOf),
    plans: createPlansLoader(em, now),
    relations: createRelationLoader(em),
    vendorProducts: createOwnedPageLoader(em, products),
    vendorProductCount: createOwnedCountLoader(em, products),
    listings: createOwnedPageLoader(em, listings),
    listingCount: createOwnedCountLoader(em, listings),
    marketplacesOf: loadManyBy(
      (ids) => em.find(MarketplaceEntity, { ownerId: { $in: [...ids] } }, { orderBy: { id: 'desc' } }),
      (row) => row.ownerId,
    ),
    rejectedRows: loadManyBy(
      (ids) => em.find(RejectedRowEntity, { importId: { $in: [...ids] } }, { orderBy: { line: 'asc' } }),
      (row) => row.importId,
    ),
    place: createPlaceLoader(parts),
    price: createPriceLoader(parts),
  };
}

function idOf(row: { readonly id: string }): string {
  return row.id;
}
