import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';

/** The customers that have ordered; a reseller that was activated is none. */
export const FIRST_ORDER_ROWS = `select customer_id as key, 1::bigint as version from orders."order"
  where type <> 'ACTIVATION' group by customer_id`;

/** The facts about the first order of each customer. */
export async function firstOrderFacts(read: Reader, customerIds: readonly string[]): Promise<readonly object[]> {
  const rows = await read.query<{ readonly customerId: string; readonly placedAt: Date | string }>(
    `select customer_id as "customerId", min(created_at) as "placedAt" from orders."order"
     where customer_id = any (?::text[]) group by customer_id`,
    [textArray(customerIds)],
  );
  return rows.map(({ customerId, placedAt }) => ({ customerId, placedAt: new Date(placedAt).toISOString() }));
}
