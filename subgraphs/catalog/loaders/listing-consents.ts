import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';

/** An account and the seller that may want to be asked about its listings. */
export interface ConsentKey {
  readonly sellerId: Id<'acc'>;
  readonly accountId: Id<'acc'>;
}

/**
 * Batches whether the new listings of accounts need the consent of their sellers: what a seller has set for the account, else
 * for all of its children.
 */
export function createConsentLoader(read: Reader): DataLoader<ConsentKey, boolean, string> {
  return new DataLoader(
    async (keys) => {
      const rows = await read.query<{ readonly needed: boolean | null }>(
        `select (
           select is_needed from catalog.listing_consent as demand
           where demand.seller_id = wanted.seller_id
             and (demand.account_id = wanted.account_id or demand.account_id is null)
           order by demand.account_id nulls last limit 1
         ) as needed
         from unnest(?::text[], ?::text[]) with ordinality as wanted (seller_id, account_id, place) order by place`,
        [textArray(keys.map(({ sellerId }) => sellerId)), textArray(keys.map(({ accountId }) => accountId))],
      );
      return keys.map((_, index) => rows[index]?.needed === true);
    },
    { cacheKeyFn: ({ sellerId, accountId }) => `${sellerId}|${accountId}` },
  );
}
