import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The customer that a tenant belongs to. */
export interface TenantOwner {
  readonly customerId: string;
  /** Null while the copy of the account has not come yet. */
  readonly path: string | null;
  readonly name: string | null;
}

/** Reads whom a tenant belongs to; undefined while it is nobody's. `domain` is in lower case. */
export async function readTenantOwner(em: EntityManager, domain: string): Promise<TenantOwner | undefined> {
  const [owner] = await em.execute<TenantOwner[]>(
    `select tenant.customer_id as "customerId", account.path::text as path, account.name
     from orders.tenant left join orders.account on account.id = tenant.customer_id where tenant.domain = ?`,
    [domain],
  );
  return owner;
}

/**
 * The refusal for a tenant of another customer. Whoever may see that customer is told its name; everybody else no more than
 * the vendor would say of any domain: that it is taken.
 */
export function tenantInUse(viewer: Principal, domain: string, owner: TenantOwner): Refusal {
  const seen = owner.path !== null && maySee(viewer, owner.path);
  const message = seen ? `${domain} is the tenant of ${owner.name}.` : `${domain} belongs to somebody already.`;
  return refusal('TENANT_IN_USE', message, { path: ['vendorParameters', 'tenantDomain'] });
}

/** The refusal of a new tenant that the customer has, or that another order of the customer is making. */
export function tenantOnItsWay(domain: string): Refusal {
  const message = `${domain} is this customer's already, or another order of the customer is making it.`;
  const remedies = [{ description: 'When that order is complete, order into it with tenantMode EXISTING.' }];
  return refusal('TENANT_DOMAIN_TAKEN', message, { path: ['vendorParameters', 'tenantDomain'], remedies });
}

/** A customer's claim to a tenant. */
export interface TenantClaim {
  readonly domain: string;
  readonly customerId: string;
  /** The order that claims it; undefined for a fact of accounts, which claims for good. */
  readonly orderId?: string | undefined;
  readonly now: Date;
}

/**
 * Claims a tenant for a customer, until its order comes to nothing: `CLAIMED` now, or the customer's own `BEFORE`. With
 * nothing changed it is `TAKEN` when another customer has it: of two claims at the same moment one waits for the other.
 */
export async function claimTenant(em: EntityManager, claim: TenantClaim): Promise<'CLAIMED' | 'BEFORE' | 'TAKEN'> {
  const { domain, customerId, orderId = null, now } = claim;
  const [row] = await em.execute<{ readonly owner: string; readonly isNew: boolean }[]>(
    `insert into orders.tenant as known (domain, customer_id, claimed_by, claimed_at) values (?, ?, ?, ?)
     on conflict (domain) do update set domain = known.domain
     returning customer_id as owner, claimed_by is not distinct from ? as "isNew"`,
    [domain, customerId, orderId, now, orderId],
  );
  if (row?.owner !== customerId) return 'TAKEN';
  return row.isNew ? 'CLAIMED' : 'BEFORE';
}

/** An order's claim to its tenant, when the order ends. */
export interface EndedClaim {
  readonly domain: string;
  readonly customerId: string;
}

/** Makes a claim one for good: the customer has the tenant, whatever becomes of orders. */
export async function keepTenant(em: EntityManager, { domain, customerId }: EndedClaim): Promise<void> {
  await em.execute(
    'update orders.tenant set claimed_by = null where domain = ? and customer_id = ? and claimed_by is not null',
    [domain, customerId],
  );
}

/** Gives a tenant back for which nothing but orders spoke, when no other order is on its way there. */
export async function releaseTenant(em: EntityManager, { domain, customerId }: EndedClaim): Promise<void> {
  // Whoever claims it at this moment waits, or has been waited for: the second statement sees their order.
  await em.execute('select 1 from orders.tenant where domain = ? for update', [domain]);
  await em.execute(
    `delete from orders.tenant where domain = ? and customer_id = ? and claimed_by is not null
       and not exists (
         select 1 from orders."order"
         where completed_at is null and vendor_parameters ->> 'tenantDomain' = ?)`,
    // Not compared with the column, whose collation is another than that of the index.
    [domain, customerId, domain],
  );
}
