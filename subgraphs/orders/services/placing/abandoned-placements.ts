import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';

/** The placements that were abandoned within the last thirty days, after which they are deleted. */
export const ABANDONED_ROWS = `select id as key, 1::bigint as version from orders.placement where state = 'ABANDONED'`;

/** The facts about abandoned placements. */
export async function abandonedFacts(read: Reader, placementIds: readonly string[]): Promise<readonly object[]> {
  return read.query(
    `select account_id as "accountId", id as "placementId" from orders.placement
     where id = any (?::text[]) and state = 'ABANDONED'`,
    [textArray(placementIds)],
  );
}
