import type { Id } from '../../../shared/domain/ids.ts';
import type { MailPerson, SellerBranding } from '../../../shared/mail/sender.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { moveRows } from './follow-moves.ts';
import { claimTenant } from '../tenants/tenants.ts';

/** What accounts tells whenever an account was made or changed. */
export interface AccountChanged {
  readonly id: Id<'acc'>;
  readonly type: string;
  readonly path: string;
  readonly status: string;
  readonly segment: string | null;
  readonly currency: string;
  readonly name: string;
  /** Of its mail, BCP 47. A process of the release before does not tell it. */
  readonly language?: string;
  /** Of sellers only. */
  readonly contact?: MailPerson | null;
  /** Of sellers only. */
  readonly branding?: SellerBranding | null;
  readonly version: number;
  /** The last move that changed its path; not told by the release before. */
  readonly movedIn?: number;
  /** The customer's directory at the vendor, when accounts knows it. */
  readonly tenantDomain?: string | null;
}

/**
 * Keeps the copy of an account up to date. A fact that arrives late does not replace a newer one. The same version, told
 * again, completes a copy from a time when accounts told less; a newer one without a language leaves the language unknown,
 * since it may be another one by now. With a place that is new, because the fact of a move was late or lost, go the orders.
 */
export async function followAccount({ write, deps }: WorkContext, account: AccountChanged): Promise<void> {
  await write(async (tx) => {
    const [written] = await tx.execute<{ readonly before: string | null; readonly path: string }>(
      `with place as (
         select placed.*, (select account.path from orders.account where id = ?) as before
         from orders.placed(?::ltree, ?::int)
       )
       insert into orders.account as known (id, type, path, status, segment, currency, parent_id, name, language, contact,
         branding, version, moved_in)
       select ?, ?, place.path, ?, ?, ?, orders.parent_of(place.path), ?, ?, ?::jsonb, ?::jsonb, ?, place.number from place
       on conflict (id) do update set type = excluded.type, path = excluded.path, status = excluded.status,
         segment = excluded.segment, currency = excluded.currency, parent_id = excluded.parent_id, name = excluded.name,
         language = case when known.version < excluded.version then excluded.language
           else coalesce(excluded.language, known.language) end,
         contact = coalesce(excluded.contact, known.contact), branding = coalesce(excluded.branding, known.branding),
         version = excluded.version, moved_in = excluded.moved_in
       where (known.moved_in, known.version) <= (excluded.moved_in, excluded.version)
       returning path::text as path, (select before::text from place) as before`,
      [
        account.id,
        account.path,
        account.movedIn ?? 0,
        account.id,
        account.type,
        account.status,
        account.segment,
        account.currency,
        account.name,
        account.language ?? null,
        toJson(account.contact),
        toJson(account.branding),
        account.version,
      ],
    );
    if (written === undefined) return;
    const { before, path } = written;
    if (before !== null && before !== path) await moveRows(tx, deps, { accountId: account.id, from: before, to: path });
    // A tenant that another customer has already stays with that customer.
    const { id: customerId, tenantDomain } = account;
    if (typeof tenantDomain !== 'string') return;
    await claimTenant(tx, { domain: tenantDomain.toLowerCase(), customerId, now: deps.now() });
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

function toJson(value: object | null = null): string | null {
  return value === null ? null : JSON.stringify(value);
}
