import { characterCount, isStorable } from '../../../shared/domain/characters.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import { change, changeListing, isAboveOwner } from './change-listing.ts';
import { visibleListing, visibleMarketplace } from './visible-marketplaces.ts';

/** A decision about a listing that waits for one. */
export interface ListingDecision {
  readonly listingId: Id<'lst'>;
  readonly decision: 'APPROVE' | 'DECLINE';
  readonly reason: string | undefined;
}

const MAX_REASON = 200;

/** Decides about a listing that waits for consent: the account from which its marketplace's owner buys, or one above. */
export async function decideListing(
  context: SignedInContext,
  { listingId, decision, reason }: ListingDecision,
): Promise<Outcome<ListingRow>> {
  const listing = await visibleListing(context, listingId);
  if (listing === null) return refused(notFound('listing', 'listingId'));
  const marketplace = await visibleMarketplace(context, listing.marketplaceId);
  invariant(marketplace, 'whoever sees a listing sees its marketplace');
  const errors = [...(await checkDecider(context, marketplace)), ...reasonFaults(reason)];
  if (errors.length > 0) return refused(...errors);
  return changeListing(context, { listingId, ownerId: marketplace.ownerId, action: 'decideListing' }, (locked) => {
    const decided = change(locked, decision, context);
    if (decided.ok) locked.reason = reason ?? null;
    return decided;
  });
}

async function checkDecider(context: SignedInContext, marketplace: MarketplaceRow): Promise<readonly Refusal[]> {
  if (await isAboveOwner(context, marketplace)) return [];
  const message = 'The account from which the owner of the marketplace buys decides about its listings.';
  return [refusal('NOT_ALLOWED', message, { path: ['listingId'] })];
}

function reasonFaults(reason: string | undefined): readonly Refusal[] {
  if (reason === undefined) return [];
  if (!isStorable(reason)) return [refusal('INVALID', 'The text cannot be stored.', { path: ['reason'] })];
  if (characterCount(reason) <= MAX_REASON) return [];
  return [refusal('TOO_LONG', `The text may have at most ${MAX_REASON} characters.`, { path: ['reason'] })];
}
