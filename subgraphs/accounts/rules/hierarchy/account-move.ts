import { isWithin } from '../../../shared/domain/account-path.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountStatus } from './account-status.ts';
import { mayHaveChild, type AccountType } from './account-types.ts';

/** An account as far as a move depends on it. */
export interface MovedAccount {
  readonly id: string;
  readonly type: AccountType;
  readonly name: string;
  readonly status: AccountStatus;
  readonly path: string;
}

/** A move that somebody asks for. */
export interface WantedMove {
  readonly account: MovedAccount;
  readonly seller: MovedAccount;
  /** Of the account and of everything above it. */
  readonly statuses: readonly AccountStatus[];
  /** Of the new seller and of everything above it. */
  readonly sellerStatuses: readonly AccountStatus[];
  readonly reason: string;
}

/** Every reason why an account cannot go to a seller; none when it can. */
export function checkMove({ account, seller, statuses, sellerStatuses, reason }: WantedMove): readonly Refusal[] {
  return [
    ...checkMoved(account, statuses),
    ...(isWithin(seller.path, account.path) ? [belowItself(account)] : checkSeller(account, seller, sellerStatuses)),
    ...(reason.trim() === '' ? [reasonMissing()] : []),
  ];
}

/** A hold for its services covers everything below, and leaves nothing to do but to lift it. */
function checkMoved({ name, status }: MovedAccount, statuses: readonly AccountStatus[]): readonly Refusal[] {
  const path = ['accountId'];
  if (status === 'CANCELLED') {
    return [refusal('STATE_CONFLICT', `${name} is cancelled, so it buys from nobody any more.`, { path })];
  }
  if (!statuses.includes('ADMIN_HOLD')) return [];
  return [
    refusal('ACCOUNT_ON_HOLD', `${name}, or an account above it, is suspended.`, {
      path,
      retryable: true,
      remedies: [{ description: 'Lift the hold ADMINISTRATIVE first: `setAccountHold` with `lift`.' }],
    }),
  ];
}

function belowItself({ name }: MovedAccount): Refusal {
  return refusal('NOT_ALLOWED', `${name} cannot buy from itself, or from an account below it.`, {
    path: ['newParentId'],
    remedies: [{ description: 'Name a seller outside of the subtree that moves.' }],
  });
}

function checkSeller(
  account: MovedAccount,
  { name, type, status }: MovedAccount,
  statuses: readonly AccountStatus[],
): readonly Refusal[] {
  const path = ['newParentId'];
  if (!mayHaveChild(type, account.type)) {
    return [refusal('NOT_ALLOWED', `${name} is a customer, and a customer has no accounts below it.`, { path })];
  }
  if (status === 'PENDING' || statuses.includes('CANCELLED')) {
    return [refusal('ACCOUNT_NOT_ACTIVE', `${name} must be active before an account can move below it.`, { path })];
  }
  const isHeld = statuses.some((one) => one === 'CREDIT_HOLD' || one === 'ADMIN_HOLD');
  if (!isHeld) return [];
  return [
    refusal('ACCOUNT_ON_HOLD', `${name}, or an account above it, is on hold.`, {
      path,
      retryable: true,
      remedies: [{ description: 'Lift the hold first, or name another seller.' }],
    }),
  ];
}

function reasonMissing(): Refusal {
  return refusal('REQUIRED', 'The reason must not be empty.', {
    path: ['reason'],
    remedies: [{ description: 'Write why, for whoever asks later.' }],
  });
}
