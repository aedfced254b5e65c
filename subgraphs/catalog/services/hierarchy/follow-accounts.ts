import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountKind } from '../../../shared/domain/principal.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';

/** The data of the fact `accounts.account-changed`. */
export interface AccountChanged {
  readonly id: Id<'acc'>;
  readonly type: AccountKind;
  readonly path: string;
  readonly status: string;
  /** Null for accounts that are not customers. */
  readonly segment?: string | null;
  readonly currency: string;
  /** Null for the provider. */
  readonly parentId?: Id<'acc'> | null;
  readonly version: number;
}

/** Keeps what the catalogue needs of an account. A fact that comes late, or twice, changes nothing. */
export async function followAccount(context: WorkContext, fact: AccountChanged): Promise<void> {
  const { id, type, path, status, segment, currency, parentId, version } = fact;
  await context.write((tx) =>
    tx.execute(
      `insert into catalog.account as known (id, type, path, status, segment, currency, parent_id, version)
       values (?, ?, ?::ltree, ?, ?, ?, ?, ?)
       on conflict (id) do update
         set type = excluded.type, path = excluded.path, status = excluded.status, segment = excluded.segment,
           currency = excluded.currency, parent_id = excluded.parent_id, version = excluded.version
         where known.version < excluded.version`,
      [id, type, path, status, segment ?? null, currency, parentId ?? null, version],
    ),
  );
}

/** Told by accounts: an account was removed, which happens once and for good. */
export interface AccountRemoved {
  readonly id: Id<'acc'>;
}

/** Removes the copy of an account that accounts has removed. */
export async function followRemoval({ write }: WorkContext, { id }: AccountRemoved): Promise<void> {
  await write((tx) => tx.nativeDelete(AccountEntity, { id }));
}
