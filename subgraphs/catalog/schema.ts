import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/catalog-references.ts';
import { CatalogMutations } from './resolvers/products/mutations.ts';
import { CatalogQueries } from './resolvers/products/queries.ts';
import { AccountFields, ImportFields, ListingFields, MarketplaceFields } from './resolvers/marketplaces/fields.ts';
import { MarketplaceAccount } from './resolvers/marketplaces/types.ts';
import { OrderQuotes } from './resolvers/prices/queries.ts';
import { PlanFields, ProductFields, VendorFields } from './resolvers/products/fields.ts';

/** Builds the schema of the catalogue. */
export function buildCatalogSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [
      CatalogQueries,
      CatalogMutations,
      OrderQuotes,
      VendorFields,
      ProductFields,
      PlanFields,
      AccountFields,
      MarketplaceFields,
      ListingFields,
      ImportFields,
    ],
    orphanedTypes: [MarketplaceAccount],
    references,
  });
}
