import type { KeptCounts } from './kept-counts.ts';
import type { Choice, ListKey, OwnedList } from './list-loader.ts';
import { textArray, type Statement } from './sql.ts';
import { countStatement, MOST_COUNTED } from './total.ts';

/** The statement for a page of the list of the owner `owner.id`, and one row more. */
export function pageOf<Row>(list: OwnedList<Row>, key: ListKey): Statement {
  const { rows, order, columns } = list;
  const entries = entriesOf(list, key);
  if (rows === undefined) return entries;
  return {
    sql: `select ${columns} from (
        select listed.*, row_number() over (order by ${order}) as place from (${entries.sql}) as listed
      ) as entry join ${rows.table} as item on ${rows.on} order by entry.place`,
    values: entries.values,
  };
}

/** The next entries of a list, in its order: those of each range of the index, merged. */
function entriesOf<Row>(list: OwnedList<Row>, key: ListKey): Statement {
  const { first, after } = key.page;
  const behind = after === undefined ? [] : [[list.after, ...after] as const];
  const range = rangeOf(list, key, behind);
  const ordered = `order by ${list.order} limit ?`;
  const { from, values } = combinationsOf(key);
  const columns = list.rows === undefined ? list.columns : '*';
  const part = {
    sql: `select ${columns} from ${list.table} where ${range.sql} ${ordered}`,
    values: [...range.values, first + 1],
  };
  if (from === '') return part;
  return {
    sql: `select part.* from ${from} cross join lateral (${part.sql}) as part ${ordered}`,
    values: [...values, ...part.values, first + 1],
  };
}

/** The statement that counts the list of the owner `owner.id`, as far as counting goes. */
export function countOf<Row>(list: OwnedList<Row>, key: ListKey): Statement {
  const range = rangeOf(list, key, []);
  const { from, values } = combinationsOf(key);
  if (from === '') return { sql: countStatement({ from: list.table, where: range.sql }), values: range.values };
  const part = `(select from ${list.table} where ${range.sql} limit ${MOST_COUNTED + 1}) as part`;
  const sql = countStatement({ from: `${from} cross join lateral ${part}`, where: 'true' });
  return { sql, values: [...values, ...range.values] };
}

/** Whether the kept counts say how long a list is: it is narrowed by nothing else. */
export function isKept({ by }: KeptCounts, { choices = [], conditions = [] }: ListKey): boolean {
  return conditions.length === 0 && choices.every(({ column }) => by.includes(column));
}

/** The statement that reads the kept count of the list of the owner `owner.id`. */
export function keptCountOf({ table, changes }: KeptCounts, { choices = [] }: ListKey): Statement {
  const where = ['account_id = owner.id', ...choices.map(({ column, type }) => `${column} = any (?::${type}[])`)].join(
    ' and ',
  );
  const values = choices.map((choice) => textArray(choice.values));
  return {
    sql: `select coalesce(sum(count), 0)::int as count from (
        select count from ${table} where ${where} union all select change from ${changes} where ${where}
      ) as counted`,
    values: [...values, ...values],
  };
}

type Conditions = readonly (readonly [sql: string, ...values: readonly unknown[]])[];

/** Which items belong to one range of the owner's list. */
function rangeOf<Row>(list: OwnedList<Row>, { choices = [], conditions = [] }: ListKey, more: Conditions): Statement {
  const always = list.condition === undefined ? [] : [list.condition];
  const all = [...conditions, ...more];
  return {
    sql: [
      `${list.owner} = owner.id`,
      ...choices.map(({ column }, index) => `${column} = choice_${index}.value`),
      ...always,
      ...all.map(([sql]) => sql),
    ].join(' and '),
    values: all.flatMap(([, ...values]) => values),
  };
}

/** Every combination of the values that the columns may have. */
function combinationsOf({ choices = [] }: ListKey): { readonly from: string; readonly values: readonly string[] } {
  const valuesOf = ({ type }: Choice, index: number): string => `unnest(?::${type}[]) as choice_${index} (value)`;
  return { from: choices.map(valuesOf).join(' cross join '), values: choices.map(({ values }) => textArray(values)) };
}
