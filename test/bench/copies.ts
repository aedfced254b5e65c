import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import type * as AccountsModule from '../../subgraphs/accounts/main.ts';
import type * as OrdersModule from '../../subgraphs/orders/main.ts';
import { Clock } from '../../subgraphs/shared/database/clock.ts';
import { createInProcessBus } from '../../subgraphs/shared/messaging/bus.ts';
import { openJobs } from '../../subgraphs/shared/messaging/jobs.ts';
import { withBenchDatabase } from './bench-database.ts';
import { fromDist } from './from-dist.ts';
import { table } from './statistics.ts';

const ACCOUNTS = 100_000;

/** Measures what it costs to compare the copies of a hundred thousand accounts with their owner, on PostgreSQL. */
export async function benchCopies(say: (line: string) => void): Promise<void> {
  await withBenchDatabase(say, ({ url }) => measure(url, say));
}

async function measure(url: string, say: (line: string) => void): Promise<void> {
  const { createSubgraph: createAccounts } = await fromDist<typeof AccountsModule>('../subgraphs/accounts/main.js');
  const { createSubgraph: createOrders } = await fromDist<typeof OrdersModule>('../subgraphs/orders/main.js');
  const database = { kind: 'postgresql', url } as const;
  const logger = pino({ level: 'silent' });
  const jobs = await openJobs(database, logger, true);
  const bus = createInProcessBus();
  const counted = { facts: 0, bytes: 0 };
  let statements = 0;
  const resources = {
    database,
    jobs,
    logger,
    clock: new Clock(),
    bus: {
      ...bus,
      publish: (message: Parameters<typeof bus.publish>[0]) => {
        counted.facts += 1;
        counted.bytes += JSON.stringify(message).length;
        return bus.publish(message);
      },
    },
    environment: {
      SEALING_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      MICROSOFT_API_URL: 'http://127.0.0.1:9',
    },
    readContext: () => Promise.reject(new Error('Nobody asks')),
    askGraph: () => Promise.reject(new Error('Nobody answers')),
    onStatement: () => (statements += 1),
  };
  const orders = await createOrders(resources);
  const accounts = await createAccounts(resources);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await fill(client);
    for (const subgraph of [orders, accounts]) await subgraph.work();
    await isCompared(client);
    const rows: string[][] = [];
    for (const differing of [0, 100, 10_000]) {
      if (differing > 0) await forget(client, differing);
      Object.assign(counted, { facts: 0, bytes: 0 });
      statements = 0;
      const startedAt = performance.now();
      await jobs.add('accounts.compare', {});
      await isCompared(client);
      const seconds = (performance.now() - startedAt) / 1_000;
      const figures = [
        seconds.toFixed(1),
        String(statements),
        String(counted.facts),
        String(Math.round(counted.bytes / 1_024)),
      ];
      rows.push([String(differing), ...figures]);
    }
    say(`One comparison of ${ACCOUNTS} accounts with one copy; jobs are begun once a second\n`);
    say(table(['copies that are behind', 'seconds', 'statements', 'facts', 'KB of facts'], rows));
  } finally {
    await client.end();
    await jobs.stop();
    for (const subgraph of [orders, accounts]) await subgraph.close();
  }
}

async function fill(client: Client): Promise<void> {
  const values = `id, type, name, status, path, parent_id, currency, segment`;
  const root = `'acc_0', 'PROVIDER', 'Root', 'ACTIVE', 'r'::ltree, null, 'USD', null`;
  const one = `'acc_' || md5(n::text), 'CUSTOMER', 'Customer ' || n, 'ACTIVE', ('r.' || md5(n::text))::ltree, 'acc_0', 'USD',
    'COMMERCIAL'`;
  await client.query(`insert into accounts.account (${values}, version, created_at) values (${root}, 1, now())`);
  await client.query(
    `insert into accounts.account (${values}, version, created_at) select ${one}, 1, now() from generate_series(1, ${ACCOUNTS}) n`,
  );
  await client.query(`insert into orders.account (${values}, version) select ${values}, version from accounts.account`);
  await client.query('analyze accounts.account');
  await client.query('analyze orders.account');
}

async function forget(client: Client, count: number): Promise<void> {
  await client.query(
    `update orders.account set version = 0 where id in (select id from orders.account where id <> 'acc_0' order by random() limit ${count})`,
  );
}

/** Waits until nothing of a comparison is left to do, and no copy is behind. */
async function isCompared(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ readonly left: string }>(
      `select (select count(*) from jobs.job where state < 'completed' and name in ('accounts.compare', 'accounts.publish', 'orders.publish'))
         + (select count(*) from orders.account where version = 0) as left`,
    );
    if (rows[0]?.left === '0') return;
    await sleep(50);
  }
}
