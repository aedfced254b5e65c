import type { EntityManager } from '@mikro-orm/postgresql';

/** Whether the account at this path, or any above it, is on hold or cancelled: a held account holds its subtree. */
export async function isHeld(em: EntityManager, path: string): Promise<boolean> {
  const rows = await em.execute<object[]>(
    `select 1 from accounts.account
     where path @> ?::ltree and status in ('CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED') limit 1`,
    [path],
  );
  return rows.length > 0;
}
