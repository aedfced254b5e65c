import type { EntityManager } from '@mikro-orm/postgresql';

/** The fact `accounts.account-changed`. */
export interface AccountChanged {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly status: string;
  readonly segment?: string | null;
  readonly currency: string;
  readonly parentId?: string | null;
  readonly version: number;
}

/** Keeps what the catalogue needs of an account. A fact that comes late, or twice, changes nothing. */
export async function followAccount(em: EntityManager, fact: AccountChanged): Promise<void> {
  const { id, type, path, status, segment, currency, parentId, version } = fact;
  await em.execute(
    `insert into catalog.account as known (id, type, path, status, segment, currency, parent_id, version)
     values (?, ?, ?::ltree, ?, ?, ?, ?, ?)
     on conflict (id) do update
       set type = excluded.type, path = excluded.path, status = excluded.status, segment = excluded.segment,
         currency = excluded.currency, parent_id = excluded.parent_id, version = excluded.version
       where known.version < excluded.version`,
    [id, type, path, status, segment ?? null, currency, parentId ?? null, version],
  );
}
