import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/orders/entities/entities.ts';
import { M011EventArchive } from '../../../../subgraphs/orders/migrations/m011-event-archive.ts';
import { MIGRATIONS } from '../../../../subgraphs/orders/migrations/migrations.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { archiveEvents } from '../../../../subgraphs/orders/services/events/archive-events.ts';
import { readEvents, type EventScope } from '../../../../subgraphs/orders/services/events/event-log.ts';
import { openDatabase } from '../../../../subgraphs/shared/database/database.ts';
import type { Reader, UnitOfWork } from '../../../../subgraphs/shared/database/transaction.ts';
import type { Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases, openTestDatabase, urlOf, type TestDatabase } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { append, insertOrder, openLog, readUntil } from './log-under-test.ts';

const NEVER = new AbortController().signal;
const KEEP_THREE = { now: new Date('2026-11-15T12:00:00Z'), keptMonths: 3 };
/** An event that is archived by `KEEP_THREE`. */
const OLD = new Date('2026-07-31T23:59:59.999Z');

const counted = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

async function appendAt(tables: UnitOfWork, orderId: Id<'ord'>, moments: readonly (Date | string)[]): Promise<void> {
  await tables.write(async (tx) => {
    for (const moment of moments) {
      await appendEvent(tx, { orderId, status: 'PROVISIONING', message: 'old', occurredAt: new Date(moment) });
    }
  });
}

/** Lets events be archived at once. */
async function beginArchiving({ sql }: TestDatabase): Promise<void> {
  await sql('update orders.archive set begins_at = now()');
}

async function archivedPositions({ sql }: TestDatabase): Promise<readonly number[]> {
  const rows = await sql<{ position: number }>(
    'select log_position::int as position from orders.archived_event order by log_position',
  );
  return rows.map(({ position }) => position);
}

/** Reads the whole log as a follower of a scope reads it, in small pages. */
async function readAll(read: Reader, scope: EventScope): Promise<readonly number[]> {
  const positions: number[] = [];
  for (;;) {
    const page = await readEvents(read, scope, positions.at(-1) ?? 0, 40);
    positions.push(...page.map(({ position }) => position));
    if (page.length < 40) return positions;
  }
}

/** A log with so many old events that are numbered, which may be archived. */
async function openOldLog(kind: 'pglite' | 'postgresql', count: number) {
  const log = await openLog(kind);
  const orderId = await insertOrder(log.database);
  await appendAt(
    log.tables,
    orderId,
    Array.from({ length: count }, () => OLD),
  );
  await log.sequencer().run();
  await beginArchiving(log.database);
  return { ...log, orderId };
}

describeOnBothDatabases('the archive of the event log', (kind) => {
  it('takes whole months from the beginning of the log, and leaves the rest', async () => {
    const { database, tables, sequencer } = await openLog(kind);
    const orderId = await insertOrder(database);
    await appendAt(tables, orderId, ['2025-12-31T00:00:00Z', '2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z', OLD]);
    await appendAt(tables, orderId, ['2026-08-01T00:00:00Z', OLD, '2026-11-15T11:00:00Z']);
    await sequencer().run();
    await beginArchiving(database);
    await appendAt(tables, orderId, [OLD]);
    const archive = (request: typeof KEEP_THREE) => archiveEvents(tables, request, NEVER);
    expect(await archive(KEEP_THREE)).toBe(4);
    expect(await archive(KEEP_THREE)).toBe(0);
    expect(await archivedPositions(database)).toEqual([1, 2, 3, 4]);
    expect(await archive({ ...KEEP_THREE, now: new Date('2026-12-01T00:00:00Z') })).toBe(2);
    expect(await archive({ ...KEEP_THREE, keptMonths: 1 })).toBe(0);
    expect(await archivedPositions(database)).toEqual(counted(6));
    const hot = await database.sql('select log_position::int as at from orders.provisioning_event order by 1');
    expect(hot).toEqual([{ at: 7 }, { at: null }]);
  });

  it('is not begun on the day of the upgrade, while processes of the release before may run', async () => {
    const { database, tables, sequencer } = await openLog(kind);
    await appendAt(tables, await insertOrder(database), [OLD]);
    await sequencer().run();
    expect(await archiveEvents(tables, KEEP_THREE, NEVER)).toBe(0);
    await database.sql(`update orders.archive set begins_at = begins_at - interval '1 day'`);
    expect(await archiveEvents(tables, KEEP_THREE, NEVER)).toBe(1);
  });

  it('grows while followers read, and none of them misses or repeats an event', async () => {
    const { database, tables, orderId, follow, sequencer } = await openOldLog(kind, 1_700);
    const scopes: readonly EventScope[] = [
      { kind: 'all' },
      { kind: 'order', orderId, viewerPath: 'b' },
      { kind: 'account', accountId: 'acc_b', path: 'b', viewerPath: 'b', includeDescendants: true },
    ];
    const moved = new AbortController();
    const reading = scopes.map(async (scope) => {
      let whole = 0;
      for (; !moved.signal.aborted || whole === 0; whole += 1)
        expect(await readAll(tables.read, scope)).toEqual(counted(1_700));
      return whole;
    });
    const following = readUntil(follow(0), 'newest');
    expect(await archiveEvents(tables, KEEP_THREE, NEVER)).toBe(1_700);
    moved.abort();
    for (const whole of await Promise.all(reading)) expect(whole).toBeGreaterThan(0);
    await tables.write((tx) => append(tx, orderId, 'newest'));
    await sequencer().run();
    expect((await following).map(({ position }) => position)).toEqual(counted(1_701));
    expect(await archivedPositions(database)).toEqual(counted(1_700));
  });

  it('has each event once when two processes move them, and one is stopped', async () => {
    const { database, tables } = await openOldLog(kind, 1_700);
    expect(await archiveEvents(tables, KEEP_THREE, AbortSignal.abort())).toBe(0);
    const stopping = new AbortController();
    const moving = [archiveEvents(tables, KEEP_THREE, stopping.signal), archiveEvents(tables, KEEP_THREE, NEVER)];
    stopping.abort();
    const moved = await Promise.all(moving);
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(1_700);
    expect(await archivedPositions(database)).toEqual(counted(1_700));
    expect(await database.sql('select 1 from orders.provisioning_event')).toEqual([]);
  });

  it('comes to a database of the release before with its events, which go on', async () => {
    const database = await openTestDatabase(kind);
    onTestFinished(() => database.close());
    const before = await openDatabase(database.address, {
      schema: 'orders',
      entities: ENTITIES,
      migrations: MIGRATIONS.filter((migration) => migration !== M011EventArchive),
    });
    const orderId = await insertOrder(database);
    await appendAt(before.fresh, orderId, [OLD, OLD]);
    await database.sql('update orders.provisioning_event set log_position = sequence');
    await database.sql('update orders.log set head = 2');
    await before.close();
    const { tables, sequencer } = await openLog(kind, database);
    await tables.write((tx) => append(tx, orderId, 'newest'));
    await sequencer().run();
    await beginArchiving(database);
    expect(await archiveEvents(tables, KEEP_THREE, NEVER)).toBe(2);
    expect(await readAll(tables.read, { kind: 'all' })).toEqual([1, 2, 3]);
  });
});

const server = process.env['TEST_DATABASE_URL'];

describe.skipIf(server === undefined || server === '')('the archive on a server', () => {
  it('loses and doubles nothing when it is cut off in the middle', async () => {
    const { database, tables } = await openOldLog('postgresql', 600);
    const inTheWay = new Client({ connectionString: urlOf(database) });
    await inTheWay.connect();
    onTestFinished(() => inTheWay.end());
    await inTheWay.query('begin');
    // An event that is being archived by somebody else: whoever moves those before it waits here, with half of them moved.
    await inTheWay.query(
      `insert into orders.archived_event select id, order_id, line_id, sequence, status, previous_status, message,
         waiting_on, terminal, path, occurred_at, log_position from orders.provisioning_event where log_position = 250`,
    );
    const cutOff = expect(archiveEvents(tables, KEEP_THREE, NEVER)).rejects.toThrow();
    await eventually(async () => {
      const ended = await database.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%archived_event%'`,
      );
      expect(ended).toHaveLength(1);
    });
    await cutOff;
    await inTheWay.query('rollback');
    expect(await archivedPositions(database)).toEqual([]);
    expect(await readAll(tables.read, { kind: 'all' })).toEqual(counted(600));
    expect(await archiveEvents(tables, KEEP_THREE, NEVER)).toBe(600);
    expect(await archivedPositions(database)).toEqual(counted(600));
    expect(await database.sql('select 1 from orders.provisioning_event')).toEqual([]);
  });

  it('is not looked into by whoever reads at the end of the log', async () => {
    const { tables, orderId } = await openOldLog('postgresql', 600);
    await archiveEvents(tables, KEEP_THREE, NEVER);
    await appendAt(tables, orderId, [new Date()]);
    const plans: string[] = [];
    const explaining: Reader = {
      ...tables.read,
      async query(sql, values) {
        const plan = await tables.read.query<{ 'QUERY PLAN': string }>(`explain (analyze) ${sql}`, values);
        plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    await readEvents(explaining, { kind: 'all' }, 600, 200);
    await readEvents(explaining, { kind: 'all' }, 599, 200);
    const looked = plans.map((plan) => /on archived_event.*/.exec(plan)?.[0].includes('never executed') === false);
    expect(looked).toEqual([false, true]);
  });

  it('is in a dump, and a restored log goes on from it', async () => {
    const { database, tables, orderId } = await openOldLog('postgresql', 3);
    await archiveEvents(tables, KEEP_THREE, NEVER);
    await appendAt(tables, orderId, [OLD]);
    const restored = await openTestDatabase('postgresql');
    onTestFinished(() => restored.close());
    const run = promisify(execFile);
    const dump = await run('pg_dump', ['--no-owner', urlOf(database)], { maxBuffer: 50_000_000 });
    const restoring = run('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', urlOf(restored)]);
    restoring.child.stdin?.end(dump.stdout);
    await restoring;
    const copy = await openLog('postgresql', restored);
    await copy.sequencer().run();
    expect(await readAll(copy.tables.read, { kind: 'all' })).toEqual([1, 2, 3, 4]);
    expect(await archiveEvents(copy.tables, KEEP_THREE, NEVER)).toBe(1);
    expect(await archivedPositions(restored)).toEqual([1, 2, 3, 4]);
  });
});
