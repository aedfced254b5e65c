import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/catalog-references.ts';
import { AccountFields, ListingFields, MarketplaceFields } from './resolvers/marketplaces/fields.ts';
import { MarketplaceMutations } from './resolvers/marketplaces/mutations.ts';
import { MarketplaceQueries } from './resolvers/marketplaces/queries.ts';
import { MarketplaceAccount } from './resolvers/marketplaces/types.ts';
import { CatalogNodeQueries } from './resolvers/nodes/queries.ts';
import { PlanPriceFields } from './resolvers/prices/fields.ts';
import { PriceMutations } from './resolvers/prices/mutations.ts';
import { PriceQueries } from './resolvers/prices/queries.ts';
import { PlanFields, ProductFields, VendorFields } from './resolvers/products/fields.ts';
import { ProductQueries } from './resolvers/products/queries.ts';
import { ImportFields } from './resolvers/sheets/fields.ts';
import { SheetMutations } from './resolvers/sheets/mutations.ts';
import { SheetQueries } from './resolvers/sheets/queries.ts';

const PRODUCTS = [ProductQueries, VendorFields, ProductFields, PlanFields] as const;
const PRICES = [PriceQueries, PriceMutations, PlanPriceFields] as const;
const MARKETPLACES = [
  MarketplaceQueries,
  MarketplaceMutations,
  AccountFields,
  MarketplaceFields,
  ListingFields,
] as const;
const NODES = [CatalogNodeQueries] as const;
const SHEETS = [SheetQueries, SheetMutations, ImportFields] as const;

/** Builds the schema of the catalogue. */
export function buildCatalogSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [...PRODUCTS, ...PRICES, ...MARKETPLACES, ...SHEETS, ...NODES],
    orphanedTypes: [MarketplaceAccount],
    references,
  });
}
