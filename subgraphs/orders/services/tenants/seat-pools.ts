import { textArray } from '../../../shared/database/sql.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';

/**
 * Reads how many seats of products a tenant has or is about to get by open orders, by MPN. Every subscription that is not
 * deleted counts, as it does at the vendor.
 */
export async function readHeldSeats(
  read: Reader,
  domain: string,
  mpns: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await read.query<{ readonly mpn: string; readonly seats: number }>(
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
  );
  return new Map(rows.map(({ mpn, seats }) => [mpn, seats]));
}

/**
 * Makes other orders for the same products in the same tenant wait until this transaction ends. The locks are always taken
 * in the same order, so that two orders never wait for each other.
 */
export async function lockSeatPools(tx: Writer, domain: string, mpns: readonly string[]): Promise<void> {
  for (const mpn of [...new Set(mpns)].toSorted()) {
    await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`tiergraph.seats|${domain}|${mpn}`]);
  }
}
