import { textArray } from '../../../shared/database/sql.ts';
import { question, type Question } from '../../../shared/database/question.ts';

/**
 * How many seats of products a tenant has or is about to get by open orders, by MPN. Every subscription that is not
 * deleted counts, as it does at the vendor.
 */
export function heldSeats(domain: string, mpns: readonly string[]): Question<ReadonlyMap<string, number>> {
  return question(
    `select mpn, sum(quantity)::int as seats from (
       select mpn, quantity from orders.subscription
       where tenant_domain = ? and mpn = any (?::text[]) and status <> 'DELETED'
       union all
       select line.mpn, line.quantity from orders."order" as placed
         join orders.order_line as line on line.order_id = placed.id
       where placed.completed_at is null and placed.vendor_parameters ->> 'tenantDomain' = ?
         and line.mpn = any (?::text[]) and line.status not in ('COMPLETED', 'FAILED', 'CANCELLED')
     ) as held group by mpn`,
    [domain, textArray(mpns), domain, textArray(mpns)],
    (rows: readonly { readonly mpn: string; readonly seats: number }[]) =>
      new Map(rows.map(({ mpn, seats }) => [mpn, seats])),
  );
}
