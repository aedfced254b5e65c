import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { describe, expect, it, type TestContext } from 'vitest';
import { ENTITIES as ACCOUNTS } from '../../../subgraphs/accounts/entities/entities.ts';
import { INDEXES as ACCOUNTS_INDEXES } from '../../../subgraphs/accounts/entities/retention.ts';
import { INDEXES as ORDERS_INDEXES } from '../../../subgraphs/orders/entities/retention.ts';
import { MIGRATIONS as ACCOUNTS_MIGRATIONS } from '../../../subgraphs/accounts/migrations/migrations.ts';
import { ENTITIES as CATALOG } from '../../../subgraphs/catalog/entities/entities.ts';
import { MIGRATIONS as CATALOG_MIGRATIONS } from '../../../subgraphs/catalog/migrations/migrations.ts';
import { ENTITIES as ORDERS } from '../../../subgraphs/orders/entities/entities.ts';
import { MIGRATIONS as ORDERS_MIGRATIONS } from '../../../subgraphs/orders/migrations/migrations.ts';
import { openDatabase, type DatabaseOptions } from '../../../subgraphs/shared/database/database.ts';
import { isOutage } from '../../../subgraphs/shared/database/outage.ts';
import type { ServerAddress } from '../../../subgraphs/shared/database/server-address.ts';
import { done } from '../../../subgraphs/shared/domain/refusal.ts';
import { openJobs } from '../../../subgraphs/shared/messaging/jobs.ts';
import { openTestDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';

const SUBGRAPHS: readonly DatabaseOptions[] = [
  { schema: 'accounts', entities: ACCOUNTS, migrations: ACCOUNTS_MIGRATIONS, indexes: ACCOUNTS_INDEXES },
  { schema: 'catalog', entities: CATALOG, migrations: CATALOG_MIGRATIONS },
  { schema: 'orders', entities: ORDERS, migrations: ORDERS_MIGRATIONS, indexes: ORDERS_INDEXES },
];
const server = process.env['TEST_DATABASE_URL'];

type Finishing = Pick<TestContext, 'onTestFinished'>;

async function openServer(
  { onTestFinished }: Finishing,
  limits: ServerAddress['limits'] = { poolSize: 2, statementTimeoutMs: 30_000 },
) {
  const database = await openTestDatabase('postgresql');
  onTestFinished(() => database.close());
  if (database.address.kind !== 'postgresql') throw new Error('A database on the server was asked for');
  const address = { ...database.address, limits };
  const open = async (options: DatabaseOptions) => {
    const opened = await openDatabase(address, options);
    onTestFinished(() => opened.close());
    return opened;
  };
  return { database, address, open };
}

// Most of them wait.
describe.skipIf(server === undefined || server === '')('the connections to a server', { concurrent: true }, () => {
  // On a busy machine the sixteen take turns for a long time.
  const manyTurns = { timeout: 120_000 };
  it('make the tables of an empty database when sixteen processes begin at the same time', manyTurns, async (test) => {
    const { database, address, open } = await openServer(test);
    const starts = Array.from({ length: 16 }, async (_, index) => {
      const jobs = await openJobs(address, pino({ level: 'silent' }), false);
      await jobs.stop();
      const options = SUBGRAPHS[index % SUBGRAPHS.length];
      if (options !== undefined) await open(options);
    });
    await Promise.all(starts);
    const counted = SUBGRAPHS.map(async ({ schema, migrations }) => {
      const [row] = await database.sql<{ count: number }>(`select count(*)::int as count from ${schema}.migration`);
      expect(row?.count, schema).toBe(migrations.length);
    });
    await Promise.all(counted);
  });

  it('wait for older transactions when they build indexes, and try tables in use again', async (test) => {
    const { database, address, open } = await openServer(test);
    const [accounts] = SUBGRAPHS;
    if (accounts === undefined) throw new Error('Invariant: accounts is the first');
    await open({ ...accounts, migrations: ACCOUNTS_MIGRATIONS.slice(0, 2), indexes: [] });
    const other = new Client({ connectionString: address.url });
    await other.connect();
    await other.query('begin isolation level repeatable read');
    // Every later migration of this table waits for this one, and every index for its snapshot.
    await other.query('select count(*) from accounts.account');
    const opened = open(accounts);
    await sleep(7_000);
    await other.query('commit');
    await other.query('begin isolation level repeatable read');
    await other.query('select 1');
    await sleep(7_000);
    await other.end();
    await opened;
    const [row] = await database.sql<{ count: number }>(
      `select count(*)::int as count from pg_indexes where schemaname = 'accounts' and indexname = any($1)`,
      [ACCOUNTS_INDEXES.map(({ name }) => name)],
    );
    expect(row?.count).toBe(ACCOUNTS_INDEXES.length);
  });

  it('are named after the subgraph, and end a statement that takes longer than it may', async (test) => {
    const { open } = await openServer(test, { poolSize: 3, statementTimeoutMs: 200 });
    const { fresh } = await open({ schema: 'accounts', entities: ACCOUNTS, migrations: [] });
    const [named] = await fresh.read.query<{ name: string }>(`select current_setting('application_name') as name`);
    expect(named?.name).toBe('tiergraph-accounts');
    await expect(fresh.read.query('select pg_sleep(20)')).rejects.toThrow(/statement timeout/);
    expect(await fresh.read.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('end a transaction in which nothing happens, so that what it has locked is free for others', async (test) => {
    const { database, open } = await openServer(test);
    const { fresh } = await open({ schema: 'accounts', entities: ACCOUNTS, migrations: [] });
    await database.sql('create table public.held as select 1 as id');
    const locked = Promise.withResolvers<void>();
    const ended = fresh.write(async (tx) => {
      await tx.execute('update public.held set id = 2');
      locked.resolve();
      await sleep(7_000);
      await tx.execute('update public.held set id = 3');
      return done(undefined);
    });
    const failure = ended.then(
      () => 'it ended well',
      (error: unknown) => error,
    );
    await locked.promise;
    await database.sql('update public.held set id = 4');
    expect(isOutage(await failure)).toBe(true);
    expect(await database.sql('select id from public.held')).toEqual([{ id: 4 }]);
  });

  it('are no more than the pool has, however many ask at the same time', async (test) => {
    const { database, open } = await openServer(test, { poolSize: 3, statementTimeoutMs: 30_000 });
    const { fresh } = await open({ schema: 'accounts', entities: ACCOUNTS, migrations: [] });
    await Promise.all(Array.from({ length: 30 }, () => fresh.read.query('select pg_sleep(0.01)')));
    const [row] = await database.sql<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where application_name = 'tiergraph-accounts' and datname = current_database()`,
    );
    expect(row?.count).toBe(3);
  });

  /** A subgraph's tables behind a link that can be cut or go silent. */
  async function openBehindLink(test: Finishing, poolSize = 2) {
    const { address } = await openServer(test, { poolSize, statementTimeoutMs: 30_000 });
    const url = new URL(address.url);
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port === '' ? 5_432 : url.port) });
    test.onTestFinished(() => proxy.close());
    url.host = `127.0.0.1:${proxy.port}`;
    const opened = await openDatabase(
      { ...address, url: url.href },
      { schema: 'accounts', entities: ACCOUNTS, migrations: [] },
    );
    test.onTestFinished(() => opened.close());
    return { proxy, fresh: opened.fresh };
  }

  it('are not used up by transactions whose connections were lost', async (test) => {
    const { proxy, fresh } = await openBehindLink(test);
    const write = () => fresh.write((tx) => tx.execute('select 1 as one'));
    for (let outage = 0; outage < 5; outage += 1) {
      expect(await Promise.all([write(), write()])).toEqual([[{ one: 1 }], [{ one: 1 }]]);
      await proxy.cut();
      expect(await Promise.allSettled([write(), write()])).toMatchObject([
        { status: 'rejected' },
        { status: 'rejected' },
      ]);
      await proxy.mend();
      await eventually(async () => expect(await write()).toEqual([{ one: 1 }]));
    }
  });

  it('are given up when they have gone silent, and others take their place', async (test) => {
    const { proxy, fresh } = await openBehindLink(test);
    const read = () => fresh.read.query('select 1 as one');
    await Promise.all([read(), read()]);
    const lasting = fresh.read.query('select pg_sleep(0.2)');
    proxy.silence();
    await expect(lasting).rejects.toThrow(/does not answer/);
    await eventually(async () => expect(await read()).toEqual([{ one: 1 }]));
    expect(await Promise.all([read(), read()])).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });

  it('are all given up when one of them is found silent', async (test) => {
    const { proxy, fresh } = await openBehindLink(test, 5);
    const read = () => fresh.read.query('select 1 as one');
    await Promise.all([1, 2, 3, 4, 5].map(() => fresh.read.query('select pg_sleep(0.1)')));
    proxy.silence();
    await expect(read()).rejects.toThrow(/does not answer/);
    // As long as an answer may be on its way.
    await sleep(1_000);
    for (let time = 0; time < 5; time += 1) expect(await read()).toEqual([{ one: 1 }]);
  });

  it('are kept while the server is at work for them', async (test) => {
    const { fresh } = await openBehindLink(test);
    const [row] = await fresh.read.query<{ ended: boolean }>('select pg_sleep(5) is not null as ended');
    expect(row).toEqual({ ended: true });
  });
});
