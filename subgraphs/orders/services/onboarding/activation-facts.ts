import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';

/** The activations that accounts has not ended yet, as far as is known here. */
export const ACTIVATION_ROWS = 'select id as key, 1::bigint as version from orders.activation where ended_at is null';

/** The facts about activations whose orders are open. */
export async function activationFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return read.query(
    `select id as "activationId", account_id as "accountId" from orders.activation
     where id = any (?::text[]) and ended_at is null`,
    [textArray(ids)],
  );
}
