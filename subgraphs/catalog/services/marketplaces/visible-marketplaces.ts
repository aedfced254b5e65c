import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';

/**
 * The marketplace, or null. Its owner, every account above the owner and every account that buys from the owner may
 * see it.
 */
export async function visibleMarketplace(
  { viewer, loaders }: SignedInContext,
  id: Id<'mkt'>,
): Promise<MarketplaceRow | null> {
  const marketplace = await loaders.marketplace.load(id);
  if (marketplace === null || marketplace.ownerId === sellerIdOf(viewer.path)) return marketplace;
  return (await loaders.place.load(marketplace.ownerId)) === null ? null : marketplace;
}

/** The listing, or null. Those who may see its marketplace may see it. */
export async function visibleListing(context: SignedInContext, id: Id<'lst'>): Promise<ListingRow | null> {
  const listing = await context.loaders.listing.load(id);
  if (listing === null) return null;
  return (await visibleMarketplace(context, listing.marketplaceId)) === null ? null : listing;
}

/** The marketplaces that an account owns or, for a customer, those of its seller. Empty when the viewer may not see it. */
export async function marketplacesOf(
  { loaders }: SignedInContext,
  accountId: Id<'acc'>,
): Promise<readonly MarketplaceRow[]> {
  const place = await loaders.place.load(accountId);
  if (place === null) return [];
  const ownerId = place.type === 'CUSTOMER' ? sellerIdOf(place.path) : place.id;
  return ownerId === undefined ? [] : loaders.marketplacesOf.load(ownerId);
}

/** The id of the account that owns a marketplace; the viewer's own account when the viewer may not see the owner. */
export async function visibleOwnerId(
  { viewer, loaders }: SignedInContext,
  { ownerId }: MarketplaceRow,
): Promise<Id<'acc'>> {
  return (await loaders.place.load(ownerId)) === null ? viewer.accountId : ownerId;
}
