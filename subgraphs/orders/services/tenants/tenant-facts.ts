import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';

/** The customers that have a tenant for good. */
export const TENANT_ROWS = `select customer_id as key, 1::bigint as version from orders.tenant
  where claimed_by is null group by customer_id`;

/** Tells accounts which tenant a customer has, and when it was claimed: accounts keeps the first. */
export interface TenantAssigned {
  readonly customerId: Id<'acc'>;
  readonly tenantDomain: string;
  readonly assignedAt: string;
}

/** What is told of the tenant that an order has prepared. */
export async function tenantFact(
  read: Reader,
  { customerId, tenantDomain, now }: { readonly customerId: Id<'acc'>; readonly tenantDomain: string; now: Date },
): Promise<TenantAssigned> {
  const [claim] = await read.query<{ readonly at: Date | string }>(
    'select claimed_at as at from orders.tenant where domain = ? and customer_id = ?',
    [tenantDomain.toLowerCase(), customerId],
  );
  return { customerId, tenantDomain, assignedAt: new Date(claim?.at ?? now).toISOString() };
}

/** The facts about the first tenant of each customer. */
export async function tenantFacts(read: Reader, customerIds: readonly string[]): Promise<readonly TenantAssigned[]> {
  const rows = await read.query<{
    readonly customerId: Id<'acc'>;
    readonly domain: string;
    readonly at: Date | string;
  }>(
    `select distinct on (customer_id) customer_id as "customerId", domain, claimed_at as at from orders.tenant
     where customer_id = any (?::text[]) and claimed_by is null order by customer_id, claimed_at`,
    [textArray(customerIds)],
  );
  return rows.map(({ customerId, domain, at }) => {
    return { customerId, tenantDomain: domain, assignedAt: new Date(at).toISOString() };
  });
}
