import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountKind } from '../../../shared/domain/principal.ts';
import type { WorkContext } from '../../context.ts';
import { leaveOldSellers } from './follow-moves.ts';
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
  /** Of a customer's address, ISO 3166; not told by the release before. */
  readonly country?: string | null;
  readonly version: number;
  /** The last move that changed its path; not told by the release before. */
  readonly movedIn?: number;
}

/**
 * Keeps what the catalogue needs of an account. A fact that comes late changes nothing. The same version, told again, completes
 * a copy from a time when accounts told less; a newer one without a country leaves it unknown, since it may be another by now.
 */
export async function followAccount(context: WorkContext, fact: AccountChanged): Promise<void> {
  const { id, type, path, status, segment, currency, country = null, version, movedIn = 0 } = fact;
  await context.write(async (tx) => {
    const written = await tx.execute(
      `insert into catalog.account as known (id, type, path, status, segment, currency, country, parent_id, version,
         moved_in)
       select ?, ?, place.path, ?, ?, ?, ?, catalog.parent_of(place.path), ?, place.number
       from catalog.placed(?::ltree, ?::int) as place
       on conflict (id) do update
         set type = excluded.type, path = excluded.path, status = excluded.status, segment = excluded.segment,
           currency = excluded.currency,
           country = case when known.version < excluded.version then excluded.country
             else coalesce(excluded.country, known.country) end,
           parent_id = excluded.parent_id, version = excluded.version,
           moved_in = excluded.moved_in
         where (known.moved_in, known.version) <= (excluded.moved_in, excluded.version) returning id`,
      [id, type, status, segment ?? null, currency, country, version, path, movedIn],
    );
    if (written.length > 0) await leaveOldSellers(tx, id);
  });
}

/** Told by accounts: an account was removed, which happens once and for good. */
export interface AccountRemoved {
  readonly id: Id<'acc'>;
}

/** Removes the copy of an account that accounts has removed. */
export async function followRemoval({ write }: WorkContext, { id }: AccountRemoved): Promise<void> {
  await write((tx) => tx.nativeDelete(AccountEntity, { id }));
}
