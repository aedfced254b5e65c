import type { Id } from '../../../shared/domain/ids.ts';
import type { MailPerson, SellerBranding } from '../../../shared/mail/sender.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { claimTenant } from '../tenants/tenants.ts';

/** What accounts tells whenever an account was made or changed. */
export interface AccountChanged {
  readonly id: Id<'acc'>;
  readonly type: string;
  readonly path: string;
  readonly status: string;
  readonly segment: string | null;
  readonly currency: string;
  readonly parentId: Id<'acc'> | null;
  readonly name: string;
  /** Of sellers only. */
  readonly contact?: MailPerson | null;
  /** Of sellers only. */
  readonly branding?: SellerBranding | null;
  readonly version: number;
  /** The customer's directory at the vendor, when accounts knows it. */
  readonly tenantDomain?: string | null;
}

/**
 * Keeps the copy of an account up to date. A fact that arrives late does not replace a newer one. The same version, told
 * again, completes a copy from a time when accounts told less.
 */
export async function followAccount({ write, deps }: WorkContext, account: AccountChanged): Promise<void> {
  await write(async (tx) => {
    const written = await tx.execute(
      `insert into orders.account as known (id, type, path, status, segment, currency, parent_id, name, contact,
         branding, version)
       values (?, ?, ?::ltree, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
       on conflict (id) do update set type = excluded.type, path = excluded.path, status = excluded.status,
         segment = excluded.segment, currency = excluded.currency, parent_id = excluded.parent_id, name = excluded.name,
         contact = coalesce(excluded.contact, known.contact), branding = coalesce(excluded.branding, known.branding),
         version = excluded.version
       where known.version <= excluded.version returning id`,
      [
        account.id,
        account.type,
        account.path,
        account.status,
        account.segment,
        account.currency,
        account.parentId,
        account.name,
        toJson(account.contact),
        toJson(account.branding),
        account.version,
      ],
    );
    // A tenant that another customer has already stays with that customer.
    const { id: customerId, tenantDomain } = account;
    if (written.length === 0 || typeof tenantDomain !== 'string') return;
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
