import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Reader, UnitOfWork } from '../../../../subgraphs/shared/database/transaction.ts';
import type { Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases, openTestDatabase, urlOf, type TestDatabase } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { append, insertOrder, openLog, readUntil } from './log-under-test.ts';

const run = promisify(execFile);

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function appendEach(tables: UnitOfWork, orderId: Id<'ord'>, messages: readonly string[]): Promise<void> {
  for (const message of messages) await tables.write((tx) => append(tx, orderId, message));
}

function positions({ sql }: TestDatabase) {
  return sql<{ readonly position: number | null; readonly message: string }>(
    'select log_position::int as position, message from orders.provisioning_event order by log_position',
  );
}

describeOnBothDatabases('the sequencer', (kind) => {
  it('gives each event the next position once, however many run at the same time', async () => {
    const { database, tables, sequencer } = await openLog(kind);
    const orderId = await insertOrder(database);
    const sequencers = Array.from({ length: 4 }, () => sequencer());
    for (let wave = 0; wave < 5; wave += 1) {
      const messages = Array.from({ length: 20 }, (_, index) => `${wave}-${index}`);
      await Promise.all([appendEach(tables, orderId, messages), ...sequencers.map((one) => one.run())]);
      await Promise.all(sequencers.map((one) => one.run()));
    }
    await eventually(async () => {
      const numbered = (await positions(database)).map(({ position }) => position);
      expect(numbered).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    });
  });

  it('numbers more than a page in the order of writing', async () => {
    const { database, tables, sequencer } = await openLog(kind);
    const orderId = await insertOrder(database);
    const messages = Array.from({ length: 1_201 }, (_, index) => String(index));
    await tables.write(async (tx) => {
      for (const message of messages) await append(tx, orderId, message);
    });
    await sequencer().run();
    expect((await positions(database)).map(({ message }) => message)).toEqual(messages);
  });

  it('numbers what a process has left behind that died after its commit', async () => {
    const { database, tables, sequencer, follow } = await openLog(kind);
    const orderId = await insertOrder(database);
    sequencer();
    await appendEach(tables, orderId, ['left behind']);
    expect(await readUntil(follow(0), 'left behind')).toMatchObject([{ position: 1 }]);
  });

  it('has numbered, when a call ends, what had committed before that call', async () => {
    const { database, tables, sequencer } = await openLog(kind);
    const orderId = await insertOrder(database);
    const held = Promise.withResolvers<void>();
    const numbered = Promise.withResolvers<void>();
    const slow: UnitOfWork = {
      read: tables.read,
      async write(work) {
        const result = await tables.write(work);
        numbered.resolve();
        await held.promise;
        return result;
      },
    };
    const { run: number } = sequencer(slow);
    const first = number();
    await numbered.promise;
    await appendEach(tables, orderId, ['during the first']);
    const second = number();
    held.resolve();
    await second;
    expect(await positions(database)).toEqual([{ position: 1, message: 'during the first' }]);
    await first;
  });

  it('changes nothing when there is nothing to number', async () => {
    const { database, sequencer } = await openLog(kind);
    await sequencer().run();
    expect(await database.sql('select head::int as head from orders.log')).toEqual([{ head: 0 }]);
  });
});

describeOnBothDatabases('a follower of the log', (kind) => {
  it.each([
    ['the head', 'head::float8'],
    ['the events', 'log_position >'],
  ])('gets every event although %s could not be read at first', async (_, statement) => {
    const { database, tables, sequencer, follow } = await openLog(kind);
    const orderId = await insertOrder(database);
    const { run: number } = sequencer();
    await appendEach(tables, orderId, ['1']);
    await number();
    let failures = 2;
    const failing: Reader = {
      ...tables.read,
      query: (sql, values) => {
        if (failures > 0 && sql.includes(statement)) {
          failures -= 1;
          return Promise.reject(new Error('The connection was lost'));
        }
        return tables.read.query(sql, values);
      },
    };
    const events = follow(0, failing);
    const reading = readUntil(events, '4');
    await appendEach(tables, orderId, ['2']);
    await number();
    await eventually(() => expect(failures).toBe(0));
    await appendEach(tables, orderId, ['3', '4']);
    await number();
    expect((await reading).map(({ message }) => message)).toEqual(['1', '2', '3', '4']);
  });
});

const server = process.env['TEST_DATABASE_URL'];

describe.skipIf(server === undefined || server === '')('the event log on a server', () => {
  it('reaches followers while a transaction stays open, in this database or in another one', async () => {
    const { database, tables, sequencer, follow } = await openLog('postgresql');
    const orderId = await insertOrder(database);
    const elsewhere = await openTestDatabase('postgresql');
    onTestFinished(() => elsewhere.close());
    for (const url of [urlOf(database), urlOf(elsewhere)]) {
      const client = await connect(url);
      await client.query('begin');
      await client.query('create table held (id int)');
      onTestFinished(() => client.query('rollback').then(() => undefined));
    }
    const events = follow(0);
    await appendEach(tables, orderId, ['despite them']);
    await sequencer().run();
    // The open transactions never end within this test, so any wait for them would be a timeout.
    expect(await readUntil(events, 'despite them')).toMatchObject([{ position: 1 }]);
  });

  it('is numbered by another process when the one that holds the lock has stopped in the middle', async () => {
    const { database, tables, sequencer } = await openLog('postgresql');
    const orderId = await insertOrder(database);
    await appendEach(tables, orderId, ['waiting']);
    const paused = await connect(urlOf(database));
    await paused.query('begin');
    await paused.query(`select set_config('idle_in_transaction_session_timeout', '1000', true),
      pg_advisory_xact_lock(hashtext('tiergraph.orders.event_log'))`);
    await sequencer().run();
    expect(await positions(database)).toEqual([{ position: 1, message: 'waiting' }]);
    await expect(paused.query('select 1')).rejects.toThrow();
  });

  it('keeps its positions in a dump, and goes on after it is restored', async () => {
    const { database, tables, sequencer } = await openLog('postgresql');
    const orderId = await insertOrder(database);
    await appendEach(tables, orderId, ['1', '2', '3']);
    await sequencer().run();
    const restored = await openTestDatabase('postgresql');
    onTestFinished(() => restored.close());
    const dump = await run('pg_dump', ['--no-owner', urlOf(database)], { maxBuffer: 50_000_000 });
    const restoring = run('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', urlOf(restored)]);
    restoring.child.stdin?.end(dump.stdout);
    await restoring;
    const copy = await openLog('postgresql', restored);
    const events = copy.follow(0);
    expect((await readUntil(events, '3')).map(({ position }) => position)).toEqual([1, 2, 3]);
    await appendEach(copy.tables, orderId, ['4']);
    await copy.sequencer().run();
    expect(await readUntil(events, '4')).toMatchObject([{ position: 4, sequence: 4 }]);
  });
});
