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

const ITEMS = {
  table: 'lists.item',
  columns: 'id, owner_id, kind',
  condition: 'not hidden',
  order: 'id desc',
  after: 'id < ?',
  toRow: (row: object) => row as Item,
};
const FORMS = [
  ['the column that holds the owner', { column: 'owner_id' }],
  ['a comparison with the owner', 'owner_id = ?'],
] as const;

async function openItems(kind: DatabaseKind, ofOwner: OwnedList<Item>['ofOwner']) {
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
  statements.length = 0;
  return {
    resources,
    statements,
    sql: database.sql,
    loader: createListLoader(orm.begin().read, { ...ITEMS, ofOwner }),
  };
}

const key = (owner: string, first: number, more: Partial<ListKey> & { readonly after?: string } = {}): ListKey => ({
  owner,
  conditions: more.conditions ?? [],
  page: { first, after: more.after === undefined ? undefined : [more.after] },
});

describeOnBothDatabases('lists of several owners', (kind) => {
  it.each(FORMS)(
    'by %s give each owner its page in order, with one item more when there is another page',
    async (_, ofOwner) => {
      const { resources, loader } = await openItems(kind, ofOwner);
      await using _resources = resources;
      const lists = await loader.rows.loadMany([
        key('o1', 2),
        key('o2', 2),
        key('o1', 2, { after: 'o1-3' }),
        key('o1', 9, { conditions: [['kind = ?', 'blue']] }),
        key('nobody', 2),
      ]);
      const ids = lists.map((list) => (list instanceof Error ? list : list.map(({ id }) => id)));
      expect(ids).toEqual([
        ['o1-4', 'o1-3', 'o1-2'],
        ['o2-4', 'o2-3', 'o2-2'],
        ['o1-2', 'o1-1', 'o1-0'],
        ['o1-3', 'o1-1'],
        [],
      ]);
    },
  );

  it.each(FORMS)('by %s are counted whole, whatever page is asked for', async (_, ofOwner) => {
    const { resources, loader } = await openItems(kind, ofOwner);
    await using _resources = resources;
    const counts = await loader.count.loadMany([
      key('o1', 1),
      key('o1', 1, { conditions: [['kind = ?', 'blue']] }),
      key('nobody', 1),
    ]);
    expect(counts).toEqual([exactly(5), exactly(2), exactly(0)]);
  });

  it.each(FORMS)('by %s are counted up to ten thousand, beyond that as at least so many', async (_, ofOwner) => {
    const { resources, loader, sql } = await openItems(kind, ofOwner);
    await using _resources = resources;
    await sql(`insert into lists.item
      select 'many-' || item, 'many', case when item <= 9999 then 'red' else 'blue' end, false
      from generate_series(1, 10001) item`);
    const counts = await loader.count.loadMany([
      key('many', 1),
      key('many', 1, { conditions: [['kind = ?', 'red']] }),
      key('many', 1, { conditions: [['id <> ?', 'many-10001']] }),
    ]);
    expect(counts).toEqual([{ count: 10_000, isExact: false }, exactly(9_999), exactly(10_000)]);
  });

  it('by a column are one statement for pages and one for counts, however many owners there are', async () => {
    const { resources, statements, loader } = await openItems(kind, { column: 'owner_id' });
    await using _resources = resources;
    const keys = Array.from({ length: 300 }, (_, owner) => key(`o${owner}`, 2));
    const lists = await loader.rows.loadMany(keys);
    expect(lists.every((list) => !(list instanceof Error) && list.length === 3)).toBe(true);
    expect(await loader.count.loadMany(keys)).toEqual(Array(300).fill(exactly(5)));
    expect(statements).toHaveLength(2);
  });
});
