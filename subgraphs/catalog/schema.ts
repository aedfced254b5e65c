import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/catalog-references.ts';
import { AccountFields, HubFields, ListingFields, MarketplaceFields } from './resolvers/marketplaces/fields.ts';
import { MarketplaceMutations } from './resolvers/marketplaces/mutations.ts';
import { MarketplaceQueries } from './resolvers/marketplaces/queries.ts';
import { MarketplaceAccount } from './resolvers/marketplaces/types.ts';
import { CatalogNodeQueries } from './resolvers/nodes/queries.ts';
import { MarginRuleFields, PlanPriceFields, PlanPriceTypeFields } from './resolvers/prices/fields.ts';
import { PriceMutations } from './resolvers/prices/mutations.ts';
import { PriceQueries } from './resolvers/prices/queries.ts';
import { PlanFields, ProductConnectionFields, ProductFields, VendorFields } from './resolvers/products/fields.ts';
import { ProductQueries } from './resolvers/products/queries.ts';
import { ImportFields, PriceChangeFields } from './resolvers/sheets/fields.ts';
import { SheetMutations } from './resolvers/sheets/mutations.ts';
import { SheetQueries } from './resolvers/sheets/queries.ts';
import { PlanPromotionFields, PromotionFields } from './resolvers/promotions/fields.ts';
import { PromotionMutations } from './resolvers/promotions/mutations.ts';

const PRODUCTS = [ProductQueries, VendorFields, ProductConnectionFields, ProductFields, PlanFields] as const;
const PRICES = [PriceQueries, PriceMutations, PlanPriceFields, PlanPriceTypeFields, MarginRuleFields] as const;
const MARKETPLACES = [
  MarketplaceQueries,
  MarketplaceMutations,
  AccountFields,
  MarketplaceFields,
  ListingFields,
  HubFields,
] as const;
const PROMOTIONS = [PromotionMutations, PromotionFields, PlanPromotionFields] as const;
const NODES = [CatalogNodeQueries] as const;
const SHEETS = [SheetQueries, SheetMutations, ImportFields, PriceChangeFields] as const;

/** Builds the schema of the catalogue. */
export function buildCatalogSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [...PRODUCTS, ...PRICES, ...MARKETPLACES, ...SHEETS, ...PROMOTIONS, ...NODES],
    orphanedTypes: [MarketplaceAccount],
    references,
  });
}
