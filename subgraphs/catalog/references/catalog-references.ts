import { signedIn } from '../../shared/graphql/signed-in.ts';
import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import type { CatalogContext } from '../context.ts';
import { visibleImport, visibleListing, visibleMarketplace } from '../services/marketplaces/visible.ts';

const forEveryone =
  (kind: 'vendor' | 'product' | 'plan'): ReferenceResolver<CatalogContext> =>
  ({ id }, { principal, loaders }) => {
    signedIn(principal);
    return loaders[kind].load(id);
  };

const marketplace: ReferenceResolver<CatalogContext> = ({ id }, context) => visibleMarketplace(context, id);
const listing: ReferenceResolver<CatalogContext> = ({ id }, context) => visibleListing(context, id);
const priceListImport: ReferenceResolver<CatalogContext> = ({ id }, context) => visibleImport(context, id);

/** The catalogue adds fields to accounts; each of them decides by itself what may be seen. */
const account: ReferenceResolver<CatalogContext> = ({ id }, { principal }) => {
  signedIn(principal);
  return { id };
};

/** How the graph reaches what the catalogue owns, from anywhere. */
export const references = {
  Vendor: forEveryone('vendor'),
  Product: forEveryone('product'),
  Plan: forEveryone('plan'),
  Marketplace: marketplace,
  Listing: listing,
  PriceListImport: priceListImport,
  Account: account,
};
