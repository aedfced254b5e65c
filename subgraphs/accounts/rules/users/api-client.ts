import type { Id } from '../../../shared/domain/ids.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountStatus } from '../hierarchy/account-status.ts';
import type { AccountType } from '../hierarchy/account-types.ts';
import { checkPermissions } from './user-changes.ts';

/** A request to create an API client. */
export interface NewApiClient {
  readonly accountId: Id<'acc'>;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Undefined for one that does not expire. */
  readonly expiresAt: Date | undefined;
}

/** What a decision about a new client depends on. */
export interface ClientSurroundings {
  readonly accountType: AccountType;
  readonly accountStatus: AccountStatus;
  /** Clients of the account that are not revoked. */
  readonly count: number;
  /** What the person who creates it may do. */
  readonly editor: ReadonlySet<Permission>;
  readonly now: Date;
}

/** More than a reseller has systems. */
const MAX_CLIENTS = 50;
/** How long the secret before still works, so that every server gets the new one. */
const OLD_SECRET_MS = 7 * 86_400_000;

/** Refuses a client with every reason at once. It never may do more than the person who creates it. */
export function checkNewApiClient(
  { name, permissions, expiresAt }: NewApiClient,
  { accountType, accountStatus, count, editor, now }: ClientSurroundings,
): readonly Refusal[] {
  return [
    ...(accountType === 'CUSTOMER' ? [customersHaveNone()] : []),
    ...(accountStatus === 'CANCELLED'
      ? [refusal('ACCOUNT_NOT_ACTIVE', 'The account is cancelled.', { path: ['accountId'] })]
      : []),
    ...(count >= MAX_CLIENTS ? [tooMany()] : []),
    ...(name.trim() === '' ? [refusal('REQUIRED', 'name must not be empty.', { path: ['name'] })] : []),
    ...checkPermissions({ kind: 'ADMINISTRATOR', accountType }, permissions, editor),
    ...(expiresAt !== undefined && expiresAt <= now
      ? [refusal('OUT_OF_RANGE', 'This moment is over already.', { path: ['expiresAt'] })]
      : []),
  ];
}

function customersHaveNone(): Refusal {
  return refusal('NOT_ALLOWED', 'A customer has no API clients.', {
    path: ['accountId'],
    remedies: [{ description: 'Create it for the reseller of the customer.' }],
  });
}

function tooMany(): Refusal {
  return refusal('NOT_ALLOWED', `An account has at most ${MAX_CLIENTS} API clients.`, {
    path: ['accountId'],
    remedies: [{ description: 'Revoke those that are no longer used: lastUsedAt tells.' }],
  });
}

/** What can be used of a client. */
export interface ClientState {
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Whether a client can get tokens. */
export function isClientUsable({ expiresAt, revokedAt }: ClientState, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt);
}

/** Until when the present secret works once there is a newer one. */
export function oldSecretExpiry(now: Date): Date {
  return new Date(now.getTime() + OLD_SECRET_MS);
}
