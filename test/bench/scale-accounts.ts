import 'reflect-metadata';
import { Client } from 'pg';
import type * as EntitiesModule from '../../subgraphs/accounts/entities/entities.ts';
import type * as RetentionModule from '../../subgraphs/accounts/entities/retention.ts';
import type * as MigrationsModule from '../../subgraphs/accounts/migrations/migrations.ts';
import type * as FindAccountsModule from '../../subgraphs/accounts/services/hierarchy/find-accounts.ts';
import type * as DatabaseModule from '../../subgraphs/shared/database/database.ts';
import type { Id } from '../../subgraphs/shared/domain/ids.ts';
import { ACCOUNT_SEARCHES, makeAccountRows } from '../support/market/account-rows.ts';
import type { MarketAccount } from '../support/market/accounts.ts';
import { fromDist } from './from-dist.ts';
import type { LargeList } from './scale-lists.ts';
import { measureLists, type Costs } from './scale-costs.ts';

const ACCOUNTS = '../subgraphs/accounts';
const { ENTITIES } = await fromDist<typeof EntitiesModule>(`${ACCOUNTS}/entities/entities.js`);
const { FILLINGS, INDEXES } = await fromDist<typeof RetentionModule>(`${ACCOUNTS}/entities/retention.js`);
const { MIGRATIONS } = await fromDist<typeof MigrationsModule>(`${ACCOUNTS}/migrations/migrations.js`);
const { listAccounts } = await fromDist<typeof FindAccountsModule>(`${ACCOUNTS}/services/hierarchy/find-accounts.js`);
const { openDatabase } = await fromDist<typeof DatabaseModule>('../subgraphs/shared/database/database.js');

/** Measures every list and search of accounts in a tree of so many. */
export async function measureAccounts(url: string, count: number): Promise<Costs> {
  const database = await openDatabase(
    { kind: 'postgresql', url },
    { schema: 'accounts', entities: ENTITIES, migrations: MIGRATIONS, fillings: FILLINGS, indexes: INDEXES },
  );
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const viewers = await makeAccountRows(async (text) => (await client.query<never>(text)).rows, count);
    return await measureLists(database.fresh.read, { ...viewers }, accountLists);
  } finally {
    await client.end();
    await database.close();
  }
}

const BY = { CREATED_AT_DESC: 'time', NAME_ASC: 'name', RELEVANCE: 'relevance' } as const;

function accountLists(viewer: MarketAccount): readonly LargeList[] {
  return (['CREATED_AT_DESC', 'NAME_ASC', 'RELEVANCE'] as const).flatMap((sort) =>
    ACCOUNT_SEARCHES.filter(({ query }) => sort !== 'RELEVANCE' || query.search !== undefined).map(
      ({ title, query, where }) => {
        const nothing = {
          search: undefined,
          type: undefined,
          statuses: undefined,
          externalId: undefined,
          email: undefined,
        };
        const order = sort === 'NAME_ASC' ? 'lower(name) collate "C", id' : 'id desc';
        const found = `from accounts.account where path <@ '${viewer.path}' and ${where}`;
        return {
          title: `accounts by ${BY[sort]}: ${title}`,
          // A cursor of a search by relevance says how its first page was read, so that only that one makes it.
          middle:
            sort === 'RELEVANCE'
              ? 'select 1 where false'
              : `select ${sort === 'NAME_ASC' ? 'name, id' : 'id'} from (
            select name, id, row_number() over (order by ${order}) as place, count(*) over () as total ${found}
          ) as placed where place = total / 2`,
          async readPage(read, page) {
            const { nodes } = await listAccounts(read, viewer.id as Id<'acc'>, { ...nothing, ...query, sort, page });
            return nodes.map(({ id }) => id);
          },
          async count(read) {
            const page = { first: 1, after: undefined };
            const list = await listAccounts(read, viewer.id as Id<'acc'>, { ...nothing, ...query, sort, page });
            await list.totalCount();
          },
        } satisfies LargeList;
      },
    ),
  );
}
