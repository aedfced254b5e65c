import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { signInRefusal } from '../../rules/hierarchy/account-holds.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';

/**
 * The statuses of the account at this path and of those above it, which stay so until the transaction ends: who holds one of
 * them waits for it. The provider is left out, which nobody can hold.
 */
async function lockStatuses(tx: Writer, path: string): Promise<readonly AccountStatus[]> {
  const rows = await tx.execute<{ readonly status: AccountStatus }>(
    `select status from accounts.account where path @> ?::ltree and type <> 'PROVIDER' order by path for share`,
    [path],
  );
  return rows.map(({ status }) => status);
}

/** Why nobody can sign in for the account at this path; undefined when somebody can, until the transaction ends. */
export async function refusalOfSignIn(tx: Writer, path: string): Promise<Refusal | undefined> {
  return signInRefusal(await lockStatuses(tx, path));
}

/** The same as `isHeld`, until the transaction ends. */
export async function isHeldUntilWritten(tx: Writer, path: string): Promise<boolean> {
  const statuses = await lockStatuses(tx, path);
  return statuses.some((status) => status !== 'ACTIVE' && status !== 'PENDING');
}

/** Whether the account at this path, or any account above it, is on hold or cancelled: a hold covers the whole subtree. */
export async function isHeld(read: Reader, path: string): Promise<boolean> {
  const rows = await read.query(
    `select 1 from accounts.account
     where path @> ?::ltree and status in ('CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED') limit 1`,
    [path],
  );
  return rows.length > 0;
}
