import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type * as PasswordsModule from '../../subgraphs/accounts/services/passwords/passwords.ts';
import { makeAccountRows, type AccountViewers } from '../support/market/account-rows.ts';
import { chanceOf, type MarketAccount, type RunSql } from '../support/market/accounts.ts';
import { makeAuditRows } from '../support/market/audit-rows.ts';
import { makeOrders } from '../support/market/orders.ts';
import { fromDist } from './from-dist.ts';
import { launch, type Launch } from './processes.ts';

const { createPasswords } = await fromDist<typeof PasswordsModule>(
  '../subgraphs/accounts/services/passwords/passwords.js',
);

/** The graph of the benchmark, as a process. */
export const GRAPH: Launch = { command: ['test/bench/accounts-graph.ts'] };
/** What everybody signs in with who can. */
export const PASSWORD = 'Tiergraph-demo-1';

/** A tree of accounts with users, orders and an audit log, known to all three subgraphs. */
export interface FilledTree extends AccountViewers {
  readonly sql: RunSql;
  /** The reseller of the third level with the largest subtree: an eighteenth of all accounts. */
  readonly moving: MarketAccount & { readonly size: number };
  /** Two resellers of the second level: the one above `moving`, and another. */
  readonly sellers: readonly [MarketAccount, MarketAccount];
  close(): Promise<void>;
}

/** The login of the administrator that every account of the tree has. */
export function loginOf({ id }: MarketAccount): string {
  return `login${id.slice(4)}`;
}

/** Makes the tables of an empty database and fills them with a tree of so many accounts, and one order for each. */
export async function fillTree(url: string, count: number, folder: string): Promise<FilledTree> {
  {
    await using _started = await launch({ ...GRAPH, environment: { DATABASE_URL: url, DATA_DIR: folder } });
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  const sql: RunSql = async (text) => (await client.query<never>(text)).rows;
  try {
    const viewers = await makeAccountRows(sql, count);
    await makeAuditRows(sql);
    await makeOrders(sql, { orders: count, withEvents: true });
    await tellEachOther(sql);
    await letSignIn(client, [viewers.provider, viewers.large]);
    await sql('vacuum full accounts.account');
    await sql('vacuum analyze');
    return { ...viewers, ...(await readMoving(sql)), sql, close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Fills in what the subgraphs know of each other, so that nothing has to be told when they compare it. */
async function tellEachOther(sql: RunSql): Promise<void> {
  await sql(`insert into catalog.account (id, type, path, status, segment, currency, parent_id, version)
    select id, type, path, status, segment, currency, parent_id, version from accounts.account`);
  await sql(`insert into accounts.terms (account_id, seller_id, currency, credit_limit_minor, decided_at)
    select id, parent_id, 'USD', 1000000 + (${chanceOf('number', 17)} * 1000000)::int, '2025-01-01'
    from market.account where type = 'CUSTOMER'`);
  await sql(`insert into orders.credit (account_id, seller_id, currency, limit_minor, decided_at)
    select account_id, seller_id, currency, credit_limit_minor, decided_at from accounts.terms`);
  await sql('alter table accounts.account disable trigger user');
  await sql(`update accounts.account set first_ordered_at = placed.first from (
      select customer_id, min(created_at) as first from orders."order" group by customer_id
    ) as placed where id = customer_id`);
  await sql('alter table accounts.account enable trigger user');
}

export async function readMoving(sql: RunSql): Promise<Pick<FilledTree, 'moving' | 'sellers'>> {
  const [moving] = await sql<FilledTree['moving']>(
    `select id, path::text as path, (select sum(count)::int from accounts.member_count where account_id = id) as size
     from market.account where level = 3 order by number limit 1`,
  );
  const [seller, other] = await sql<MarketAccount>(
    `select id, path::text as path from market.account where level = 2
     order by path @> '${moving?.path}' desc, number limit 2`,
  );
  if (!moving || !seller || !other) throw new Error('The tree has no resellers to move an account between');
  return { moving, sellers: [seller, other] };
}

/** Waits until the processes have compared what they know of each other. */
export async function isQuiet({ sql }: Pick<FilledTree, 'sql'>): Promise<void> {
  const left = `select 1 from jobs.job where state < 'completed' and start_after < now() + interval '2 seconds' limit 1`;
  for (let quiet = 0; quiet < 3;) {
    quiet = (await sql(left)).length === 0 ? quiet + 1 : 0;
    await sleep(500);
  }
}

/** Gives the administrators of accounts a password and every permission. */
async function letSignIn(client: Client, accounts: readonly MarketAccount[]): Promise<void> {
  using turn = createPasswords().enter('127.0.0.1');
  if (turn === undefined) throw new Error('Nobody else hashes');
  const permissions = ['MANAGE_ACCOUNTS', 'MANAGE_USERS', 'VIEW_FINANCIALS', 'PLACE_ORDERS'];
  await client.query(
    'update accounts."user" set password_hash = $1, permissions = $2 where account_id = any ($3::text[])',
    [await turn.hash(PASSWORD), permissions, accounts.map(({ id }) => id)],
  );
}
