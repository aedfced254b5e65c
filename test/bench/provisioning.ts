import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startSimulator } from '../../subgraphs/simulator/start-simulator.ts';
import { withBenchDatabase } from './bench-database.ts';
import { DIST, distAt } from './from-dist.ts';
import type { BenchOptions } from './options.ts';
import { askAs, placeOrders, signIn } from './own-graph-rows.ts';
import { launch } from './processes.ts';
import { show, spreadOf, table } from './statistics.ts';

export const TENANT = {
  domain: 'contosobakery.onmicrosoft.com',
  qualification: 'none',
  relationship: true,
  agreement: true,
} as const;

/** The vendor refuses nobody and is done when an order is looked at for the first time. */
export const VENDOR = { speed: 3_000, provisioningSeconds: 1, requestsPerMinute: 1_000_000, tenants: [TENANT] };

/** Has no largest number of seats. */
export const EXCHANGE = 'CFQ7TTC0LH16:0001';

/**
 * Measures how many orders one worker fulfils, on PostgreSQL. Beside another build, both take turns with equal orders in the
 * same database.
 */
export async function benchProvisioning(
  { rounds, against }: BenchOptions,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  await withBenchDatabase(say, async ({ url }) => {
    const simulator = await startSimulator({ logPath: join(folder, 'provisioning.jsonl'), ...VENDOR });
    try {
      const environment = { DATABASE_URL: url, MICROSOFT_API_URL: simulator.url, DATA_DIR: folder };
      await placeTemplate(environment);
      const builds = [
        { name: 'this build', dist: DIST },
        ...(against === undefined ? [] : [{ name: 'the other', dist: distAt(against) }]),
      ];
      const results = new Map<string, { perSecond: number[]; processorMs: number[] }>();
      const count = rounds > 2 ? 1_000 : 200;
      for (let round = 0; round < Math.min(rounds, 5); round += 1) {
        for (const { name, dist } of round % 2 === 0 ? builds : builds.toReversed()) {
          const { perSecond, processorMs } = await fulfil({ ...environment, BENCH_DIST: dist.pathname }, count);
          const known = results.get(name) ?? { perSecond: [], processorMs: [] };
          known.perSecond.push(perSecond);
          known.processorMs.push(processorMs);
          results.set(name, known);
        }
      }
      const rows = [...results].map(([name, { perSecond, processorMs }]) => [
        name,
        show(spreadOf(perSecond)),
        show(spreadOf(processorMs)),
      ]);
      say(`\nOne worker fulfils ${count} orders of one line each; its vendor answers at once\n`);
      say(table(['', 'orders a second', 'processor ms an order'], rows));
    } finally {
      await simulator.stop();
    }
  });
}

type WorkerEnvironment = Readonly<Record<'DATABASE_URL' | 'MICROSOFT_API_URL' | 'DATA_DIR', string>>;

const WORKER = { command: ['test/bench/provisioning-worker.ts'] };

/** Lets one order go through, of which the others are copies. */
async function placeTemplate(environment: WorkerEnvironment): Promise<void> {
  await using filling = await launch({ ...WORKER, environment: { ...environment, BENCH_FILL: '1' } });
  await placeOrders(askAs(filling.url, await signIn(filling.url, 'champion.admin')), 1);
}

interface Fulfilled {
  readonly perSecond: number;
  readonly processorMs: number;
}

/** Starts a worker, gives it orders, and measures until the last of them and its mails and facts are through. */
async function fulfil(
  environment: WorkerEnvironment & { readonly BENCH_DIST: string },
  count: number,
): Promise<Fulfilled> {
  await using worker = await launch({ ...WORKER, environment });
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  try {
    const work = async (orders: number): Promise<Fulfilled> => {
      const before = await workedMs(worker.child);
      const startedAtMs = performance.now();
      await copyOrders(client, orders);
      await drained(client);
      const tookMs = performance.now() - startedAtMs;
      return {
        perSecond: (orders * 1_000) / tookMs,
        processorMs: ((await workedMs(worker.child)) - before) / orders,
      };
    };
    await work(Math.ceil(count / 4));
    return await work(count);
  } finally {
    await client.end();
  }
}

async function workedMs(child: ChildProcess): Promise<number> {
  child.send?.({});
  const [message] = (await once(child, 'message')) as [{ readonly processorMs: number }];
  return message.processorMs;
}

async function copyOrders(client: Client, count: number): Promise<void> {
  await client.query('begin');
  await client.query(
    `create temporary table template on commit drop as
       select * from orders."order" where completed_at is not null order by created_at limit 1`,
  );
  await client.query(
    `create temporary table copied on commit drop as
       select 'ord_' || replace(gen_random_uuid()::text, '-', '') as id, 'SO9' || nextval('orders.order_number') as number
       from generate_series(1, $1::int)`,
    [count],
  );
  await client.query(
    'update orders.credit set limit_minor = limit_minor + 2000000000, reserved_minor = reserved_minor + 1000000000',
  );
  await client.query(
    `insert into orders."order" select (jsonb_populate_record(template, jsonb_build_object('id', copied.id, 'number',
       copied.number, 'status', 'SUBMITTED', 'completed_at', null, 'created_at', now(), 'event_sequence', 1))).*
     from template, copied`,
  );
  await client.query(
    `insert into orders.order_line select (jsonb_populate_record(line, jsonb_build_object('id', 'lin_' || substr(copied.id, 5),
       'order_id', copied.id, 'status', 'SUBMITTED', 'quantity', 1, 'mpn', '${EXCHANGE}', 'stage', null,
       'vendor_order_id', null, 'vendor_line_number', null))).*
     from template join orders.order_line as line on line.order_id = template.id, copied`,
  );
  await client.query(
    `insert into orders.fulfilment (order_id, connector, step, tenant_request_id, agreement_request_id, cart_request_id,
       checkout_request_id)
     select id, 'microsoft', 'prepare', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()
     from copied`,
  );
  await client.query(
    `insert into jobs.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
       heartbeat_seconds, keep_until)
     select 'orders.provision', jsonb_build_object('orderId', id, 'stepsDone', 0), 10000, 2, true, 60, 120, 10,
       now() + interval '14 days' from copied`,
  );
  await client.query('commit');
}

/** Waits until no order is open and nothing of them waits to be mailed or told. */
async function drained(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ open: boolean }>(
      `select exists (select 1 from orders."order" where completed_at is null)
         or exists (select 1 from jobs.job where state in ('created', 'retry', 'active') and name <> 'orders.purge'
           and name <> 'accounts.purge') as open`,
    );
    if (rows[0]?.open !== true) return;
    await sleep(50);
  }
}
