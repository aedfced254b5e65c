import { invariant } from '../../../shared/domain/invariant.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { ListingEntity, type ListingRow, type MarketplaceRow } from '../../entities/marketplace.ts';
import { visibleListing, visibleMarketplace } from './visible-marketplaces.ts';

export interface NewListing {
  readonly marketplaceId: Id<'mkt'>;
  readonly productId: Id<'prd'>;
}

/** Puts a product on sale in a marketplace. Returns the current listing when the product is listed already. */
export async function publishListing(
  context: SignedInContext,
  { marketplaceId, productId }: NewListing,
): Promise<Outcome<ListingRow>> {
  const marketplace = await visibleMarketplace(context, marketplaceId);
  const errors = [
    ...(await checkOwnership(context, marketplace, 'marketplaceId')),
    ...(await checkProduct(context, productId)),
  ];
  if (errors.length > 0) return refused(...errors);
  return context.write(async (tx) => {
    await tx.execute(
      `insert into catalog.listing (id, marketplace_id, product_id, published_at) values (?, ?, ?, ?::timestamptz)
       on conflict (marketplace_id, product_id) where retired_at is null do nothing`,
      [newId('lst'), marketplaceId, productId, context.deps.now().toISOString()],
    );
    return done(await tx.findOneOrFail(ListingEntity, { marketplaceId, productId, retiredAt: null }));
  });
}

/** Takes a product out of a marketplace. Returns the listing as it is when the product was taken out before. */
export async function retireListing(
  context: SignedInContext,
  { listingId }: { readonly listingId: Id<'lst'> },
): Promise<Outcome<ListingRow>> {
  const listing = await visibleListing(context, listingId);
  if (listing === null) return refused(notFound('listing', 'listingId'));
  const marketplace = await visibleMarketplace(context, listing.marketplaceId);
  const errors = await checkOwnership(context, marketplace, 'listingId');
  if (errors.length > 0) return refused(...errors);
  return context.write(async (tx) => {
    const locked = await tx.lock(ListingEntity, { id: listingId });
    invariant(locked, 'listings are never deleted');
    locked.retiredAt ??= context.deps.now();
    return done(locked);
  });
}

/** Accounts that only buy in a marketplace see it but may not change it. */
async function checkOwnership(
  { loaders }: SignedInContext,
  marketplace: MarketplaceRow | null,
  field: string,
): Promise<readonly Refusal[]> {
  if (marketplace === null) return [notFound('marketplace', field)];
  if ((await loaders.place.load(marketplace.ownerId)) !== null) return [];
  const message = 'The marketplace belongs to the account you buy from, so you cannot change it.';
  return [refusal('NOT_ALLOWED', message, { path: [field] })];
}

async function checkProduct({ loaders }: SignedInContext, productId: Id<'prd'>): Promise<readonly Refusal[]> {
  const product = await loaders.product.load(productId);
  if (product === null) return [notFound('product', 'productId')];
  if (product.status !== 'END_OF_SALE') return [];
  return [refusal('STATE_CONFLICT', 'The vendor no longer sells this product.', { path: ['productId'] })];
}
