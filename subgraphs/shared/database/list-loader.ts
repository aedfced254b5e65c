import DataLoader from 'dataloader';
import type { Reader } from './transaction.ts';

/** One condition of a list: SQL with one `?`, and its value. */
export type Condition = readonly [sql: string, value: unknown];

/** A list that each of several owners has. The texts are SQL of this code, never a caller's. */
export interface OwnedList<Row> {
  readonly table: string;
  readonly columns: string;
  /** Compares an item with its owner: `parent_id = ?` or `path <@ ?::ltree`. */
  readonly ofOwner: string;
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
  /** How many items a whole list has, exactly. */
  readonly count: DataLoader<ListKey, number, string>;
}

/** So many lists are in one statement at most: the database plans each of them. */
const MAX_LISTS = 200;

/**
 * Makes the batches for one kind of list. Each list is a part of the statement with its owner as a constant, since the
 * database plans the list of a path by how much lies below that path: a join over the paths would read the whole table
 * for each of them.
 */
export function createListLoader<Row>(read: Reader, list: OwnedList<Row>): ListLoader<Row> {
  return {
    rows: new DataLoader((keys) => loadPages(read, list, keys), {
      maxBatchSize: MAX_LISTS,
      cacheKeyFn: (key) => JSON.stringify([key.owner, key.conditions ?? [], key.page]),
    }),
    count: new DataLoader((keys) => countItems(read, list, keys), {
      maxBatchSize: MAX_LISTS,
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
  const { sql, values } = unionOf(keys.map((key, index) => pageOf(list, key, index)));
  const rows = await read.query<{ readonly list_index: number }>(sql, values);
  const byList = Map.groupBy(rows, (row) => row.list_index);
  return keys.map((_key, index) => (byList.get(index) ?? []).map(({ list_index: _index, ...row }) => list.toRow(row)));
}

async function countItems<Row>(
  read: Reader,
  list: OwnedList<Row>,
  keys: readonly ListKey[],
): Promise<readonly number[]> {
  const { sql, values } = unionOf(keys.map((key, index) => lengthOf(list, key, index)));
  const rows = await read.query<{ readonly list_index: number; readonly count: number }>(sql, values);
  const counts = new Map(rows.map((row) => [row.list_index, row.count]));
  return keys.map((_key, index) => counts.get(index) ?? 0);
}

function pageOf<Row>(list: OwnedList<Row>, key: ListKey, index: number): Statement {
  const { first, after } = key.page;
  const { sql, values } = whereOf(list, key);
  const behind = after === undefined ? '' : `and ${list.after}`;
  return {
    sql: `(select ${index} as list_index, item.* from (
       select ${list.columns} from ${list.table} where ${sql} ${behind} order by ${list.order} limit ?
     ) as item)`,
    values: [...values, ...(after ?? []), first + 1],
  };
}

function lengthOf<Row>(list: OwnedList<Row>, key: ListKey, index: number): Statement {
  const { sql, values } = whereOf(list, key);
  return { sql: `(select ${index} as list_index, count(*)::int as count from ${list.table} where ${sql})`, values };
}

function whereOf<Row>(list: OwnedList<Row>, { owner, conditions = [] }: ListKey): Statement {
  const always = list.condition === undefined ? [] : [list.condition];
  return {
    sql: [list.ofOwner, ...always, ...conditions.map(([sql]) => sql)].join(' and '),
    values: [owner, ...conditions.map(([, value]) => value)],
  };
}

function unionOf(statements: readonly Statement[]): Statement {
  return {
    sql: statements.map(({ sql }) => sql).join(' union all '),
    values: statements.flatMap(({ values }) => values),
  };
}
