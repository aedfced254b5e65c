import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Statement } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { ProductEntity, type ProductRow } from '../../entities/product.ts';
import { PRODUCT_COLUMNS } from '../../loaders/product-lists.ts';
import { PRODUCTS } from '../../loaders/product-offers.ts';
import { RANKS, type WordMatch } from './product-words.ts';

/** A product with its rank in a search for words. */
export interface FoundProduct {
  readonly product: ProductRow;
  readonly rank: number;
}

/** Where a page begins, and how many products it has at most. */
export interface FoundPage {
  readonly after: { readonly rank: number; readonly key: readonly string[] } | undefined;
  readonly limit: number;
}

/** With more matches beside the names, sorting them takes longer than reading the list in its order. */
const MANY = 2_000;

/** A page of the products for which some conditions hold, by name. */
export async function readByName(
  read: Reader,
  conditions: readonly Condition[],
  { key, limit }: { readonly key: readonly string[] | undefined; readonly limit: number },
): Promise<readonly ProductRow[]> {
  const rows = await read.query(
    `select ${PRODUCT_COLUMNS} from ${PRODUCTS}
     where ${conditions.map(([sql]) => sql).join(' and ')}
       ${key === undefined ? '' : 'and (product.name_key, product.id) > (?, ?)'}
     order by product.name_key, product.id limit ?`,
    [...conditions.flatMap(([, ...values]) => values), ...(key ?? []), limit],
  );
  return rows.map((row) => read.map(ProductEntity, row));
}

/** A page of the products that have some words, the most relevant first. */
export async function readByRelevance(
  read: Reader,
  filters: readonly Condition[],
  { conditions, relevance }: WordMatch,
  page: FoundPage,
): Promise<readonly FoundProduct[]> {
  const all = [...filters, ...conditions];
  if (relevance === undefined) return walk(read, all, RANKS.mistyped, page);
  const { isNamed, rankOfNamed, rankOfRest } = relevance;
  const start = page.after?.rank ?? RANKS.mpn;
  const named = start > RANKS.inName ? [] : await sort(read, [...all, isNamed], rankOfNamed, page);
  const limit = page.limit - named.length;
  if (limit === 0) return named;
  const [sql, ...values] = isNamed;
  const others: readonly Condition[] = [...all, [`not ${sql}`, ...values]];
  const rest: FoundPage = { limit, after: start > RANKS.inName ? page.after : undefined };
  if (start === RANKS.others) return walk(read, others, RANKS.others, rest);
  if (start > RANKS.inName) return sort(read, others, rankOfRest, rest);
  const count = await countSome(read, others);
  if (count === 0) return named;
  const found = await (count > MANY ? walk(read, others, RANKS.others, rest) : sort(read, others, rankOfRest, rest));
  return [...named, ...found];
}

async function walk(
  read: Reader,
  conditions: readonly Condition[],
  rank: number,
  { after, limit }: FoundPage,
): Promise<readonly FoundProduct[]> {
  const products = await readByName(read, conditions, { key: after?.key, limit });
  return products.map((product) => ({ product, rank }));
}

/** Sorts the ids alone, however many products there are. */
async function sort(
  read: Reader,
  conditions: readonly Condition[],
  rank: Statement,
  { after, limit }: FoundPage,
): Promise<readonly FoundProduct[]> {
  const rows = await read.query<{ readonly rank: number }>(
    `select ${PRODUCT_COLUMNS}, found.rank from (
       select id, rank from (
         select product.id, product.name_key, ${rank.sql} as rank from ${PRODUCTS}
         where ${conditions.map(([sql]) => sql).join(' and ')}
       ) as ranked
       ${after === undefined ? '' : 'where (rank, name_key, id) > (?::int, ?, ?)'}
       order by rank, name_key, id limit ?
     ) as found join catalog.product on product.id = found.id
     order by found.rank, product.name_key, product.id`,
    [
      ...rank.values,
      ...conditions.flatMap(([, ...values]) => values),
      ...(after === undefined ? [] : [after.rank, ...after.key]),
      limit,
    ],
  );
  return rows.map(({ rank: found, ...row }) => ({ product: read.map(ProductEntity, row), rank: found }));
}

/** Counts as far as it matters. */
async function countSome(read: Reader, conditions: readonly Condition[]): Promise<number> {
  const [row] = await read.query<{ readonly count: number }>(
    `select count(*)::int as count from (
       select 1 from ${PRODUCTS} where ${conditions.map(([sql]) => sql).join(' and ')} limit ${MANY + 1}
     ) as counted`,
    conditions.flatMap(([, ...values]) => values),
  );
  return row?.count ?? 0;
}
