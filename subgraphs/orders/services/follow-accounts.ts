import type { EntityManager } from '@mikro-orm/postgresql';

/** What accounts tells whenever an account was made or changed. */
export interface AccountChanged {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly status: string;
  readonly segment: string | null;
  readonly currency: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly version: number;
}

/** Keeps the copy of an account up to date; what comes late does not replace what is newer. */
export async function followAccount(em: EntityManager, account: AccountChanged): Promise<void> {
  await em.execute(
    `insert into orders.account as known (id, type, path, status, segment, currency, parent_id, name, version)
     values (?, ?, ?::ltree, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set type = excluded.type, path = excluded.path, status = excluded.status,
       segment = excluded.segment, currency = excluded.currency, parent_id = excluded.parent_id, name = excluded.name,
       version = excluded.version
     where known.version < excluded.version`,
    [
      account.id,
      account.type,
      account.path,
      account.status,
      account.segment,
      account.currency,
      account.parentId,
      account.name,
      account.version,
    ],
  );
}
