import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';

/** What has become of a product that the owner of a marketplace wants to sell there. */
export type ListingStatus = 'REQUESTED' | 'PUBLISHED' | 'DECLINED' | 'RETIRED';

/**
 * What happens to a listing: its owner asks for consent, or publishes it where nobody has to be asked; the account that is
 * asked decides; the owner takes it out.
 */
export type ListingEvent = 'ASK' | 'PUBLISH' | 'APPROVE' | 'DECLINE' | 'RETIRE';

const NEXT: Readonly<Record<ListingStatus, Partial<Readonly<Record<ListingEvent, ListingStatus>>>>> = {
  REQUESTED: {
    ASK: 'REQUESTED',
    PUBLISH: 'PUBLISHED',
    APPROVE: 'PUBLISHED',
    DECLINE: 'DECLINED',
    RETIRE: 'RETIRED',
  },
  // What is on sale stays there, whoever wants to be asked from now on.
  PUBLISHED: { ASK: 'PUBLISHED', PUBLISH: 'PUBLISHED', RETIRE: 'RETIRED' },
  DECLINED: { ASK: 'REQUESTED', PUBLISH: 'PUBLISHED', RETIRE: 'RETIRED' },
  RETIRED: { RETIRE: 'RETIRED' },
};

/** Why an event is not possible. */
const REFUSALS: Readonly<Record<ListingStatus, string>> = {
  REQUESTED: 'The listing waits for a decision.',
  PUBLISHED: 'The listing is on sale already: there is nothing to decide.',
  DECLINED: 'The listing was declined. Its owner can ask again by publishing it.',
  RETIRED: 'The listing was taken out of its marketplace.',
};

/** The status after an event. Refuses an event that is not possible in the status, at the path of the listing's id. */
export function nextListingStatus(status: ListingStatus, event: ListingEvent): Outcome<ListingStatus> {
  const next = NEXT[status][event];
  return next === undefined
    ? refused(refusal('STATE_CONFLICT', REFUSALS[status], { path: ['listingId'] }))
    : done(next);
}

/** What the owner's wish to sell is: where a consent is needed, a question to who gives it. */
export function publishingEvent(isConsentNeeded: boolean): ListingEvent {
  return isConsentNeeded ? 'ASK' : 'PUBLISH';
}
