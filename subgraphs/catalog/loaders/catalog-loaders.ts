import type DataLoader from 'dataloader';
import { createListLoader, type ListLoader } from '../../shared/database/list-loader.ts';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { CatalogDeps } from '../context.ts';
import { MarginEntity, type MarginRow } from '../entities/margin.ts';
import { HubEntity, type HubRow } from '../entities/hub.ts';
import { ListingEntity, MarketplaceEntity, type ListingRow, type MarketplaceRow } from '../entities/marketplace.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import { PriceChangeEntity, type PriceChangeRow } from '../entities/price-change.ts';
import {
  PriceListImportEntity,
  RejectedRowEntity,
  type PriceListImportRow,
  type RejectedRowRow,
} from '../entities/price-list-import.ts';
import { ProductEntity, type ProductRow } from '../entities/product.ts';
import { VendorEntity, type VendorRow } from '../entities/vendor.ts';
import type { Offering } from '../rules/products/offering.ts';
import type { ExactAmount } from '../rules/prices/price.ts';
import type { AccountPlace } from '../services/hierarchy/ask-for-account.ts';
import type { CustomerSegment } from '../../shared/domain/trade.ts';
import type { OfferGroup } from '../rules/products/facets.ts';
import { createCountryLoader } from './account-countries.ts';
import { createBuyerSegment, createPlaceLoader, type PlaceParts } from './account-places.ts';
import { createConsentLoader, type ConsentKey } from './listing-consents.ts';
import { createListedLoader, type ListedKey } from './listed-products.ts';
import { createHubMarketplacesLoader } from './hub-marketplaces.ts';
import { createOfferingLoader } from './offerings.ts';
import { createPeriodLoader, listedAt, type SeenPeriod } from './price-periods.ts';
import { createPriceLoader, type PriceKey } from './prices.ts';
import { createVendorOffersLoader, type VendorOffersKey } from './product-offers.ts';
import {
  createPlanPromotionLoader,
  createPromotedPlanLoader,
  createPromotionLoader,
  type PlanPromotion,
  type Promotion,
} from './promotions.ts';
import {
  createPlansLoader,
  createRelationLoader,
  PRODUCT_COLUMNS,
  type PlansKey,
  type RelationKey,
} from './product-lists.ts';

/** The batches of one operation: however many things are asked for, each kind of question is one statement. */
export interface CatalogLoaders {
  /** The moment for which the operation reads prices and what is on sale: one for all of it. */
  readonly moment: Date;
  readonly vendor: DataLoader<Id<'ven'>, VendorRow | null>;
  readonly product: DataLoader<Id<'prd'>, ProductRow | null>;
  readonly plan: DataLoader<Id<'pln'>, PlanRow | null>;
  readonly priceListImport: DataLoader<Id<'imp'>, PriceListImportRow | null>;
  readonly marketplace: DataLoader<Id<'mkt'>, MarketplaceRow | null>;
  readonly listing: DataLoader<Id<'lst'>, ListingRow | null>;
  readonly margin: DataLoader<Id<'mgn'>, MarginRow | null>;
  readonly plans: DataLoader<PlansKey, readonly PlanRow[], string>;
  readonly relations: DataLoader<RelationKey, readonly ProductRow[], string>;
  /** The segment of a viewer that buys for itself, whose plans it sees; undefined for all others. */
  readonly buyerSegment: () => Promise<CustomerSegment | undefined>;
  /** What there is to count of the products on sale of a vendor. */
  readonly vendorOffers: DataLoader<VendorOffersKey, readonly OfferGroup[], string>;
  /** What the vendors' offer matrices say of products. */
  readonly offering: DataLoader<Id<'prd'>, Offering>;
  /** The products on sale of a vendor. */
  readonly vendorProducts: ListLoader<ProductRow>;
  /** The listings of a marketplace. */
  readonly listings: ListLoader<ListingRow>;
  /** The listings that wait for the consent of an account. */
  readonly askedListings: ListLoader<ListingRow>;
  /** Whether new listings of accounts need the consent of their sellers. */
  readonly consent: DataLoader<ConsentKey, boolean, string>;
  /** Whether products are on sale in marketplaces. */
  readonly listed: DataLoader<ListedKey, boolean, string>;
  /** The countries of accounts that the viewer may see; undefined where none is known. */
  readonly country: DataLoader<Id<'acc'>, string | undefined>;
  readonly hub: DataLoader<Id<'hub'>, HubRow | null>;
  /** The marketplaces that hubs tie, the newest first. */
  readonly hubMarketplaces: DataLoader<Id<'hub'>, readonly MarketplaceRow[]>;
  /** What imports change in costs, the earliest change first. */
  readonly priceChanges: ListLoader<PriceChangeRow>;
  readonly marketplacesOf: DataLoader<Id<'acc'>, readonly MarketplaceRow[]>;
  readonly rejectedRows: DataLoader<Id<'imp'>, readonly RejectedRowRow[]>;
  /** The accounts that the viewer may see; null for all others. */
  readonly place: DataLoader<Id<'acc'>, AccountPlace | null>;
  /** The periods of plans with what the provider pays in them, the oldest first. */
  readonly periods: DataLoader<Id<'pln'>, readonly SeenPeriod[]>;
  readonly price: DataLoader<PriceKey, ExactAmount, string>;
  readonly promotion: DataLoader<Id<'pro'>, Promotion | null>;
  /** The promotions with which plans can be ordered now, the largest discount first. */
  readonly planPromotions: DataLoader<Id<'pln'>, readonly PlanPromotion[]>;
  readonly promotedPlans: DataLoader<Id<'pro'>, readonly PlanRow[]>;
}

interface LoaderParts extends PlaceParts {
  readonly deps: CatalogDeps;
}

/** Makes the batches of one operation on its unit of work. Only `place` knows who may see what. */
export function createCatalogLoaders(parts: LoaderParts): CatalogLoaders {
  const { read } = parts.unitOfWork;
  const { config, now } = parts.deps;
  const moment = now();
  const buyerSegment = createBuyerSegment(parts);
  return {
    moment,
    ...createEntityLoaders(read),
    buyerSegment,
    vendorOffers: createVendorOffersLoader(read, moment),
    plans: createPlansLoader(read, moment, buyerSegment),
    relations: createRelationLoader(read),
    offering: createOfferingLoader(read),
    vendorProducts: createListLoader(read, {
      table: 'catalog.product',
      columns: PRODUCT_COLUMNS,
      owner: 'product.vendor_id',
      condition: `exists (select 1 from catalog.vendor where vendor.id = product.vendor_id and ${listedAt(moment)})`,
      order: 'product.name_key, product.id',
      after: '(product.name_key, product.id) > (?, ?)',
      toRow: (row) => read.map(ProductEntity, row),
    }),
    ...listingLoaders(read),
    priceChanges: createListLoader(read, {
      table: 'catalog.price_change',
      columns: 'price_change.*',
      owner: 'price_change.import_id',
      // Of the others the vendor changes the retail price alone.
      condition: 'price_change.before is distinct from price_change.after',
      order: 'price_change.effective_at, price_change.plan_id',
      after: '(price_change.effective_at, price_change.plan_id) > (?::timestamptz, ?)',
      toRow: (row) => read.map(PriceChangeEntity, row),
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
    country: createCountryLoader(parts),
    periods: createPeriodLoader(read),
    price: createPriceLoader(read, config.defaultMargins),
    promotion: createPromotionLoader(read),
    planPromotions: createPlanPromotionLoader(read, moment),
    promotedPlans: createPromotedPlanLoader(read, moment),
  };
}

type ListingLoaders = Pick<CatalogLoaders, 'listings' | 'askedListings' | 'consent' | 'listed' | 'hubMarketplaces'>;

function listingLoaders(read: Reader): ListingLoaders {
  const list = {
    table: 'catalog.listing',
    columns: 'listing.*',
    order: 'id desc',
    after: 'listing.id < ?',
    toRow: (row: object) => read.map(ListingEntity, row),
  };
  return {
    listings: createListLoader(read, { ...list, owner: 'listing.marketplace_id' }),
    askedListings: createListLoader(read, { ...list, owner: 'listing.asked_id' }),
    consent: createConsentLoader(read),
    listed: createListedLoader(read),
    hubMarketplaces: createHubMarketplacesLoader(read),
  };
}

type EntityLoaders = Pick<
  CatalogLoaders,
  'vendor' | 'product' | 'plan' | 'priceListImport' | 'marketplace' | 'listing' | 'hub' | 'margin'
>;

/** Makes the batches of rows by their ids. */
export function createEntityLoaders(read: Reader): EntityLoaders {
  return {
    vendor: loadById<VendorRow, Id<'ven'>>((ids) => read.byIds(VendorEntity, ids), idOf),
    product: loadById<ProductRow, Id<'prd'>>((ids) => read.byIds(ProductEntity, ids), idOf),
    plan: loadById<PlanRow, Id<'pln'>>((ids) => read.byIds(PlanEntity, ids), idOf),
    priceListImport: loadById<PriceListImportRow, Id<'imp'>>(
      (ids) => read.find(PriceListImportEntity, { id: { $in: [...ids] } }),
      idOf,
    ),
    marketplace: loadById<MarketplaceRow, Id<'mkt'>>(
      (ids) => read.find(MarketplaceEntity, { id: { $in: [...ids] } }),
      idOf,
    ),
    margin: loadById<MarginRow, Id<'mgn'>>((ids) => read.find(MarginEntity, { id: { $in: [...ids] } }), idOf),
    hub: loadById<HubRow, Id<'hub'>>((ids) => read.find(HubEntity, { id: { $in: [...ids] } }), idOf),
    listing: loadById<ListingRow, Id<'lst'>>((ids) => read.find(ListingEntity, { id: { $in: [...ids] } }), idOf),
  };
}

function idOf<Key extends string>(row: { readonly id: Key }): Key {
  return row.id;
}
