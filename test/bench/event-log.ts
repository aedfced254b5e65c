import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { ENTITIES } from '../../subgraphs/orders/entities/entities.ts';
import { MIGRATIONS } from '../../subgraphs/orders/migrations/migrations.ts';
import { appendEvent } from '../../subgraphs/orders/services/events/append-event.ts';
import { createEventFeed } from '../../subgraphs/orders/services/events/event-feed.ts';
import { createSequencer } from '../../subgraphs/orders/services/events/sequencer.ts';
import { openDatabase, type Database } from '../../subgraphs/shared/database/database.ts';
import { newId, type Id } from '../../subgraphs/shared/domain/ids.ts';
import { createInProcessBus } from '../../subgraphs/shared/messaging/bus.ts';
import { withBenchDatabase, type BenchDatabase } from './bench-database.ts';
import type { BenchOptions } from './options.ts';
import { table } from './statistics.ts';

const WRITERS = 10;
const EVENTS_PER_SECOND = 1_000;
const POLL_MS = 1_000;
const IDLE_MS = 5_000;

/** Measures how long an event takes from its commit to a follower, and what an idle process asks the database. */
export async function benchEventLog({ roundMs, rounds }: BenchOptions, say: (line: string) => void): Promise<void> {
  await withBenchDatabase(say, (place) => measure({ ...place, seconds: Math.ceil((roundMs * rounds) / 1_000) }, say));
}

interface Place extends BenchDatabase {
  readonly seconds: number;
}

async function measure({ server, url, seconds }: Place, say: (line: string) => void): Promise<void> {
  let statements = 0;
  const database = await openDatabase(
    { kind: 'postgresql', url },
    { schema: 'orders', entities: ENTITIES, migrations: MIGRATIONS, onStatement: () => (statements += 1) },
  );
  const open = {
    tables: database.fresh,
    bus: createInProcessBus(),
    logger: pino({ level: 'silent' }),
    pollMs: POLL_MS,
  };
  const feed = createEventFeed(open);
  const sequencer = createSequencer(open);
  try {
    const committedAtMs = new Map<string, number>();
    const receivedAtMs = new Map<string, number>();
    const follower = feed.follow({ kind: 'all' }, 0);
    void (async () => {
      for await (const page of follower) for (const { message } of page) receivedAtMs.set(message, performance.now());
    })();
    const write = writersOf(database, committedAtMs, () => void sequencer.run());
    const rows: string[][] = [];
    const round = async (title: string): Promise<void> => {
      committedAtMs.clear();
      await write(await ordersOf(url), seconds);
      await sleep(POLL_MS);
      const delays = [...committedAtMs].map(([message, atMs]) => (receivedAtMs.get(message) ?? Infinity) - atMs);
      const sorted = delays.filter(Number.isFinite).toSorted((one, other) => one - other);
      const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
      const rate = Math.round(delays.length / seconds);
      rows.push([title, String(rate), String(delays.length - sorted.length), at(0.5), at(0.99), at(0.9999)]);
    };
    await round('nothing else');
    const held = new Client({ connectionString: server });
    await held.connect();
    await held.query('begin');
    await held.query('select pg_current_xact_id()');
    await round('a transaction open in another database');
    await held.query('rollback');
    await held.end();
    say(`\nFrom commit to follower, in milliseconds; ${WRITERS} writers, ${seconds} s each\n`);
    say(table(['while there is', 'events a second', 'lost', 'p50', 'p99', 'p99.99'], rows));
    statements = 0;
    await sleep(IDLE_MS);
    say(`\nStatements a second of an idle process with a follower: ${(statements / IDLE_MS) * 1_000}`);
    await follower.return?.();
  } finally {
    sequencer.close();
    feed.close();
    await database.close();
  }
}

function writersOf({ fresh }: Database, committedAtMs: Map<string, number>, afterCommit: () => void) {
  return async (orderIds: readonly Id<'ord'>[], seconds: number): Promise<void> => {
    const pauseMs = (1_000 * orderIds.length) / EVENTS_PER_SECOND;
    const untilMs = performance.now() + seconds * 1_000;
    const writer = async (orderId: Id<'ord'>): Promise<void> => {
      for (let dueMs = performance.now(); dueMs < untilMs; dueMs += pauseMs) {
        await sleep(Math.max(0, dueMs - performance.now()));
        const message = `${orderId}-${dueMs}`;
        await fresh.write((tx) =>
          appendEvent(tx, { orderId, status: 'PROVISIONING', message, occurredAt: new Date() }),
        );
        committedAtMs.set(message, performance.now());
        afterCommit();
      }
    };
    await Promise.all(orderIds.map(writer));
  };
}

async function ordersOf(url: string): Promise<readonly Id<'ord'>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const ids = Array.from({ length: WRITERS }, () => newId('ord'));
  await client.query(
    `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
       payment_method, vendor_parameters, customer_profile, created_at)
     select id, id, 'SALES', 'PROVISIONING', 'acc_a', 'acc_b', 'b.a', 'acc_b', 'USD', 'TERMS', '{}', '{}', now()
     from unnest($1::text[]) as id`,
    [ids],
  );
  await client.end();
  return ids;
}
