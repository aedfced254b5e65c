import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { ListingStatus } from '../../rules/marketplaces/listing-state.ts';
import { shopsOf, shopsOfViewer } from './shops.ts';

/**
 * The marketplace, or null. Its owner, every account above the owner and every account that buys from the owner may
 * see it; customers those for their country.
 */
export async function visibleMarketplace(context: SignedInContext, id: Id<'mkt'>): Promise<MarketplaceRow | null> {
  const { viewer, loaders } = context;
  const marketplace = await loaders.marketplace.load(id);
  if (marketplace === null || (await loaders.place.load(marketplace.ownerId)) !== null) return marketplace;
  if (marketplace.ownerId !== sellerIdOf(viewer.path)) return null;
  const shops = await shopsOfViewer(context);
  if (viewer.accountType === 'CUSTOMER' && shops?.ids.includes(id) !== true) return null;
  return marketplace;
}

/**
 * The listing, or null. Those who may see its marketplace may see it while it is on sale; at other times those who may see the
 * owner.
 */
export async function visibleListing(context: SignedInContext, id: Id<'lst'>): Promise<ListingRow | null> {
  const listing = await context.loaders.listing.load(id);
  if (listing === null) return null;
  const marketplace = await visibleMarketplace(context, listing.marketplaceId);
  if (marketplace === null) return null;
  return listing.status === 'PUBLISHED' || (await seesOwner(context, marketplace)) ? listing : null;
}

/** Whether the viewer sees what is behind the shop window: what is asked for, was declined or taken out. */
export async function seesOwner({ loaders }: SignedInContext, { ownerId }: MarketplaceRow): Promise<boolean> {
  return (await loaders.place.load(ownerId)) !== null;
}

/** What the list of a marketplace shows unless somebody asks for other listings. */
const CURRENT: readonly ListingStatus[] = ['REQUESTED', 'PUBLISHED', 'DECLINED'];

/** Which listings of a marketplace are wanted: those that are not retired unless statuses are given. */
export interface ListingsWanted {
  readonly statuses: readonly ListingStatus[] | undefined;
  readonly page: PageRequest;
}

/** A page of a marketplace's listings, the newest first; accounts that only buy there see those that are on sale. */
export async function findListings(
  context: SignedInContext,
  marketplace: MarketplaceRow,
  { statuses = CURRENT, page }: ListingsWanted,
): Promise<Connection<ListingRow>> {
  const all = await seesOwner(context, marketplace);
  const values = [...new Set(statuses)].filter((status) => all || status === 'PUBLISHED');
  if (values.length === 0) return emptyConnection(page);
  const choices = [{ column: 'listing.status', type: 'text', values }] as const;
  return listConnection(context.loaders.listings, { owner: marketplace.id, choices, page }, (row) => [row.id]);
}

/** A page of the listings that wait for an account's consent, the newest first; none for one that the viewer may not see. */
export async function findRequests(
  { loaders, viewer }: SignedInContext,
  { sellerId, page }: { readonly sellerId: Id<'acc'> | undefined; readonly page: PageRequest },
): Promise<Connection<ListingRow>> {
  const seller = await loaders.place.load(sellerId ?? viewer.accountId);
  if (seller === null) return emptyConnection(page);
  return listConnection(loaders.askedListings, { owner: seller.id, page }, (row) => [row.id]);
}

/** The marketplaces that an account owns or, for a customer, those in which it buys. Empty when the viewer may not see it. */
export async function marketplacesOf(
  context: SignedInContext,
  accountId: Id<'acc'>,
): Promise<readonly MarketplaceRow[]> {
  const place = await context.loaders.place.load(accountId);
  if (place === null) return [];
  return place.type === 'CUSTOMER' ? shopsOf(context, place) : context.loaders.marketplacesOf.load(place.id);
}

/** The id of the account that owns a marketplace; the viewer's own account when the viewer may not see the owner. */
export async function visibleOwnerId(
  { viewer, loaders }: SignedInContext,
  { ownerId }: MarketplaceRow,
): Promise<Id<'acc'>> {
  return (await loaders.place.load(ownerId)) === null ? viewer.accountId : ownerId;
}
