import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { signInRefusal } from '../../rules/hierarchy/account-holds.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';

/** A path that the account had no more when it was locked: it has moved in between. */
export class PlaceLost extends Error {
  override readonly name = 'PlaceLost';
}

/**
 * The statuses of the account at this path and of those above it, which stay so, at their place, until the transaction ends:
 * who holds or moves one of them waits for it. The provider is left out, which nobody can hold or move. Throws `PlaceLost` when
 * the account is not there any more.
 */
export async function lockStatuses(tx: Writer, path: string): Promise<readonly AccountStatus[]> {
  const rows = await tx.execute<{ readonly status: AccountStatus }>(
    `select status from accounts.account where path @> ?::ltree and type <> 'PROVIDER' order by path for share`,
    [path],
  );
  // A row that was changed while this waited for it counts only if it is still at or above the path.
  if (rows.length < accountIdsOf(path).length - 1) throw new PlaceLost(`Nothing is at ${path} any more`);
  return rows.map(({ status }) => status);
}

/** How often an account that moves is looked for: it would have to move each time. */
const LOOKS = 5;

/**
 * The statuses of an account and of those above it, as `lockStatuses` has them. An account that has moved since it was read is
 * read anew. Throws `PlaceLost` when it is nowhere.
 */
async function lockPlace(tx: Writer, account: AccountRow): Promise<readonly AccountStatus[]> {
  for (let look = 1; ; look += 1) {
    try {
      return await lockStatuses(tx, account.path);
    } catch (error) {
      if (!(error instanceof PlaceLost) || look === LOOKS) throw error;
      await tx.findOneOrFail(AccountEntity, { id: account.id }, { refresh: true });
    }
  }
}

/**
 * Why nobody can sign in for an account; undefined when somebody can, until the transaction ends. The account then has the path
 * that it has.
 */
export async function refusalOfSignIn(tx: Writer, account: AccountRow): Promise<Refusal | undefined> {
  return signInRefusal(await lockPlace(tx, account));
}

/** The same as `isHeld`, until the transaction ends. Throws `PlaceLost` when the account is not there any more. */
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
