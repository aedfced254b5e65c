import { may } from '../../../shared/domain/access.ts';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import type { CatalogLoaders } from '../../loaders/catalog-loaders.ts';
import { sellerOf } from '../../rules/prices/seller-chain.ts';

/** What reading needs of an operation. */
export interface Reading {
  readonly principal: Principal;
  readonly loaders: CatalogLoaders;
}

/** The marketplace, or null. It is seen by its owner, by every account above, and by those that buy from the owner. */
export async function visibleMarketplace({ principal, loaders }: Reading, id: string): Promise<MarketplaceRow | null> {
  const viewer = signedIn(principal);
  const marketplace = await loaders.marketplace.load(id);
  if (marketplace === null || marketplace.ownerId === sellerOf(viewer.path)) return marketplace;
  return (await loaders.place.load(marketplace.ownerId)) === null ? null : marketplace;
}

/** The listing, or null; it is seen with its marketplace. */
export async function visibleListing(reading: Reading, id: string): Promise<ListingRow | null> {
  signedIn(reading.principal);
  const listing = await reading.loaders.listing.load(id);
  if (listing === null) return null;
  return (await visibleMarketplace(reading, listing.marketplaceId)) === null ? null : listing;
}

/** The import, or null; imports are seen by those who may make them. */
export async function visibleImport({ principal, loaders }: Reading, id: string): Promise<PriceListImportRow | null> {
  signedIn(principal);
  return may(principal, 'MANAGE_CATALOG') ? loaders.priceListImport.load(id) : null;
}

/** The marketplaces an account owns; for a customer, those of the account it buys from. Empty when it may not be seen. */
export async function marketplacesOf(
  { principal, loaders }: Reading,
  accountId: string,
): Promise<readonly MarketplaceRow[]> {
  signedIn(principal);
  const place = await loaders.place.load(accountId);
  if (place === null) return [];
  const ownerId = place.type === 'CUSTOMER' ? sellerOf(place.path) : place.id;
  return ownerId === undefined ? [] : loaders.marketplacesOf.load(ownerId);
}
