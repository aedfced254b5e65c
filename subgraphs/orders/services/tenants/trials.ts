import { textArray } from '../../../shared/database/sql.ts';
import { answered, question, type Question } from '../../../shared/database/question.ts';

/**
 * How many trials of products a tenant has had or is about to get by open orders, by MPN. Those that are over count: nobody
 * tries twice.
 */
export function hadTrials(domain: string, mpns: readonly string[]): Question<ReadonlyMap<string, number>> {
  if (mpns.length === 0) return answered(new Map());
  return question(
    `select mpn, count(*)::int as trials from (
       select subscription.mpn from orders.subscription
         join orders.order_line as line on line.id = subscription.line_id
       where subscription.tenant_domain = ? and subscription.mpn = any (?::text[]) and line.kind = 'TRIAL'
       union all
       select line.mpn from orders."order" as placed
         join orders.order_line as line on line.order_id = placed.id
       where placed.completed_at is null and placed.vendor_parameters ->> 'tenantDomain' = ?
         and line.mpn = any (?::text[]) and line.kind = 'TRIAL'
         and line.status not in ('COMPLETED', 'FAILED', 'CANCELLED')
     ) as had group by mpn`,
    [domain, textArray(mpns), domain, textArray(mpns)],
    (rows: readonly { readonly mpn: string; readonly trials: number }[]) =>
      new Map(rows.map(({ mpn, trials }) => [mpn, trials])),
  );
}
