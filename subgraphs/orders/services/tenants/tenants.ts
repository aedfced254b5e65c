import { question, type Question } from '../../../shared/database/question.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** The customer that a tenant belongs to. */
export interface TenantOwner {
  readonly customerId: Id<'acc'>;
  /** Null until accounts has told of the account. */
  readonly path: string | null;
  readonly name: string | null;
}

/** The owner of a tenant; undefined when it has none. `domain` is in lower case. */
export function tenantOwner(domain: string): Question<TenantOwner | undefined> {
  return question(
    `select tenant.customer_id as "customerId", account.path::text as path, account.name
     from orders.tenant left join orders.account on account.id = tenant.customer_id where tenant.domain = ?`,
    [domain],
    ([owner]: readonly TenantOwner[]) => owner,
  );
}

/**
 * The refusal for a tenant of another customer. A viewer who may see that customer is told its name. Others are told what
 * the vendor would tell everybody: that the domain is taken.
 */
export function tenantInUse(viewer: Principal, domain: string, owner: TenantOwner): Refusal {
  const seen = owner.path !== null && maySee(viewer, owner.path);
  const message = seen ? `${domain} is the tenant of ${owner.name}.` : `${domain} belongs to another customer.`;
  return refusal('TENANT_IN_USE', message, { path: ['vendorParameters', 'tenantDomain'] });
}

/** The refusal of a new tenant that the customer has already, or that another order of the customer is creating. */
export function tenantOnItsWay(domain: string): Refusal {
  const message = `The customer already has the tenant ${domain}, or another of its orders is creating it.`;
  const remedies = [{ description: 'Wait until that order is complete, then order with tenantMode EXISTING.' }];
  return refusal('TENANT_DOMAIN_TAKEN', message, { path: ['vendorParameters', 'tenantDomain'], remedies });
}

/** A customer's claim to a tenant. */
export interface TenantClaim {
  readonly domain: string;
  readonly customerId: Id<'acc'>;
  /** The order that claims it. A fact of accounts has no order and claims it permanently. */
  readonly orderId?: Id<'ord'>;
  readonly now: Date;
}

/**
 * Claims a tenant for a customer until its order ends. Answers `CLAIMED` for a new claim, `BEFORE` when the customer had the
 * tenant already, and `TAKEN`, with nothing changed, when another customer has it. Every claim locks the tenant's row: of two
 * orders for one tenant, the second waits here until the first has ended its transaction, and then sees what it took.
 */
export async function claimTenant(tx: Writer, claim: TenantClaim): Promise<'CLAIMED' | 'BEFORE' | 'TAKEN'> {
  const { domain, customerId, orderId = null, now } = claim;
  const [row] = await tx.execute<{ readonly owner: string; readonly isNew: boolean }>(
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
  readonly customerId: Id<'acc'>;
}

/** Makes a claim permanent: the customer has the tenant, whatever becomes of its orders. */
export async function keepTenant(tx: Writer, { domain, customerId }: EndedClaim): Promise<void> {
  await tx.execute(
    'update orders.tenant set claimed_by = null where domain = ? and customer_id = ? and claimed_by is not null',
    [domain, customerId],
  );
}

/** Releases a tenant that only orders have claimed, unless another open order is for it. */
export async function releaseTenant(tx: Writer, { domain, customerId }: EndedClaim): Promise<void> {
  // Another claim at this moment waits for this one, or this one has waited for it: the next statement sees its order.
  await tx.execute('select 1 from orders.tenant where domain = ? for update', [domain]);
  await tx.execute(
    `delete from orders.tenant where domain = ? and customer_id = ? and claimed_by is not null
       and not exists (
         select 1 from orders."order"
         where completed_at is null and vendor_parameters ->> 'tenantDomain' = ?)`,
    // Not compared with the column, whose collation is another than that of the index.
    [domain, customerId, domain],
  );
}
