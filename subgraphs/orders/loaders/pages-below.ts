import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PageRequest } from '../../shared/graphql/connection.ts';
import { textArray } from '../../shared/database/sql.ts';

/** One condition of a list: SQL with one `?`, and its value. */
export type Condition = readonly [sql: string, value: unknown];

/** A page of what belongs to the account at a path and, unless told otherwise, to everything below it; newest first. */
export interface PageKey {
  readonly path: string;
  readonly includeDescendants: boolean;
  readonly conditions: readonly Condition[];
  readonly page: PageRequest;
}

/** Pages and totals of one table for many accounts: one statement for all that differ in the account only. */
export interface PagesBelow<Row> {
  readonly rows: DataLoader<PageKey, readonly Row[], string>;
  readonly count: DataLoader<PageKey, number, string>;
}

const withoutPath = ({ includeDescendants, conditions, page }: PageKey): string =>
  JSON.stringify([includeDescendants, conditions, page]);
const cacheKeyFn = (key: PageKey): string => `${key.path}|${withoutPath(key)}`;

/** Makes the batches for a table that has an id, and the path of the account it belongs to. */
export function loadPagesBelow<Row>(em: EntityManager, table: string, toRow: (raw: object) => Row): PagesBelow<Row> {
  return {
    rows: new DataLoader(
      async (keys) =>
        inGroups(keys, async (group) => {
          const raw = await selectPages(em, table, group);
          return group.map(({ path }) => raw.filter((row) => row.owner_path === path).map(toRow));
        }),
      { cacheKeyFn },
    ),
    count: new DataLoader(
      async (keys) =>
        inGroups(keys, async (group) => {
          const raw = await selectCounts(em, table, group);
          return group.map(({ path }) => raw.find((row) => row.owner_path === path)?.count ?? 0);
        }),
      { cacheKeyFn },
    ),
  };
}

async function inGroups<Value>(
  keys: readonly PageKey[],
  load: (group: readonly PageKey[]) => Promise<readonly Value[]>,
): Promise<readonly (Value | Error)[]> {
  const found = new Map<PageKey, Value>();
  for (const group of Map.groupBy(keys, withoutPath).values()) {
    const values = await load(group);
    group.forEach((key, index) => {
      const value = values[index];
      if (value !== undefined) found.set(key, value);
    });
  }
  return keys.map((key) => found.get(key) ?? new Error('Invariant: every key of a group has a value'));
}

function whereOf([first]: readonly PageKey[]) {
  const conditions = first?.conditions ?? [];
  const below = first?.includeDescendants === false ? 'path = owner.path::ltree' : 'path <@ owner.path::ltree';
  return {
    where: [below, ...conditions.map(([sql]) => sql)].join(' and '),
    values: conditions.map(([, value]) => value),
  };
}

async function selectPages(em: EntityManager, table: string, group: readonly PageKey[]) {
  const { where, values } = whereOf(group);
  const { first, after } = group[0]?.page ?? { first: 0, after: undefined };
  return em.execute<{ owner_path: string }[]>(
    `select owner.path as owner_path, item.* from unnest(?::text[]) as owner (path)
     cross join lateral (
       select * from ${table} where ${where} ${after === undefined ? '' : 'and id < ?'} order by id desc limit ?
     ) as item`,
    [textArray(group.map(({ path }) => path)), ...values, ...(after ?? []), first + 1],
  );
}

async function selectCounts(em: EntityManager, table: string, group: readonly PageKey[]) {
  const { where, values } = whereOf(group);
  return em.execute<{ owner_path: string; count: number }[]>(
    `select owner.path as owner_path, item.count from unnest(?::text[]) as owner (path)
     cross join lateral (select count(*)::int as count from ${table} where ${where}) as item`,
    [textArray(group.map(({ path }) => path)), ...values],
  );
}
