import { textArray } from '../../../shared/database/sql.ts';
import { question, type Question } from '../../../shared/database/question.ts';
import type { HeldProduct } from '../../rules/tenants/seat-limit.ts';

interface HeldColumns {
  readonly mpn: string;
  readonly seats: number;
  readonly subscriptions: number;
  readonly ever: number;
}

/**
 * What a tenant has of products, or is about to get by open orders, by MPN, whoever sold it. Every subscription that is not
 * deleted counts, as it does at the vendor; the deleted ones count among those that it has ever had.
 */
export function heldProducts(domain: string, mpns: readonly string[]): Question<ReadonlyMap<string, HeldProduct>> {
  return question(
    `select mpn, coalesce(sum(quantity) filter (where not is_deleted), 0)::int as seats,
       count(*) filter (where not is_deleted)::int as subscriptions, count(*)::int as ever
     from (
       select mpn, quantity, status = 'DELETED' as is_deleted from orders.subscription
       where tenant_domain = ? and mpn = any (?::text[])
       union all
       select line.mpn, line.quantity, false from orders."order" as placed
         join orders.order_line as line on line.order_id = placed.id
       where placed.completed_at is null and placed.vendor_parameters ->> 'tenantDomain' = ?
         and line.mpn = any (?::text[]) and line.status not in ('COMPLETED', 'FAILED', 'CANCELLED')
     ) as held group by mpn`,
    [domain, textArray(mpns), domain, textArray(mpns)],
    (rows: readonly HeldColumns[]) => new Map(rows.map(({ mpn, ...held }) => [mpn, held])),
  );
}
