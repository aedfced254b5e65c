import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesSince, firstValues, snapshot } from '../../../shared/domain/field-changes.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { ListingEntity, type ListingRow, type MarketplaceRow } from '../../entities/marketplace.ts';
import { publishingEvent } from '../../rules/marketplaces/listing-state.ts';
import { listingTextFaults, type ListingTexts } from '../../rules/marketplaces/listing-texts.ts';
import { productStatus } from '../../rules/products/product-status.ts';
import { change, changeListing, isAboveOwner, RECORDED } from './change-listing.ts';
import { consentNeededOf } from './listing-consent.ts';
import { visibleListing, visibleMarketplace } from './visible-marketplaces.ts';

export interface NewListing extends ListingTexts {
  readonly marketplaceId: Id<'mkt'>;
  readonly productId: Id<'prd'>;
}

/**
 * Puts a product on sale in a marketplace, or asks the account above the owner where it wants to be asked. A product that
 * is listed already gets the texts that are given; one that was declined is asked for again.
 */
export async function publishListing(context: SignedInContext, wanted: NewListing): Promise<Outcome<ListingRow>> {
  const marketplace = await visibleMarketplace(context, wanted.marketplaceId);
  const errors = [
    ...(await checkOwnership(context, marketplace, 'marketplaceId')),
    ...(await checkProduct(context, wanted.productId)),
    ...listingTextFaults(wanted),
  ];
  if (marketplace === null || errors.length > 0) return refused(...errors);
  const askedId = await askedAccount(context, marketplace);
  return context.write(async (tx) => {
    const { listing, isNew } = await findOrInsert(tx, wanted, askedId === undefined ? context.deps.now() : null);
    const before = snapshot(listing, isNew ? [] : RECORDED);
    const changed = isNew ? done(listing) : change(listing, publishingEvent(askedId !== undefined), context);
    if (!changed.ok) return changed;
    listing.name = wanted.name === undefined ? listing.name : wanted.name;
    listing.description = wanted.description === undefined ? listing.description : wanted.description;
    listing.askedId = listing.status === 'REQUESTED' ? askedId : null;
    await recordChange(tx, context, {
      action: 'publishListing',
      accountId: marketplace.ownerId,
      subjectId: listing.id,
      changes: isNew
        ? firstValues(listing, ['marketplaceId', 'productId', ...RECORDED])
        : changesSince(before, listing),
    });
    return done(listing);
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
  if (marketplace === null || errors.length > 0) return refused(...errors);
  return changeListing(context, { listingId, ownerId: marketplace.ownerId, action: 'retireListing' }, (locked) =>
    change(locked, 'RETIRE', context),
  );
}

/** The listing of a product that is not retired, locked; a new one where there is none. Two at once find the same. */
async function findOrInsert(
  tx: Writer,
  { marketplaceId, productId }: NewListing,
  publishedAt: Date | null,
): Promise<{ readonly listing: ListingRow; readonly isNew: boolean }> {
  const newListingId = newId('lst');
  const [found] = await tx.execute<{ readonly id: Id<'lst'> }>(
    `insert into catalog.listing (id, marketplace_id, product_id, status, published_at)
     values (?, ?, ?, ?, ?::timestamptz)
     on conflict (marketplace_id, product_id) where retired_at is null do update set product_id = excluded.product_id
     returning id`,
    [
      newListingId,
      marketplaceId,
      productId,
      publishedAt === null ? 'REQUESTED' : 'PUBLISHED',
      publishedAt?.toISOString() ?? null,
    ],
  );
  invariant(found, 'one of both is there');
  const listing = await tx.lock(ListingEntity, { id: found.id });
  invariant(listing, 'it was just written');
  return { listing, isNew: found.id === newListingId };
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

/** Whose consent a new listing needs. What somebody above the owner publishes needs none: they could give it. */
async function askedAccount(context: SignedInContext, marketplace: MarketplaceRow): Promise<Id<'acc'> | undefined> {
  const owner = await context.loaders.place.load(marketplace.ownerId);
  if (owner === null || (await isAboveOwner(context, marketplace))) return undefined;
  return consentNeededOf(context, owner);
}

async function checkProduct({ loaders }: SignedInContext, productId: Id<'prd'>): Promise<readonly Refusal[]> {
  const product = await loaders.product.load(productId);
  if (product === null) return [notFound('product', 'productId')];
  const vendor = await loaders.vendor.load(product.vendorId);
  invariant(vendor, 'a product has a vendor');
  if (productStatus(product, vendor.priceVersion, loaders.moment) === 'PUBLISHED') return [];
  return [refusal('STATE_CONFLICT', 'The vendor no longer sells this product.', { path: ['productId'] })];
}
