import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { nextAccountStatus, type AccountStatus } from './account-status.ts';

/** What a seller holds an account for, by hand. */
export type AccountHold = 'CREDIT' | 'ADMINISTRATIVE';

/** Why an account is on hold. The reasons are kept apart: lifting one leaves the others. */
export type HoldKind = AccountHold | 'OVERDUE';

/** What somebody wants to do about a hold. */
export interface HoldRequest {
  readonly hold: AccountHold;
  readonly lift: boolean;
}

/** The status of an account that is active but for its holds: the strongest of them shows. */
export function statusUnder(holds: ReadonlySet<HoldKind>): AccountStatus {
  if (holds.has('ADMINISTRATIVE')) return 'ADMIN_HOLD';
  return holds.size > 0 ? 'CREDIT_HOLD' : 'ACTIVE';
}

/** The holds and the status of an account after one hold was placed or lifted. Placing it again changes nothing. */
export interface HoldDecision {
  readonly holds: ReadonlySet<HoldKind>;
  readonly status: AccountStatus;
}

/** Decides about a hold. Refuses it for an account that is not active yet or cancelled, and to lift what is not there. */
export function decideHold(
  status: AccountStatus,
  holds: ReadonlySet<HoldKind>,
  { hold, lift }: HoldRequest,
): Outcome<HoldDecision> {
  if (status === 'PENDING' || nextAccountStatus(status, 'cancel') === undefined) return refused(notHoldable(status));
  if (lift && !holds.has(hold)) return refused(notHeld(hold));
  const others = [...holds].filter((kind) => kind !== hold);
  const after = new Set(lift ? others : [...others, hold]);
  return done({ holds: after, status: statusUnder(after) });
}

function notHoldable(status: AccountStatus) {
  const state = status === 'PENDING' ? 'is not active yet' : 'is cancelled';
  return refusal('STATE_CONFLICT', `The account ${state}, so it cannot be held.`, { path: ['accountId'] });
}

function notHeld(hold: AccountHold) {
  return refusal('STATE_CONFLICT', `The account is not on the hold ${hold}.`, {
    path: ['hold'],
    remedies: [
      { description: 'Its status shows the strongest of its holds; an overdue invoice is lifted by its payment.' },
    ],
  });
}

/** Why nobody can sign in for an account, by the statuses of itself and of those above it. */
export function signInRefusal(statuses: readonly AccountStatus[]) {
  if (statuses.includes('CANCELLED')) {
    return refusal(
      'ACCOUNT_NOT_ACTIVE',
      'Your account, or one above it, is cancelled: nobody signs in for it any more.',
      {
        path: ['login'],
        remedies: [{ description: 'Ask the account that it bought from.' }],
      },
    );
  }
  if (!statuses.includes('ADMIN_HOLD')) return undefined;
  return refusal('ACCOUNT_ON_HOLD', 'Your account, or one above it, is suspended.', {
    path: ['login'],
    retryable: true,
    remedies: [{ description: 'Ask the account that it buys from to lift the hold.' }],
  });
}
