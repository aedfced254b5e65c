import { expect, it } from 'vitest';
import { SessionEntity } from '../../../subgraphs/accounts/entities/session.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { createListLoader, type ListKey, type OwnedList } from '../../../subgraphs/shared/database/list-loader.ts';
import { exactly } from '../../../subgraphs/shared/database/total.ts';
import { describeOnBothDatabases, openTestDatabase, type DatabaseKind } from '../../support/databases.ts';

interface Item {
  readonly id: string;
  readonly owner_id: string;
  readonly kind: string;
}

const DIRECT: OwnedList<Item> = {
  table: 'lists.item',
  owner: 'owner_id',
  columns: 'id, owner_id, kind',
  condition: 'not hidden',
  order: 'id desc',
  after: 'id < ?',
  toRow: (row) => row as Item,
};
/** The same list, found in a table that names the items only. */
const LISTED: OwnedList<Item> = {
  ...DIRECT,
  table: 'lists.listed',
  order: 'item_id desc',
  after: 'item_id < ?',
  columns: 'item.id, item.owner_id, item.kind',
  rows: { table: 'lists.item', on: 'item.id = entry.item_id' },
  kept: { table: 'lists.count', changes: 'lists.change', by: ['kind'] },
};
const FORMS = [
  ['in the table itself', DIRECT],
  ['in a table that lists its rows', LISTED],
] as const;
const kinds = (...values: readonly string[]) => ({ choices: [{ column: 'kind', type: 'text', values }] }) as const;

async function openItems(kind: DatabaseKind, list: OwnedList<Item>) {
  const resources = new AsyncDisposableStack();
  const database = await openTestDatabase(kind);
  resources.defer(() => database.close());
  const statements: string[] = [];
  const onStatement = (sql: string): void => void statements.push(sql);
  const orm = await openDatabase(database.address, {
    schema: 'lists',
    entities: [SessionEntity],
    migrations: [],
    onStatement,
  });
  resources.defer(() => orm.close());
  await database.sql(
    'create table lists.item (id text primary key, owner_id text not null, kind text not null, hidden boolean not null)',
  );
  // Each of 300 owners has the items 0 to 5: even ones are red, odd ones blue, and the last one is hidden.
  await database.sql(`insert into lists.item
    select 'o' || owner || '-' || item, 'o' || owner, case item % 2 when 0 then 'red' else 'blue' end, item = 5
    from generate_series(0, 299) owner, generate_series(0, 5) item`);
  await database.sql('create table lists.listed as select id as item_id, owner_id, kind, hidden from lists.item');
  await database.sql(
    'create table lists.count as select owner_id as account_id, kind, 0 as count from lists.item limit 0',
  );
  await database.sql(
    'create table lists.change as select owner_id as account_id, kind, 1 as change from lists.item where not hidden',
  );
  statements.length = 0;
  return {
    resources,
    statements,
    sql: database.sql,
    loader: createListLoader(orm.begin().read, list),
  };
}

const key = (owner: string, first: number, more: Partial<ListKey> & { readonly after?: string } = {}): ListKey => ({
  owner,
  choices: more.choices ?? [],
  conditions: more.conditions ?? [],
  page: { first, after: more.after === undefined ? undefined : [more.after] },
});

describeOnBothDatabases('lists of several owners', (kind) => {
  it.each(FORMS)(
    '%s give each owner its page in order, with one item more when there is another page',
    async (_, list) => {
      const { resources, loader } = await openItems(kind, list);
      await using _resources = resources;
      const lists = await loader.rows.loadMany([
        key('o1', 2),
        key('o2', 2),
        key('o1', 2, { after: 'o1-3' }),
        key('o1', 9, { conditions: [['kind = ?', 'blue']] }),
        key('o1', 9, kinds('blue')),
        key('o1', 3, { ...kinds('red', 'blue'), after: 'o1-4' }),
        key('o1', 3, kinds()),
        key('nobody', 2),
      ]);
      const ids = lists.map((page) => (page instanceof Error ? page : page.map(({ id }) => id)));
      expect(ids).toEqual([
        ['o1-4', 'o1-3', 'o1-2'],
        ['o2-4', 'o2-3', 'o2-2'],
        ['o1-2', 'o1-1', 'o1-0'],
        ['o1-3', 'o1-1'],
        ['o1-3', 'o1-1'],
        ['o1-3', 'o1-2', 'o1-1', 'o1-0'],
        [],
        [],
      ]);
    },
  );

  it.each(FORMS)('%s are counted whole, whatever page is asked for', async (_, list) => {
    const { resources, loader } = await openItems(kind, list);
    await using _resources = resources;
    const counts = await loader.count.loadMany([
      key('o1', 1, { conditions: [['true']] }),
      key('o1', 1, { conditions: [['kind = ?', 'blue']] }),
      key('o1', 1, { ...kinds('blue', 'red'), conditions: [['true']] }),
      key('nobody', 1),
    ]);
    expect(counts).toEqual([exactly(5), exactly(2), exactly(5), exactly(0)]);
  });

  it.each(FORMS)('%s are counted up to ten thousand, beyond that as at least so many', async (_, list) => {
    const { resources, loader, sql } = await openItems(kind, list);
    await using _resources = resources;
    const columns = list === DIRECT ? 'id, owner_id, kind, hidden' : 'item_id, owner_id, kind, hidden';
    await sql(`insert into ${list.table} (${columns})
      select 'many-' || item, 'many', case when item <= 9999 then 'red' else 'blue' end, false
      from generate_series(1, 10001) item`);
    const counts = await loader.count.loadMany([
      key('many', 1, { conditions: [['true']] }),
      key('many', 1, { ...kinds('red', 'blue'), conditions: [['true']] }),
      key('many', 1, { conditions: [['kind = ?', 'red']] }),
      key('many', 1, {
        conditions: [
          ['owner_id <> ?', 'x'],
          ['kind <> ?', 'x'],
          ['not (kind = ? and true)', 'x'],
        ],
      }),
    ]);
    const many = { count: 10_000, isExact: false };
    expect(counts).toEqual([many, many, exactly(9_999), many]);
  });

  it('are as long as their kept counts say, with the changes since, where nothing else narrows them', async () => {
    const { resources, loader, sql } = await openItems(kind, LISTED);
    await using _resources = resources;
    await sql(`insert into lists.count values ('o1', 'red', 20000), ('o1', 'blue', 500)`);
    const counts = await loader.count.loadMany([
      key('o1', 1),
      key('o1', 1, kinds('red')),
      key('o1', 1, kinds('red', 'green')),
      key('o1', 1, { ...kinds('red'), conditions: [['true']] }),
    ]);
    expect(counts).toEqual([exactly(20_505), exactly(20_003), exactly(20_003), exactly(3)]);
  });

  it('are one statement for pages and one for counts, however many owners there are', async () => {
    const { resources, statements, loader } = await openItems(kind, DIRECT);
    await using _resources = resources;
    const keys = Array.from({ length: 300 }, (_, owner) => key(`o${owner}`, 2));
    const lists = await loader.rows.loadMany(keys);
    expect(lists.every((list) => !(list instanceof Error) && list.length === 3)).toBe(true);
    expect(await loader.count.loadMany(keys)).toEqual(Array(300).fill(exactly(5)));
    expect(statements).toHaveLength(2);
  });
});
