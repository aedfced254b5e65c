import DataLoader from 'dataloader';
import type { KeptCounts } from './kept-counts.ts';
import { countOf, isKept, keptCountOf, pageOf } from './list-statements.ts';
import { textArray, type Statement } from './sql.ts';
import { exactly, toTotal, type Total } from './total.ts';
import type { Reader } from './transaction.ts';

/** One condition of a list: SQL with one `?` for each value. */
export type Condition = readonly [sql: string, ...values: readonly unknown[]];

/**
 * The values that a column may have. An index that begins with the owner and such columns has one range for each combination
 * of their values, in the order of the list: each range is read as far as a page needs, and they are merged.
 */
export interface Choice {
  readonly column: string;
  readonly type: 'text' | 'boolean';
  readonly values: readonly string[];
}

/** A list that each of several owners has. The texts are SQL of this code, never a caller's. */
export interface OwnedList<Row> {
  /** Where the items are looked for: the table itself, or a narrower one that lists its rows under their owners. */
  readonly table: string;
  /** The column that holds the owner's id. */
  readonly owner: string;
  /** What holds for every item of every list; everything unless given. */
  readonly condition?: string;
  readonly order: string;
  /** Compares an item's sort key with the parts of a cursor: `id < ?`. */
  readonly after: string;
  /** What is read of an item; of `item` where the rows are in another table. */
  readonly columns: string;
  /** The table that holds the rows, when `table` only lists them, and how an `item` is found from its `entry`. */
  readonly rows?: { readonly table: string; readonly on: string };
  /** Counts that are kept by the columns of choices. */
  readonly kept?: KeptCounts;
  readonly toRow: (row: object) => Row;
}

/** A page of one owner's list. */
export interface ListKey {
  readonly owner: string;
  readonly choices?: readonly Choice[];
  readonly conditions?: readonly Condition[];
  readonly page: { readonly first: number; readonly after: readonly string[] | undefined };
}

/** Batches pages and lengths of lists: however many owners are asked about, each is one statement. */
export interface ListLoader<Row> {
  /** The rows of a page, and one more when there is a next page. */
  readonly rows: DataLoader<ListKey, readonly Row[], string>;
  /** How many items a whole list has: exactly where counts are kept, elsewhere up to 10,000. */
  readonly count: DataLoader<ListKey, Total, string>;
}

/**
 * Makes the batches for one kind of list. Owners are joined with their lists: the index that begins with the owner serves
 * each of them alike, and planning a part of its own for each of thousands of owners would take seconds.
 */
export function createListLoader<Row>(read: Reader, list: OwnedList<Row>): ListLoader<Row> {
  const wanted = ({ owner, choices = [], conditions = [] }: ListKey): readonly unknown[] => [
    owner,
    choices,
    conditions,
  ];
  return {
    rows: new DataLoader((keys) => loadPages(read, list, keys), {
      cacheKeyFn: (key) => JSON.stringify([...wanted(key), key.page]),
    }),
    count: new DataLoader((keys) => countItems(read, list, keys), {
      cacheKeyFn: (key) => JSON.stringify(wanted(key)),
    }),
  };
}

async function loadPages<Row>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
): Promise<readonly (readonly Row[])[]> {
  const rows = await queryLists<object>(read, keys, (key) => pageOf(list, key));
  const byList = Map.groupBy(rows, (row) => row.list_index);
  return keys.map((_key, index) => (byList.get(index) ?? []).map(({ list_index: _index, ...row }) => list.toRow(row)));
}

async function countItems<Row>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
): Promise<readonly Total[]> {
  const { kept } = list;
  const rows = await queryLists<{ readonly count: number }>(read, keys, (key) =>
    kept !== undefined && isKept(kept, key) ? keptCountOf(kept, key) : countOf(list, key),
  );
  const counts = new Map(rows.map((row) => [row.list_index, row.count]));
  return keys.map((key, index) => {
    const count = counts.get(index) ?? 0;
    return kept !== undefined && isKept(kept, key) ? exactly(count) : toTotal(count);
  });
}

type InList<Result> = Result & { readonly list_index: number };

/** Asks something of each list: `ask` makes the statement for one list, whose owner is `owner.id`. */
async function queryLists<Result extends object>(
  read: Reader,
  keys: readonly ListKey[],
  ask: (key: ListKey) => Statement,
): Promise<readonly InList<Result>[]> {
  const results = await Promise.all(
    groupAlike(keys).map((group) => {
      const { sql, values } = joinOf(group, ask(group[0].key));
      return read.query<InList<Result>>(sql, values);
    }),
  );
  return results.flat();
}

interface IndexedKey {
  readonly index: number;
  readonly key: ListKey;
}

/** Groups the lists that differ in their owner only: each group is one statement. */
function groupAlike(keys: readonly ListKey[]): readonly (readonly [IndexedKey, ...IndexedKey[]])[] {
  const groups = new Map<string, [IndexedKey, ...IndexedKey[]]>();
  for (const [index, key] of keys.entries()) {
    const name = JSON.stringify([key.choices ?? [], key.conditions ?? [], key.page]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [{ index, key }]);
    else group.push({ index, key });
  }
  return [...groups.values()];
}

function joinOf(group: readonly IndexedKey[], { sql, values }: Statement): Statement {
  return {
    sql: `select owner.list_index, item.* from unnest(?::int[], ?::text[]) as owner (list_index, id)
     cross join lateral (${sql}) as item`,
    values: [
      textArray(group.map(({ index }) => String(index))),
      textArray(group.map(({ key }) => key.owner)),
      ...values,
    ],
  };
}
