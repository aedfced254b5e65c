import { Client } from 'pg';
import { pino } from 'pino';
import type * as OrdersSchemaModule from '../../subgraphs/orders/schema.ts';
import type * as ExecutorModule from '../../subgraphs/shared/process/executor.ts';
import { ENTITIES } from '../../subgraphs/orders/entities/entities.ts';
import { createOrderLoaders } from '../../subgraphs/orders/loaders/order-loaders.ts';
import { MIGRATIONS } from '../../subgraphs/orders/migrations/migrations.ts';
import { archiveEvents } from '../../subgraphs/orders/services/events/archive-events.ts';
import { createEventFeed, type EventFeed } from '../../subgraphs/orders/services/events/event-feed.ts';
import { openDatabase, type Database } from '../../subgraphs/shared/database/database.ts';
import { newId, idLabel, type Id } from '../../subgraphs/shared/domain/ids.ts';
import type { Principal } from '../../subgraphs/shared/domain/principal.ts';
import { createInProcessBus } from '../../subgraphs/shared/messaging/bus.ts';
import type { SubgraphExecutor } from '../../subgraphs/shared/process/executor.ts';
import { withBenchDatabase } from './bench-database.ts';
import { fromDist } from './from-dist.ts';
import type { BenchOptions } from './options.ts';
import { show, spreadOf, table } from './statistics.ts';

const ORDERS = 50;
const EVENTS = 500;
const FOLLOWERS = 10;
const ARCHIVED = 100_000;
const POLL_MS = 1_000;
const KEPT_MONTHS = 3;

const FOLLOW = `subscription ($id: ID!) {
  accountProvisioning(accountId: $id) {
    cursor status message
    line { id status }
    order { id number status waitingOn { party } lines { id status subscription { id } } }
  }
}`;

/** How the events of a subscription are resolved. */
type Way = 'event by event' | 'page by page';
const WAYS: readonly Way[] = ['event by event', 'page by page'];

/** Measures what it costs to resolve events that show their orders, in pages and one by one, and how fast old ones are archived. */
export async function benchEventPages({ rounds }: BenchOptions, say: (line: string) => void): Promise<void> {
  await withBenchDatabase(say, async ({ url }) => {
    let statements = 0;
    const database = await openDatabase(
      { kind: 'postgresql', url },
      { schema: 'orders', entities: ENTITIES, migrations: MIGRATIONS, onStatement: () => (statements += 1) },
    );
    try {
      const orders = await fill(url);
      const { accountId } = orders;
      const executors = await openExecutors(database, accountId);
      const rows: string[][] = [];
      for (const followers of [1, FOLLOWERS]) {
        const rates: Record<Way, number[]> = { 'event by event': [], 'page by page': [] };
        const counts: Record<Way, number[]> = { 'event by event': [], 'page by page': [] };
        for (let round = 0; round <= rounds; round += 1) {
          for (const way of WAYS) {
            statements = 0;
            const startedAtMs = performance.now();
            await replay(executors[way], accountId, followers);
            const seconds = (performance.now() - startedAtMs) / 1_000;
            // The first round warms up.
            if (round > 0) rates[way].push((EVENTS * followers) / seconds);
            counts[way].push((statements * 250) / (EVENTS * followers));
          }
        }
        const ratio = spreadOf(
          rates['page by page'].map((rate, round) => rate / (rates['event by event'][round] ?? 0)),
        );
        for (const way of WAYS) {
          const isPaged = way === 'page by page';
          const each = spreadOf(counts[way]).median.toFixed(1);
          rows.push([`${followers} × ${way}`, show(spreadOf(rates[way])), each, isPaged ? show(ratio) : '']);
        }
      }
      say(`\n${EVENTS} events of ${ORDERS} orders, replayed with their orders and lines by followers of one account\n`);
      say(table(['followers', 'events a second', 'statements for 250 events', 'ratio'], rows));
      say(`\nEvents archived a second: ${Math.round(await archiveRate(database, url, orders))}`);
    } finally {
      await database.close();
    }
  });
}

async function openExecutors(database: Database, accountId: Id<'acc'>): Promise<Record<Way, SubgraphExecutor>> {
  const { buildOrdersSchema } = await fromDist<typeof OrdersSchemaModule>('../subgraphs/orders/schema.js');
  const { createExecutor } = await fromDist<typeof ExecutorModule>('../subgraphs/shared/process/executor.js');
  const { schema } = buildOrdersSchema();
  const logger = pino({ level: 'silent' });
  const feed = createEventFeed({ tables: database.fresh, bus: createInProcessBus(), logger, pollMs: POLL_MS });
  const principal: Principal = {
    kind: 'client',
    subject: newId('cli'),
    sessionId: '',
    accountId,
    accountType: 'RESELLER',
    path: idLabel(accountId),
    permissions: new Set(),
    actingFrom: undefined,
    clientAddress: '',
    tokenExpiresAt: Infinity,
  };
  const open = (deps: { readonly feed: EventFeed }, isShared: boolean): SubgraphExecutor =>
    createExecutor<object>({
      schema,
      logger,
      readContext: () => Promise.resolve(principal),
      createContext(request, beside) {
        if (isShared && beside !== undefined) return { ...beside, ...request };
        const unit = database.begin();
        return { ...request, ...unit, loaders: createOrderLoaders(unit.read), deps };
      },
      turnsAtOnce: 8,
    });
  const singly: EventFeed = { ...feed, follow: (scope, after) => eachAlone(feed.follow(scope, after)) };
  return { 'event by event': open({ feed: singly }, false), 'page by page': open({ feed }, true) };
}

/** Pages of one event each, which share nothing. */
async function* eachAlone(pages: ReturnType<EventFeed['follow']>): ReturnType<EventFeed['follow']> {
  for await (const page of pages) for (const event of page) yield [event];
}

async function replay(executor: SubgraphExecutor, accountId: string, followers: number): Promise<void> {
  const follower = async (): Promise<void> => {
    const results = await executor.subscribe({ query: FOLLOW, variables: { id: accountId }, contextToken: 'bench' });
    if (!(Symbol.asyncIterator in results)) throw new Error(`There is no stream: ${JSON.stringify(results)}`);
    for (let count = 0; count < EVENTS; count += 1) {
      const { value } = (await results.next()) as { readonly value: { readonly errors?: unknown } | undefined };
      if (value === undefined || value.errors !== undefined)
        throw new Error(`An event failed: ${JSON.stringify(value)}`);
    }
    await results.return?.();
  };
  await Promise.all(Array.from({ length: followers }, follower));
}

interface Orders {
  readonly accountId: Id<'acc'>;
  readonly path: string;
  readonly orders: readonly Id<'ord'>[];
  readonly lines: readonly Id<'lin'>[];
}

/** An account with orders of one line each, whose events take turns. */
async function fill(url: string): Promise<Orders> {
  const accountId = newId('acc');
  const path = idLabel(accountId);
  await runSql(
    url,
    `insert into orders.account (id, type, path, status, currency, name, version)
     values ($1, 'RESELLER', $2::ltree, 'ACTIVE', 'USD', 'Bench', 1)`,
    [accountId, path],
  );
  const orders = Array.from({ length: ORDERS }, () => newId('ord'));
  const lines = orders.map(() => newId('lin'));
  await runSql(
    url,
    `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
       payment_method, vendor_parameters, customer_profile, created_at)
     select id, id, 'SALES', 'PROVISIONING', $2, $2, $3::ltree, $2, 'USD', 'TERMS', '{}', '{}', now()
     from unnest($1::text[]) as id`,
    [orders, accountId, path],
  );
  await runSql(
    url,
    `insert into orders.order_line (id, order_id, position, plan_id, product_id, mpn, product_name, billing_cycle, quantity,
       currency, tiers, status)
     select line, id, 1, 'pln', 'prd', 'mpn', 'Business Basic', 'MONTHLY', 5, 'USD', '[]', 'PROVISIONING'
     from unnest($1::text[], $2::text[]) as line (line, id)`,
    [lines, orders],
  );
  const filled = { accountId, path, orders, lines };
  await insertEvents(url, filled, { count: EVENTS, age: '0 days' });
  return filled;
}

async function insertEvents(
  url: string,
  { orders, lines, path }: Orders,
  { count, age }: { readonly count: number; readonly age: string },
): Promise<void> {
  await runSql(
    url,
    `insert into orders.provisioning_event (id, order_id, line_id, sequence, status, message, terminal, path, occurred_at,
       log_position)
     select 'evt_' || head + n, ($1::text[])[1 + n % ${ORDERS}], ($2::text[])[1 + n % ${ORDERS}],
       head + n, 'PROVISIONING', 'Microsoft is at work on it.', false, $3::ltree, now() - $4::interval, head + n
     from orders.log, generate_series(1, ${count}) as n`,
    [orders, lines, path, age],
  );
  await runSql(url, `update orders.log set head = head + ${count}`);
}

/** Archives events of months long gone; answers how many a second. */
async function archiveRate(database: Database, url: string, orders: Orders): Promise<number> {
  await runSql(url, 'delete from orders.provisioning_event');
  await insertEvents(url, orders, { count: ARCHIVED, age: '1 year' });
  await runSql(url, 'update orders.archive set begins_at = now()');
  const startedAtMs = performance.now();
  const request = { now: new Date(), keptMonths: KEPT_MONTHS };
  const moved = await archiveEvents(database.fresh, request, new AbortController().signal);
  if (moved !== ARCHIVED) throw new Error(`${moved} events were archived instead of ${ARCHIVED}`);
  return (moved * 1_000) / (performance.now() - startedAtMs);
}

async function runSql(url: string, statement: string, values: readonly unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement, [...values]);
  await client.end();
}
