import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../context.ts';
import { claimTenant } from './tenants.ts';

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
  /** The customer's directory at the vendor, where accounts knows it. */
  readonly tenantDomain?: string | null | undefined;
}

/** Keeps the copy of an account up to date; what comes late does not replace what is newer. */
export async function followAccount(
  { now }: Pick<OrdersServices, 'now'>,
  em: EntityManager,
  account: AccountChanged,
): Promise<void> {
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
  // What is another customer's already stays with it.
  const { id: customerId, tenantDomain } = account;
  if (typeof tenantDomain === 'string')
    await claimTenant(em, { domain: tenantDomain.toLowerCase(), customerId, now: now() });
}
