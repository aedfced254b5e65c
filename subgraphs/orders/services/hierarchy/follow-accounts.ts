import type { EntityManager } from '@mikro-orm/postgresql';
import type { MailPerson, SellerBranding } from '../../../shared/mail/sender.ts';
import type { OrdersServices } from '../../context.ts';
import { claimTenant } from '../tenants/tenants.ts';

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
  /** Of sellers only. */
  readonly contact?: MailPerson | null;
  readonly branding?: SellerBranding | null;
  readonly version: number;
  /** The customer's directory at the vendor, where accounts knows it. */
  readonly tenantDomain?: string | null | undefined;
}

/**
 * Keeps the copy of an account up to date; what comes late does not replace what is newer. The same version told again
 * completes a copy that was made when accounts told less.
 */
export async function followAccount(
  { now }: Pick<OrdersServices, 'now'>,
  em: EntityManager,
  account: AccountChanged,
): Promise<void> {
  await em.execute(
    `insert into orders.account as known (id, type, path, status, segment, currency, parent_id, name, contact,
       branding, version)
     values (?, ?, ?::ltree, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
     on conflict (id) do update set type = excluded.type, path = excluded.path, status = excluded.status,
       segment = excluded.segment, currency = excluded.currency, parent_id = excluded.parent_id, name = excluded.name,
       contact = coalesce(excluded.contact, known.contact), branding = coalesce(excluded.branding, known.branding),
       version = excluded.version
     where known.version <= excluded.version`,
    [
      account.id,
      account.type,
      account.path,
      account.status,
      account.segment,
      account.currency,
      account.parentId,
      account.name,
      jsonOrNull(account.contact),
      jsonOrNull(account.branding),
      account.version,
    ],
  );
  // What is another customer's already stays with it.
  const { id: customerId, tenantDomain } = account;
  if (typeof tenantDomain === 'string')
    await claimTenant(em, { domain: tenantDomain.toLowerCase(), customerId, now: now() });
}

function jsonOrNull(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
