import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';

/** The activations that were asked for by themselves and have not taken effect. */
export const ACTIVATION_ROWS = `select id as key, 1::bigint as version from accounts.activation
  where kind = 'REQUESTED' and ended_at is null`;

/** The facts about activations that wait for their orders. */
export async function activationFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return read.query(
    `select activation.id as "activationId", account.id as "accountId", account.path::text as path, account.currency,
       activation.user_id as "userId"
     from accounts.activation join accounts.account on account.id = activation.account_id
     where activation.id = any (?::text[]) and ended_at is null`,
    [textArray(ids)],
  );
}
