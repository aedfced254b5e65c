import { readId } from '../../shared/domain/ids.ts';
import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import { requireSignedIn } from '../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../context.ts';
import { visibleHub } from '../services/marketplaces/hubs.ts';
import { visibleListing, visibleMarketplace } from '../services/marketplaces/visible-marketplaces.ts';
import { visibleMargin } from '../services/prices/find-margins.ts';
import { visibleImport } from '../services/sheets/visible-import.ts';

type Reference = ReferenceResolver<CatalogContext>;

// Everybody who has signed in may see what vendors sell.
const vendor: Reference = ({ id }, context) => requireSignedIn(context).loaders.vendor.load(readId('ven', id));
const product: Reference = ({ id }, context) => requireSignedIn(context).loaders.product.load(readId('prd', id));
const plan: Reference = ({ id }, context) => requireSignedIn(context).loaders.plan.load(readId('pln', id));
const promotion: Reference = ({ id }, context) => requireSignedIn(context).loaders.promotion.load(readId('pro', id));

const marketplace: Reference = ({ id }, context) => visibleMarketplace(requireSignedIn(context), readId('mkt', id));
const listing: Reference = ({ id }, context) => visibleListing(requireSignedIn(context), readId('lst', id));
const hub: Reference = ({ id }, context) => visibleHub(requireSignedIn(context), readId('hub', id));
const marginRule: Reference = ({ id }, context) => visibleMargin(requireSignedIn(context), readId('mgn', id));
const priceListImport: Reference = ({ id }, context) => visibleImport(requireSignedIn(context), readId('imp', id));

/** The catalogue adds fields to accounts. Each of these fields decides what the viewer may see. */
const account: Reference = ({ id }, context) => {
  requireSignedIn(context);
  return { id: readId('acc', id) };
};

/** Resolves references of other subgraphs to the entities of the catalogue. */
export const references = {
  Vendor: vendor,
  Product: product,
  Plan: plan,
  Promotion: promotion,
  Marketplace: marketplace,
  Listing: listing,
  Hub: hub,
  MarginRule: marginRule,
  PriceListImport: priceListImport,
  Account: account,
};
