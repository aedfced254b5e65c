import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/orders/entities/entities.ts';
import { createOrderLoaders } from '../../../../subgraphs/orders/loaders/order-loaders.ts';
import { MIGRATIONS } from '../../../../subgraphs/orders/migrations/migrations.ts';
import { openDatabase, type Database } from '../../../../subgraphs/shared/database/database.ts';
import type { ListKey, ListLoader } from '../../../../subgraphs/shared/database/list-loader.ts';
import { exactly } from '../../../../subgraphs/shared/database/total.ts';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type DatabaseKind,
  type TestDatabase,
} from '../../../support/databases.ts';
import type { MarketAccount } from '../../../support/market/accounts.ts';
import { explainingReader, type Explained } from '../../../support/market/explain.ts';
import { makeMarket, type MarketViewers } from '../../../support/market/market.ts';
import {
  keyOfOrders,
  keyOfSubscriptions,
  orderSearches,
  subscriptionSearches,
} from '../../../support/market/order-lists.ts';

/** On PGlite only the rows are compared: its machine is too slow for a market in which their cost would show. */
const SIZES = {
  pglite: { orders: 3_000, accounts: 2_500, withEvents: true },
  postgresql: { orders: 100_000, accounts: 20_000, withEvents: true },
} as const;
const VIEWERS = ['provider', 'large', 'small', 'quiet', 'buyer', 'leaf'] as const;

/** Pages of 8 kB for a page of a list: the ways into the ranges of an index, then each row. */
const mostForPage = (first: number): number => 200 + 6 * (first + 1);
/** Ten thousand entries of an index, or a kept count. */
const MOST_FOR_COUNT = 500;

interface Market {
  readonly database: TestDatabase;
  readonly orders: Database;
  readonly viewers: MarketViewers;
}

/** One search of one viewer, with the rows that a look at the whole table finds. */
interface Search {
  readonly title: string;
  readonly list: 'orders' | 'subscriptions';
  readonly keyFor: (first: number, after?: string) => ListKey | null;
  readonly found: Found;
}

interface Found {
  readonly count: number;
  readonly firstPage: readonly string[];
  /** The row in the middle of the list, if there is one, and those behind it. */
  readonly middle: string | null;
  readonly deepPage: readonly string[];
}

const FIRST = 20;
const DEEP = 100;

async function lookAtAll({ sql }: TestDatabase, table: string, path: string, where: string): Promise<Found> {
  const [found] = await sql<Found>(
    `select count, ids[1:${FIRST + 1}] as "firstPage", ids[count / 2 + 1] as middle,
       ids[count / 2 + 2:count / 2 + ${DEEP + 2}] as "deepPage"
     from (select count(*)::int, coalesce(array_agg(id order by created_at desc, id desc), '{}') as ids
       from ${table} where path <@ '${path}' and ${where}) as found`,
  );
  if (found === undefined) throw new Error('A count is one row');
  return found;
}

async function* searchesOf({ database, viewers }: Market, viewer: MarketAccount): AsyncGenerator<Search> {
  const page = (first: number, after?: string) => ({ first, after: after === undefined ? undefined : [after] });
  for (const { title, filter, where } of orderSearches(viewer.path, viewers.buyer, viewers.leaf)) {
    const found = await lookAtAll(database, 'orders."order"', viewer.path, where);
    const keyFor: Search['keyFor'] = (first, after) => keyOfOrders(viewer, filter, page(first, after));
    yield { title: `orders, ${title}`, list: 'orders', keyFor, found };
  }
  for (const { title, filter, where } of subscriptionSearches(viewer.path, viewers.buyer)) {
    const found = await lookAtAll(database, 'orders.subscription', viewer.path, where);
    const keyFor: Search['keyFor'] = (first, after) => keyOfSubscriptions(viewer, filter, page(first, after));
    yield { title: `subscriptions, ${title}`, list: 'subscriptions', keyFor, found };
  }
}

function useMarket(kind: DatabaseKind): () => Market {
  let market: Market | undefined;
  beforeAll(async () => {
    const database = await openTestDatabase(kind);
    const orders = await openDatabase(database.address, {
      schema: 'orders',
      entities: ENTITIES,
      migrations: MIGRATIONS,
    });
    market = { database, orders, viewers: await makeMarket(database.sql, SIZES[kind]) };
  }, 180_000);
  afterAll(async () => {
    await market?.orders.close();
    await market?.database.close();
  });
  return () => {
    if (market === undefined) throw new Error('The market is made before the first test');
    return market;
  };
}

/** What a list costs too much, in words. */
function excess(title: string, explained: readonly Explained[], mostBuffers: number): readonly string[] {
  return explained.flatMap(({ buffers, scanned }) => [
    ...(buffers > mostBuffers ? [`${title} reads ${buffers} pages`] : []),
    // The changes that wait to be folded are few, or none.
    ...scanned.filter((table) => !table.endsWith('_count_change')).map((table) => `${title} scans ${table}`),
  ]);
}

describeOnBothDatabases('the lists of a large market', (kind) => {
  const market = useMarket(kind);

  const loadersOf = () => {
    const { reader, explained } = explainingReader(market().orders.fresh.read);
    const loaders = createOrderLoaders(reader);
    const lists = loaders as unknown as Record<Search['list'], ListLoader<{ readonly id: string }>>;
    return { loaders, lists, explained };
  };
  const idsOf = async (search: Search, first: number, after?: string) => {
    const { lists, explained } = loadersOf();
    const key = search.keyFor(first, after);
    const rows = key === null ? [] : await lists[search.list].rows.load(key);
    return { ids: rows.map(({ id }) => id), explained };
  };

  it.each(VIEWERS)('have for the %s what a look at all rows finds, at the cost of a page', async (name) => {
    const tooMuch: string[] = [];
    for await (const search of searchesOf(market(), market().viewers[name])) {
      const { title, found } = search;
      const first = await idsOf(search, FIRST);
      expect(first.ids, title).toEqual(found.firstPage);
      tooMuch.push(...excess(`the first page of ${title}`, first.explained, mostForPage(FIRST)));
      if (found.middle === null) continue;
      const deep = await idsOf(search, DEEP, found.middle);
      expect(deep.ids, title).toEqual(found.deepPage);
      tooMuch.push(...excess(`a deep page of ${title}`, deep.explained, mostForPage(DEEP)));
    }
    if (kind === 'postgresql') expect(tooMuch).toEqual([]);
  });

  it.each(VIEWERS)('are counted for the %s exactly, or up to ten thousand', async (name) => {
    const tooMuch: string[] = [];
    for await (const { title, list, keyFor, found } of searchesOf(market(), market().viewers[name])) {
      const key = keyFor(FIRST);
      const { lists, explained } = loadersOf();
      const total = key === null ? exactly(0) : await lists[list].count.load(key);
      if (total.isExact) expect(total, title).toEqual(exactly(found.count));
      else expect(found.count, title).toBeGreaterThan(total.count);
      if ((key?.conditions ?? []).length === 0 && !title.includes('product')) expect(total.isExact, title).toBe(true);
      tooMuch.push(...excess(`the total of ${title}`, explained, MOST_FOR_COUNT));
    }
    if (kind === 'postgresql') expect(tooMuch).toEqual([]);
  });

  it('of the events of an order, and of a hundred orders at once, cost what their events do', async () => {
    const orders = await market().database.sql<{ readonly id: string; readonly events: number }>(
      `select order_id as id, count(*)::int as events from orders.provisioning_event
       group by order_id order by count(*) desc, order_id limit 100`,
    );
    const keyOf = (owner: string, after: number) => ({ owner, page: { first: 2, after: [String(after)] } });
    const tooMuch: string[] = [];
    for (const { id, events } of orders.slice(0, 3)) {
      const { loaders, explained } = loadersOf();
      const read = [];
      for (let after = 0; after < events; after += 2)
        read.push(...(await loaders.timelines.rows.load(keyOf(id, after))).slice(0, 2));
      expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: events }, (_, index) => index + 1));
      tooMuch.push(...excess(`the events of ${id}`, explained, 40));
    }
    const { loaders, explained } = loadersOf();
    const pages = await loaders.timelines.rows.loadMany(orders.map(({ id }) => keyOf(id, 0)));
    expect(pages.every((page) => !(page instanceof Error) && page.length > 0)).toBe(true);
    expect(explained).toHaveLength(1);
    tooMuch.push(...excess('a hundred timelines', explained, 100 * 30));
    // Nothing is archived here, and the log is one row.
    const unexpected = tooMuch.filter((text) => !/scans (?:log|archived_event)$/.test(text));
    if (kind === 'postgresql') expect(unexpected).toEqual([]);
  });

  it('of a hundred accounts are one statement, at the cost of a hundred short pages', async () => {
    const { loaders, explained } = loadersOf();
    const accounts = await market().database.sql<MarketAccount>(
      'select id, path::text as path from market.account order by level, number limit 100',
    );
    const keys = accounts.flatMap((account) => keyOfOrders(account, {}, { first: 5, after: undefined }) ?? []);
    const pages = await loaders.orders.rows.loadMany(keys);
    expect(pages.filter((page) => !(page instanceof Error) && page.length > 0).length).toBeGreaterThan(50);
    expect(explained).toHaveLength(1);
    if (kind === 'postgresql') expect(excess('a hundred lists', explained, 100 * 50)).toEqual([]);
  });
});
