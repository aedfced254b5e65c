import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/orders/entities/entities.ts';
import type { LoggedEvent } from '../../../../subgraphs/orders/entities/provisioning-event.ts';
import { INDEXES } from '../../../../subgraphs/orders/entities/retention.ts';
import { MIGRATIONS } from '../../../../subgraphs/orders/migrations/migrations.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { createEventFeed, type EventFeed } from '../../../../subgraphs/orders/services/events/event-feed.ts';
import { createSequencer } from '../../../../subgraphs/orders/services/events/sequencer.ts';
import { openDatabase } from '../../../../subgraphs/shared/database/database.ts';
import type { Reader, UnitOfWork, Writer } from '../../../../subgraphs/shared/database/transaction.ts';
import { newId, type Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { createInProcessBus } from '../../../../subgraphs/shared/messaging/bus.ts';
import { openTestDatabase, type DatabaseKind, type TestDatabase } from '../../../support/databases.ts';

const POLL_MS = 200;

/** An event log of its own with one order, as the processes of orders use it. */
export async function openLog(kind: DatabaseKind, existing?: TestDatabase) {
  const logger = pino({ level: 'silent' });
  const database = existing ?? (await openTestDatabase(kind));
  if (existing === undefined) onTestFinished(() => database.close());
  const orm = await openDatabase(database.address, {
    schema: 'orders',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    indexes: INDEXES,
  });
  onTestFinished(() => orm.close());
  const bus = createInProcessBus();
  const open = { tables: orm.fresh, bus, logger, pollMs: POLL_MS };
  const openFeed = (read: Reader): EventFeed => {
    const feed = createEventFeed({ ...open, tables: { read } });
    onTestFinished(() => feed.close());
    return feed;
  };
  return {
    database,
    tables: orm.fresh,
    feed: () => openFeed(orm.fresh.read),
    /** A sequencer, as another process would have. */
    sequencer: (tables: UnitOfWork = orm.fresh) => {
      const sequencer = createSequencer({ ...open, tables });
      onTestFinished(() => sequencer.close());
      return sequencer;
    },
    /** Follows the log as a subscriber to everything does; `read` replaces the way to the tables. */
    follow: (after: number, read: Reader = orm.fresh.read) => eachOf(openFeed(read).follow({ kind: 'all' }, after)),
  };
}

/** Writes an order for events to belong to. */
export async function insertOrder({ sql }: TestDatabase): Promise<Id<'ord'>> {
  const id = newId('ord');
  await sql(
    `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
       payment_method, vendor_parameters, customer_profile, created_at)
     values ($1, $1, 'SALES', 'PROVISIONING', 'acc_a', 'acc_b', 'b.a', 'acc_b', 'USD', 'TERMS', '{}', '{}', now())`,
    [id],
  );
  return id;
}

/** Appends one event in the writer's transaction. */
export function append(tx: Writer, orderId: Id<'ord'>, message: string): Promise<void> {
  return appendEvent(tx, { orderId, status: 'PROVISIONING', message, occurredAt: new Date() });
}

/** The events of pages, one by one. */
async function* eachOf(pages: AsyncIterable<readonly LoggedEvent[]>): AsyncGenerator<LoggedEvent, void, void> {
  for await (const page of pages) yield* page;
}

/** The next events of a stream, at most until a message. */
export async function readUntil(events: AsyncIterator<LoggedEvent>, message: string): Promise<readonly LoggedEvent[]> {
  const seen: LoggedEvent[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done === true) return seen;
    seen.push(next.value);
    if (next.value.message === message) return seen;
  }
}
