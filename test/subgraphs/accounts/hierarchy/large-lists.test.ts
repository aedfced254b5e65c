import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/accounts/entities/entities.ts';
import { FILLINGS, INDEXES } from '../../../../subgraphs/accounts/entities/retention.ts';
import { MIGRATIONS } from '../../../../subgraphs/accounts/migrations/migrations.ts';
import type { AccountSort } from '../../../../subgraphs/accounts/services/hierarchy/account-lists.ts';
import { listAccounts } from '../../../../subgraphs/accounts/services/hierarchy/find-accounts.ts';
import { openDatabase, type Database } from '../../../../subgraphs/shared/database/database.ts';
import type { Reader } from '../../../../subgraphs/shared/database/transaction.ts';
import type { Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { decodeCursor } from '../../../../subgraphs/shared/graphql/connection.ts';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type DatabaseKind,
  type TestDatabase,
} from '../../../support/databases.ts';
import {
  ACCOUNT_SEARCHES,
  makeAccountRows,
  relevanceOrder,
  type AccountSearchCase,
  type AccountViewers,
} from '../../../support/market/account-rows.ts';
import type { MarketAccount } from '../../../support/market/accounts.ts';
import { explainingReader, type Explained } from '../../../support/market/explain.ts';

/** On PGlite only the rows are compared: its machine is too slow for a tree in which their cost would show. */
const ACCOUNTS = { pglite: 2_500, postgresql: 20_000 } as const;
const VIEWERS = ['provider', 'large', 'small', 'quiet', 'leaf'] as const;
const SORTS = {
  CREATED_AT_DESC: () => 'id desc',
  NAME_ASC: () => 'lower(name) collate "C", id',
  RELEVANCE: relevanceOrder,
} as const satisfies Partial<Record<AccountSort, (query: AccountSearchCase['query']) => string>>;

/** Pages of 8 kB for a page of a list: the ways into the ranges of an index, then each row. */
const mostForPage = (first: number): number => 200 + 6 * (first + 1);
/** Ten thousand accounts are looked at for their words, a few of them in each page of their table. */
const MOST_FOR_WORDS = 4_500;
/** Thousands of accounts that a filter leaves are each looked up in an index, and once more for their rank. */
const MOST_FOR_LISTED = 20_000;
/** The index of words knows small trees and the whole one. Of one with more than fifty sellers, the accounts are a list, too. */
const mostForWords = (
  { query: { search: _search, ...filter } }: AccountSearchCase,
  viewer: (typeof VIEWERS)[number],
): number => (Object.keys(filter).length === 0 && viewer !== 'large' ? MOST_FOR_WORDS : MOST_FOR_LISTED);
const LIMIT_MS = 120_000;
const MOST_FOR_COUNT = 500;
const FIRST = 20;

interface Market {
  readonly database: TestDatabase;
  readonly accounts: Database;
  readonly viewers: AccountViewers;
}

function useMarket(kind: DatabaseKind): () => Market {
  let market: Market | undefined;
  beforeAll(async () => {
    const database = await openTestDatabase(kind);
    const accounts = await openDatabase(database.address, {
      schema: 'accounts',
      entities: ENTITIES,
      migrations: MIGRATIONS,
      fillings: FILLINGS,
      indexes: INDEXES,
    });
    market = { database, accounts, viewers: await makeAccountRows(database.sql, ACCOUNTS[kind]) };
  }, 180_000);
  afterAll(async () => {
    await market?.accounts.close();
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
    // Where most accounts have a word, the first that come are looked at.
    ...scanned
      .filter((table) => !/_count_change$|^account_search$/.test(table))
      .map((table) => `${title} scans ${table}`),
  ]);
}

interface Found {
  readonly count: number;
  readonly ids: readonly string[];
}

async function lookAtAll({ sql }: TestDatabase, { path }: MarketAccount, where: string, order: string) {
  const [found] = await sql<Found>(
    `select count(*)::int, coalesce(array_agg(id order by ${order}), '{}') as ids
     from accounts.account where path <@ '${path}' and ${where}`,
  );
  if (found === undefined) throw new Error('A count is one row');
  return found;
}

function pageOf(read: Reader, viewer: MarketAccount, { query }: AccountSearchCase, asked: Asked) {
  const nothing = { search: undefined, type: undefined, statuses: undefined, externalId: undefined, email: undefined };
  const { sort, after } = asked;
  return listAccounts(read, viewer.id as Id<'acc'>, { ...nothing, ...query, sort, page: { first: FIRST, after } });
}

interface Asked {
  readonly sort: AccountSort;
  readonly after?: readonly string[] | undefined;
}

describeOnBothDatabases('the lists of a large tree of accounts', (kind) => {
  const market = useMarket(kind);

  it.each(VIEWERS)(
    'have for the %s what a look at all accounts finds, at the cost of a page',
    async (name) => {
      const { database, accounts, viewers } = market();
      const viewer = viewers[name];
      const tooMuch: string[] = [];
      for (const search of ACCOUNT_SEARCHES) {
        for (const sort of ['CREATED_AT_DESC', 'NAME_ASC', 'RELEVANCE'] as const) {
          const title = `${search.title} by ${sort}`;
          const found = await lookAtAll(database, viewer, search.where, SORTS[sort](search.query));
          const { reader, explained } = explainingReader(accounts.fresh.read);
          const first = await pageOf(reader, viewer, search, { sort });
          expect(
            first.nodes.map(({ id }) => id),
            title,
          ).toEqual(found.ids.slice(0, FIRST));
          expect(first.pageInfo.hasNextPage, title).toBe(found.count > FIRST);
          const after = decodeCursor(first.pageInfo.endCursor ?? '');
          if (first.pageInfo.hasNextPage) {
            const second = await pageOf(reader, viewer, search, { sort, after });
            expect(
              second.nodes.map(({ id }) => id),
              title,
            ).toEqual(found.ids.slice(FIRST, 2 * FIRST));
          }
          const most = search.query.search === undefined ? mostForPage(FIRST) : mostForWords(search, name);
          tooMuch.push(...excess(title, explained, most));
        }
      }
      if (kind === 'postgresql') expect(tooMuch).toEqual([]);
    },
    LIMIT_MS,
  );

  it.each(VIEWERS)(
    'are counted for the %s exactly, or up to ten thousand',
    async (name) => {
      const { database, accounts, viewers } = market();
      const tooMuch: string[] = [];
      for (const search of ACCOUNT_SEARCHES) {
        const found = await lookAtAll(database, viewers[name], search.where, 'id');
        const page = await pageOf(accounts.fresh.read, viewers[name], search, { sort: 'CREATED_AT_DESC' });
        const { reader, explained } = explainingReader(accounts.fresh.read);
        const counted = await pageOf(reader, viewers[name], search, { sort: 'CREATED_AT_DESC' });
        const before = explained.length;
        const [total, isExact] = [await counted.totalCount(), await counted.totalCountIsExact()];
        if (isExact) expect(total, search.title).toBe(found.count);
        else expect(found.count, search.title).toBeGreaterThan(total);
        expect(page.nodes, search.title).toHaveLength(Math.min(FIRST, found.count));
        const most = search.query.search === undefined ? MOST_FOR_COUNT : mostForWords(search, name);
        tooMuch.push(...excess(`the total of ${search.title}`, explained.slice(before), most));
      }
      if (kind === 'postgresql') expect(tooMuch).toEqual([]);
    },
    LIMIT_MS,
  );
});
