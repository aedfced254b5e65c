import type { Reader } from '../../../shared/database/transaction.ts';

/** Whether the account at this path, or any account above it, is on hold or cancelled: a hold covers the whole subtree. */
export async function isHeld(read: Reader, path: string): Promise<boolean> {
  const rows = await read.query(
    `select 1 from accounts.account
     where path @> ?::ltree and status in ('CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED') limit 1`,
    [path],
  );
  return rows.length > 0;
}
