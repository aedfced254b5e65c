import type DataLoader from 'dataloader';
import { createListLoader, type ListLoader } from '../../shared/database/list-loader.ts';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { CatalogDeps } from '../context.ts';
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
import type { AccountPlace } from '../services/hierarchy/ask-for-account.ts';
import { createPlaceLoader, type PlaceParts } from './account-places.ts';
import { createPriceLoader, type PriceKey } from './prices.ts';
import {
  createPlansLoader,
  createRelationLoader,
  PRODUCT_COLUMNS,
  type PlansKey,
  type RelationKey,
} from './product-lists.ts';

/** The batches of one operation: however many things are asked for, each kind of question is one statement. */
export interface CatalogLoaders {
  readonly vendor: DataLoader<Id<'ven'>, VendorRow | null>;
  readonly product: DataLoader<Id<'prd'>, ProductRow | null>;
  readonly plan: DataLoader<Id<'pln'>, PlanRow | null>;
  readonly priceListImport: DataLoader<Id<'imp'>, PriceListImportRow | null>;
  readonly marketplace: DataLoader<Id<'mkt'>, MarketplaceRow | null>;
  readonly listing: DataLoader<Id<'lst'>, ListingRow | null>;
  readonly plans: DataLoader<PlansKey, readonly PlanRow[], string>;
  readonly relations: DataLoader<RelationKey, readonly ProductRow[], string>;
  /** The products on sale of a vendor. */
  readonly vendorProducts: ListLoader<ProductRow>;
  /** The current listings of a marketplace. */
  readonly listings: ListLoader<ListingRow>;
  readonly marketplacesOf: DataLoader<Id<'acc'>, readonly MarketplaceRow[]>;
  readonly rejectedRows: DataLoader<Id<'imp'>, readonly RejectedRowRow[]>;
  /** The accounts that the viewer may see; null for all others. */
  readonly place: DataLoader<Id<'acc'>, AccountPlace | null>;
  readonly price: DataLoader<PriceKey, ExactAmount, string>;
}

interface LoaderParts extends PlaceParts {
  readonly deps: CatalogDeps;
}

/** Makes the batches of one operation on its unit of work. Only `place` knows who may see what. */
export function createCatalogLoaders(parts: LoaderParts): CatalogLoaders {
  const { read } = parts.unitOfWork;
  const { config, now } = parts.deps;
  return {
    ...entityLoaders(read),
    plans: createPlansLoader(read, now),
    relations: createRelationLoader(read),
    vendorProducts: createListLoader(read, {
      table: 'catalog.product',
      columns: PRODUCT_COLUMNS,
      owner: 'product.vendor_id',
      condition: `product.status = 'PUBLISHED'`,
      order: 'product.name_key, product.id',
      after: '(product.name_key, product.id) > (?, ?)',
      toRow: (row) => read.map(ProductEntity, row),
    }),
    listings: createListLoader(read, {
      table: 'catalog.listing',
      columns: 'listing.*',
      owner: 'listing.marketplace_id',
      condition: 'listing.retired_at is null',
      order: 'listing.id desc',
      after: 'listing.id < ?',
      toRow: (row) => read.map(ListingEntity, row),
    }),
    marketplacesOf: loadManyBy<MarketplaceRow, Id<'acc'>>(
      (ids) => read.find(MarketplaceEntity, { ownerId: { $in: [...ids] } }, { orderBy: { id: 'desc' } }),
      (row) => row.ownerId,
    ),
    rejectedRows: loadManyBy<RejectedRowRow, Id<'imp'>>(
      (ids) => read.find(RejectedRowEntity, { importId: { $in: [...ids] } }, { orderBy: { line: 'asc' } }),
      (row) => row.importId,
    ),
    place: createPlaceLoader(parts),
    price: createPriceLoader(read, { defaultMargins: config.defaultMargins, now }),
  };
}

type EntityLoaders = Pick<
  CatalogLoaders,
  'vendor' | 'product' | 'plan' | 'priceListImport' | 'marketplace' | 'listing'
>;

function entityLoaders(read: Reader): EntityLoaders {
  return {
    vendor: loadById<VendorRow, Id<'ven'>>((ids) => read.find(VendorEntity, { id: { $in: [...ids] } }), idOf),
    product: loadById<ProductRow, Id<'prd'>>((ids) => read.find(ProductEntity, { id: { $in: [...ids] } }), idOf),
    plan: loadById<PlanRow, Id<'pln'>>((ids) => read.find(PlanEntity, { id: { $in: [...ids] } }), idOf),
    priceListImport: loadById<PriceListImportRow, Id<'imp'>>(
      (ids) => read.find(PriceListImportEntity, { id: { $in: [...ids] } }),
      idOf,
    ),
    marketplace: loadById<MarketplaceRow, Id<'mkt'>>(
      (ids) => read.find(MarketplaceEntity, { id: { $in: [...ids] } }),
      idOf,
    ),
    listing: loadById<ListingRow, Id<'lst'>>((ids) => read.find(ListingEntity, { id: { $in: [...ids] } }), idOf),
  };
}

function idOf<Key extends string>(row: { readonly id: Key }): Key {
  return row.id;
}
