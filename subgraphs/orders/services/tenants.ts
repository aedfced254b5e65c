import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../shared/access.ts';
import type { Principal } from '../../shared/principal.ts';
import { refusal, type Refusal } from '../../shared/refusal.ts';

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

/** A customer's claim to a tenant. */
export interface TenantClaim {
  readonly domain: string;
  readonly customerId: string;
  /** The order that claims it; undefined for a fact of accounts. */
  readonly orderId?: string | undefined;
  readonly now: Date;
}

/**
 * Claims a tenant for a customer, for good or until its order comes to nothing. Answers false, with nothing changed, when it
 * is another customer's: of two claims at the same moment one waits for the other.
 */
export async function claimTenant(em: EntityManager, claim: TenantClaim): Promise<boolean> {
  const rows = await em.execute<{ customer_id: string }[]>(
    `insert into orders.tenant as known (domain, customer_id, claimed_by, claimed_at) values (?, ?, ?, ?)
     on conflict (domain) do update set domain = known.domain returning customer_id`,
    [claim.domain, claim.customerId, claim.orderId ?? null, claim.now],
  );
  return rows[0]?.customer_id === claim.customerId;
}

/**
 * Gives a tenant back that an order claimed and that came to nothing: nothing is active in it, and no other order is on its
 * way there.
 */
export async function releaseTenant(em: EntityManager, orderId: string): Promise<void> {
  await em.execute(
    `delete from orders.tenant where claimed_by = ?
       and not exists (select 1 from orders.subscription where tenant_domain = tenant.domain)
       and not exists (
         select 1 from orders."order" as other
         where other.completed_at is null and other.vendor_parameters ->> 'tenantDomain' = tenant.domain
           and other.id <> tenant.claimed_by)`,
    [orderId],
  );
}
