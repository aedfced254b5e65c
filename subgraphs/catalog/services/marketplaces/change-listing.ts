import { recordChange } from '../../../shared/database/record-change.ts';
import { changesSince, snapshot } from '../../../shared/domain/field-changes.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { ListingEntity, type ListingRow, type MarketplaceRow } from '../../entities/marketplace.ts';
import { nextListingStatus, type ListingEvent } from '../../rules/marketplaces/listing-state.ts';

/** What the audit log tells of a listing. */
export const RECORDED = ['status', 'name', 'description', 'reason'] as const;

interface Changing {
  readonly listingId: Id<'lst'>;
  readonly ownerId: Id<'acc'>;
  readonly action: 'retireListing' | 'decideListing';
}

/** Changes a listing that is locked, and records what has changed. */
export function changeListing(
  context: SignedInContext,
  { listingId, ownerId, action }: Changing,
  apply: (listing: ListingRow) => Outcome<ListingRow>,
): Promise<Outcome<ListingRow>> {
  return context.write(async (tx) => {
    const locked = await tx.lock(ListingEntity, { id: listingId });
    invariant(locked, 'listings are never deleted');
    const before = snapshot(locked, RECORDED);
    const changed = apply(locked);
    if (!changed.ok) return changed;
    const changes = changesSince(before, locked);
    await recordChange(tx, context, { action, accountId: ownerId, subjectId: listingId, changes });
    return changed;
  });
}

/** Lets something happen to a listing, or refuses it. */
export function change(listing: ListingRow, event: ListingEvent, { deps }: SignedInContext): Outcome<ListingRow> {
  const next = nextListingStatus(listing.status, event);
  if (!next.ok) return next;
  listing.status = next.value;
  if (next.value !== 'REQUESTED') listing.askedId = null;
  if (next.value === 'REQUESTED') listing.reason = null;
  if (next.value === 'PUBLISHED') listing.publishedAt ??= deps.now();
  if (next.value === 'RETIRED') listing.retiredAt ??= deps.now();
  return done(listing);
}

/** Whether the viewer's account sells, directly or not, to the owner of a marketplace. */
export async function isAboveOwner(
  { viewer, loaders }: SignedInContext,
  { ownerId }: MarketplaceRow,
): Promise<boolean> {
  return ownerId !== viewer.accountId && (await loaders.place.load(ownerId)) !== null;
}
