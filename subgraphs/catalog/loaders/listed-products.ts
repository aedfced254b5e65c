import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Condition } from '../../shared/database/list-loader.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';

/** A product that is looked for in some marketplaces. */
export interface ListedKey {
  readonly productId: Id<'prd'>;
  readonly marketplaceIds: readonly Id<'mkt'>[];
}

/** On sale: the index of listings that are not retired answers it. */
const ON_SALE = `listing.retired_at is null and listing.status = 'PUBLISHED'`;

/** The SQL condition, and its value, for products that are on sale in one of some marketplaces. */
export function isListedIn(marketplaceIds: readonly Id<'mkt'>[]): Condition {
  return [
    `exists (select 1 from catalog.listing where listing.product_id = product.id
       and listing.marketplace_id = any (?::text[]) and ${ON_SALE})`,
    textArray(marketplaceIds),
  ];
}

/** Batches whether products are on sale in one of some marketplaces: one statement for all of them. */
export function createListedLoader(read: Reader): DataLoader<ListedKey, boolean, string> {
  return new DataLoader(
    async (keys) => {
      const rows = await read.query<{ readonly marketplaceId: Id<'mkt'>; readonly productId: Id<'prd'> }>(
        `select marketplace_id as "marketplaceId", product_id as "productId" from catalog.listing
         where marketplace_id = any (?::text[]) and product_id = any (?::text[]) and ${ON_SALE}`,
        [
          textArray([...new Set(keys.flatMap(({ marketplaceIds }) => marketplaceIds))]),
          textArray([...new Set(keys.map(({ productId }) => productId))]),
        ],
      );
      const listed = new Set(rows.map((row) => `${row.marketplaceId}|${row.productId}`));
      return keys.map(({ productId, marketplaceIds }) => marketplaceIds.some((id) => listed.has(`${id}|${productId}`)));
    },
    { cacheKeyFn: ({ productId, marketplaceIds }) => [productId, ...marketplaceIds].join('|') },
  );
}
