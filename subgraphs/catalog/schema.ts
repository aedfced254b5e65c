import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/catalog-references.ts';
import { CatalogMutations } from './resolvers/catalog-mutations.ts';
import { CatalogQueries } from './resolvers/catalog-queries.ts';
import { AccountFields, ImportFields, ListingFields, MarketplaceFields } from './resolvers/marketplace-fields.ts';
import { MarketplaceAccount } from './resolvers/marketplace-types.ts';
import { OrderQuotes } from './resolvers/order-quotes.ts';
import { PlanFields, ProductFields, VendorFields } from './resolvers/product-fields.ts';

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
