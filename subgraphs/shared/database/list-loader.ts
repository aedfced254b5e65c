import DataLoader from 'dataloader';
import { textArray } from './sql.ts';
import { countStatement, exactly, toTotal, type Total } from './total.ts';
import type { Reader } from './transaction.ts';

/** One condition of a list: SQL with one `?`, and its value. */
export type Condition = readonly [sql: string, value: unknown];

/** A list that each of several owners has. The texts are SQL of this code, never a caller's. */
export interface OwnedList<Row> {
  readonly table: string;
  readonly columns: string;
  /** Which items belong to an owner: SQL with one `?` for the owner, or the column that holds the owner's id. */
  readonly ofOwner: string | { readonly column: string };
  /** What holds for every item of every list; everything unless given. */
  readonly condition?: string;
  readonly order: string;
  /** Compares an item's sort key with the parts of a cursor: `id < ?`. */
  readonly after: string;
  readonly toRow: (row: object) => Row;
}

/** A page of one owner's list. */
export interface ListKey {
  readonly owner: string;
  readonly conditions?: readonly Condition[];
  readonly page: { readonly first: number; readonly after: readonly string[] | undefined };
}

/** Batches pages and lengths of lists: however many owners are asked about, each is one statement. */
export interface ListLoader<Row> {
  /** The rows of a page, and one more when there is a next page. */
  readonly rows: DataLoader<ListKey, readonly Row[], string>;
  /** How many items a whole list has: exactly up to 10,000. */
  readonly count: DataLoader<ListKey, Total, string>;
}

/** The most lists that one statement may have as parts of its own, because the database plans each part. */
const MAX_PARTS = 200;

/**
 * Makes the batches for one kind of list.
 *
 * Lists that compare a path are parts of one statement, each with its owner as a constant: the database plans the list of
 * a path by how much lies below that path, and a join over the paths would read the whole table for each of them. Lists
 * whose owner is in a column are joined with their owners: the index on the column serves every owner alike, and planning
 * a part for each of thousands of owners would take seconds.
 */
export function createListLoader<Row>(read: Reader, list: OwnedList<Row>): ListLoader<Row> {
  const batch = typeof list.ofOwner === 'string' ? { maxBatchSize: MAX_PARTS } : {};
  return {
    rows: new DataLoader((keys) => loadPages(read, list, keys), {
      ...batch,
      cacheKeyFn: (key) => JSON.stringify([key.owner, key.conditions ?? [], key.page]),
    }),
    count: new DataLoader((keys) => countItems(read, list, keys), {
      ...batch,
      cacheKeyFn: (key) => JSON.stringify([key.owner, key.conditions ?? []]),
    }),
  };
}

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

async function loadPages<Row>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
): Promise<readonly (readonly Row[])[]> {
  const rows = await queryLists<object>(read, list, keys, pageOf);
  const byList = Map.groupBy(rows, (row) => row.list_index);
  return keys.map((_key, index) => (byList.get(index) ?? []).map(({ list_index: _index, ...row }) => list.toRow(row)));
}

async function countItems<Row>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
): Promise<readonly Total[]> {
  const rows = await queryLists<{ readonly count: number }>(read, list, keys, lengthOf);
  const totals = new Map(rows.map((row) => [row.list_index, toTotal(row.count)]));
  return keys.map((_key, index) => totals.get(index) ?? exactly(0));
}

function pageOf<Row>(list: OwnedList<Row>, owner: Statement, key: ListKey): Statement {
  const { first, after } = key.page;
  const { sql, values } = whereOf(list, owner, key);
  const behind = after === undefined ? '' : `and ${list.after}`;
  return {
    sql: `select ${list.columns} from ${list.table} where ${sql} ${behind} order by ${list.order} limit ?`,
    values: [...values, ...(after ?? []), first + 1],
  };
}

function lengthOf<Row>(list: OwnedList<Row>, owner: Statement, key: ListKey): Statement {
  const { sql, values } = whereOf(list, owner, key);
  return { sql: countStatement({ from: list.table, where: sql }), values };
}

function whereOf<Row>(list: OwnedList<Row>, owner: Statement, { conditions = [] }: ListKey): Statement {
  const always = list.condition === undefined ? [] : [list.condition];
  return {
    sql: [owner.sql, ...always, ...conditions.map(([sql]) => sql)].join(' and '),
    values: [...owner.values, ...conditions.map(([, value]) => value)],
  };
}

/** Asks something of each list: `ask` makes the statement for one list, given how an item is compared with its owner. */
async function queryLists<Result extends object, Row = unknown>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
  ask: (list: OwnedList<Row>, owner: Statement, key: ListKey) => Statement,
): Promise<readonly (Result & { readonly list_index: number })[]> {
  const { ofOwner } = list;
  const statements =
    typeof ofOwner === 'string'
      ? [unionOf(keys.map((key) => ask(list, { sql: ofOwner, values: [key.owner] }, key)))]
      : groupAlike(keys).map((group) => {
          const [first] = group;
          return joinOf(group, ask(list, { sql: `${ofOwner.column} = owner.id`, values: [] }, first.key));
        });
  const results = await Promise.all(
    statements.map(({ sql, values }) => read.query<Result & { readonly list_index: number }>(sql, values)),
  );
  return results.flat();
}

function unionOf(parts: readonly Statement[]): Statement {
  return {
    sql: parts
      .map(({ sql }, index) => `(select ${index} as list_index, item.* from (${sql}) as item)`)
      .join(' union all '),
    values: parts.flatMap(({ values }) => values),
  };
}

interface IndexedKey {
  readonly index: number;
  readonly key: ListKey;
}

/** Groups the lists that differ in their owner only: each group is one statement. */
function groupAlike(keys: readonly ListKey[]): readonly (readonly [IndexedKey, ...IndexedKey[]])[] {
  const groups = new Map<string, [IndexedKey, ...IndexedKey[]]>();
  for (const [index, key] of keys.entries()) {
    const name = JSON.stringify([key.conditions ?? [], key.page]);
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
