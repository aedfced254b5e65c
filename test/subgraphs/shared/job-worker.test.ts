import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { SessionEntity } from '../../../subgraphs/accounts/entities/session.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { openOutbox, publishQueue } from '../../../subgraphs/shared/database/outbox.ts';
import { createInProcessBus } from '../../../subgraphs/shared/messaging/bus.ts';
import { openJobs, type JobQueue } from '../../../subgraphs/shared/messaging/jobs.ts';
import { JobLost, type ExhaustedJob, type RunningJob } from '../../../subgraphs/shared/messaging/running-job.ts';
import { describeOnBothDatabases, openMigratedDatabase, type DatabaseKind } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { startProcess } from '../../support/processes.ts';

const QUEUE: JobQueue = { name: 'test.work', options: { retryLimit: 1, retryDelay: 0 } };

async function openQueue(kind: DatabaseKind) {
  const resources = new AsyncDisposableStack();
  const database = await openMigratedDatabase(kind);
  resources.defer(() => database.close());
  const logged: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const orm = await openDatabase(database.address, { schema: 'accounts', entities: [SessionEntity], migrations: [] });
  resources.defer(() => orm.close());
  const open = async () => {
    const jobs = await openJobs(database.address, logger, false);
    resources.defer(() => jobs.stop());
    await jobs.createQueues([QUEUE]);
    return jobs;
  };
  const rows = () =>
    database.sql<{ state: string; retry_count: number; data: object }>(
      'select state, retry_count, data from jobs.job where name = $1',
      [QUEUE.name],
    );
  return { resources, database, logged, logger, orm, open, rows, jobs: await open() };
}

const describeJob = (kind: DatabaseKind): void => {
  it('leaves no row behind when it is done', async () => {
    const { resources, jobs, rows } = await openQueue(kind);
    await using _ = resources;
    const done: object[] = [];
    await jobs.work({ queue: QUEUE.name, concurrency: 2, handler: async (data) => void done.push(data) });
    for (const one of [1, 2, 3]) await jobs.add(QUEUE.name, { one });
    await eventually(async () => expect([done.length, (await rows()).length]).toEqual([3, 0]));
  });

  it('is done outside of the transaction that added it', async () => {
    const { resources, jobs, orm, logged } = await openQueue(kind);
    await using _ = resources;
    const found: object[] = [];
    const handler = async (): Promise<void> => {
      found.push(...(await orm.fresh.write((tx) => tx.execute('select 1 as one'))));
    };
    await jobs.work({ queue: QUEUE.name, concurrency: 4, handler });
    for (let job = 0; job < 20; job += 1) await orm.fresh.write((tx) => jobs.enqueue(tx, QUEUE.name, { job }));
    await eventually(() => Promise.resolve(expect(found).toHaveLength(20)));
    expect(logged.filter((line) => line.includes('job failed'))).toEqual([]);
  });

  it('keeps its one row through every look at what it waits for', async () => {
    const { resources, jobs, rows, orm } = await openQueue(kind);
    await using _ = resources;
    let looks = 0;
    const handler = async (_data: object, job: RunningJob): Promise<void> => {
      looks += 1;
      const due = new Date(Date.now() + 20);
      if (looks % 2 === 0) await orm.fresh.write((tx) => job.continueWith(tx, { looks }, due));
      else job.again(due);
    };
    await jobs.work({ queue: QUEUE.name, concurrency: 4, handler });
    await jobs.add(QUEUE.name, {});
    const counts = new Set<number>();
    await eventually(async () => {
      counts.add((await rows()).length);
      expect(looks).toBeGreaterThan(20);
    });
    expect([...counts]).toEqual([1]);
  });

  it('is done again at once when somebody hastens it while it is done or waits', async () => {
    const { resources, jobs, orm } = await openQueue(kind);
    await using _ = resources;
    const looks: number[] = [];
    const hasten = () => orm.fresh.write((tx) => jobs.hasten(tx, QUEUE.name, 'order', ['a', 'b']));
    await jobs.work({
      queue: QUEUE.name,
      concurrency: 1,
      async handler(_data, job) {
        looks.push(Date.now());
        if (looks.length === 1) expect([...(await hasten())]).toEqual(['a']);
        job.again(new Date(Date.now() + 3_600_000));
      },
    });
    await jobs.add(QUEUE.name, { order: 'a' });
    await eventually(() => expect(looks).toHaveLength(2));
    await sleep(100);
    await hasten();
    await eventually(() => expect(looks).toHaveLength(3));
  });

  it('tells of its end after the last try, stays as failed, and is tried once more when nobody could be told', async () => {
    const { resources, jobs, rows, logged } = await openQueue(kind);
    await using _ = resources;
    const tries: number[] = [];
    const exhausted: ExhaustedJob[] = [];
    await jobs.work({
      queue: QUEUE.name,
      concurrency: 1,
      handler: (_data, { tries: count }) => {
        tries.push(count);
        return Promise.reject(new Error('never possible'));
      },
      onExhausted: (job) => {
        exhausted.push(job);
        return exhausted.length === 1 ? Promise.reject(new Error('nobody there')) : Promise.resolve();
      },
    });
    await jobs.add(QUEUE.name, { one: 1 });
    await eventually(async () => expect(await rows()).toMatchObject([{ state: 'failed', data: { one: 1 } }]));
    expect(tries).toEqual([1, 2, 3]);
    expect(exhausted).toMatchObject([
      { queue: QUEUE.name, data: { one: 1 }, tries: 2, error: { message: 'never possible' } },
      { queue: QUEUE.name, tries: 3 },
    ]);
    expect(logged.filter((line) => line.includes('a job was given up after its last try'))).toHaveLength(2);
  });

  it('is given back when its process stops', async () => {
    const { resources, jobs, rows, open } = await openQueue(kind);
    await using _ = resources;
    const other = kind === 'pglite' ? jobs : await open();
    await jobs.add(QUEUE.name, {});
    const begun = Promise.withResolvers<AbortSignal>();
    await other.work({
      queue: QUEUE.name,
      concurrency: 1,
      handler: (_data, { signal }) => {
        begun.resolve(signal);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      },
    });
    const signal = await begun.promise;
    expect(await rows()).toMatchObject([{ state: 'active' }]);
    const stopping = other.stop();
    await eventually(() => expect(signal.aborted).toBe(true));
    if (kind === 'postgresql') expect(await rows()).toMatchObject([{ state: 'created', retry_count: 0 }]);
    await stopping;
  });
};
describeOnBothDatabases('a job', describeJob, { concurrent: true });

const SERVER = process.env['TEST_DATABASE_URL'] ?? '';

describe.runIf(SERVER !== '')('jobs of several workers, on PostgreSQL', () => {
  it.concurrent(
    'are taken over within five seconds when their worker is killed: a step, a mail and a fact',
    async () => {
      const { resources, jobs, database, orm, logger } = await openQueue('postgresql');
      await using _ = resources;
      const bus = createInProcessBus();
      const outbox = await openOutbox('accounts', { jobs, bus, logger });
      const step = { name: 'orders.provision', options: { retryLimit: 10_000, retryDelay: 2, retryBackoff: true } };
      const mail = { name: 'orders.mail', options: { retryLimit: 50, retryDelay: 5, retryBackoff: true } };
      await jobs.createQueues([step, mail]);
      const queues = [step.name, mail.name, publishQueue('accounts')];
      const url = database.address.kind === 'postgresql' ? database.address.url : '';
      await using holder = startProcess({ file: 'test/support/holding-worker.ts', args: [url, ...queues] });
      await jobs.add(step.name, { orderId: 'a' });
      await jobs.add(mail.name, { orderId: 'a' });
      await orm.fresh.write((tx) => outbox.append(tx, 'changed', { name: 'a' }));
      for (const queue of queues) await holder.says(new RegExp(`^has ${queue.replace('.', String.raw`\.`)}$`, 'm'));
      const taken = new Map<string, number>();
      for (const queue of [step.name, mail.name]) {
        await jobs.work({ queue, concurrency: 1, handler: async () => void taken.set(queue, Date.now()) });
      }
      await bus.consume('test', 'accounts.changed', async () => void taken.set('fact', Date.now()));
      await outbox.relay();
      await sleep(6_000);
      expect([...taken.keys()]).toEqual([]);
      const killedAt = Date.now();
      await holder.end('SIGKILL');
      await eventually(() => expect(taken.size).toBe(3));
      for (const at of taken.values()) expect(at - killedAt).toBeLessThan(5_000);
    },
  );

  it.concurrent('are not taken over while they go on, longer than any lease', async () => {
    const { resources, jobs, open, rows } = await openQueue('postgresql');
    await using _ = resources;
    const other = await open();
    let runs = 0;
    const handler = async (): Promise<void> => {
      runs += 1;
      await sleep(8_000);
    };
    await jobs.work({ queue: QUEUE.name, concurrency: 1, handler });
    await other.work({ queue: QUEUE.name, concurrency: 1, handler });
    await jobs.add(QUEUE.name, {});
    await eventually(async () => expect([runs, (await rows()).length]).toEqual([1, 0]));
  });

  it.concurrent('cannot be ended by a worker that has lost them, which notices before it does anything', async () => {
    const { resources, jobs, database, orm, open } = await openQueue('postgresql');
    await using _ = resources;
    const lost: unknown[] = [];
    const begun = Promise.withResolvers<void>();
    const resumed = Promise.withResolvers<void>();
    await jobs.work({
      queue: QUEUE.name,
      concurrency: 1,
      async handler(_data, job) {
        begun.resolve();
        await resumed.promise;
        await orm.fresh.write((tx) => job.end(tx)).catch((error: unknown) => lost.push(error));
        await eventually(() => expect(job.signal.aborted).toBe(true));
        expect(() => job.assertHeld()).toThrow(JobLost);
      },
    });
    await jobs.add(QUEUE.name, { one: 1 });
    await begun.promise;
    // As if no heartbeat had come through for a while.
    await database.sql(
      `update jobs.job set heartbeat_on = now() - interval '1 minute', state = 'retry' where name = $1`,
      [QUEUE.name],
    );
    const taken = Promise.withResolvers<number>();
    const over = Promise.withResolvers<void>();
    const other = await open();
    await other.work({
      queue: QUEUE.name,
      concurrency: 1,
      async handler(_data, { tries }) {
        taken.resolve(tries);
        await over.promise;
      },
    });
    expect(await taken.promise).toBe(2);
    resumed.resolve();
    await eventually(() => expect(lost).toEqual([expect.any(JobLost)]));
    over.resolve();
    await eventually(async () => {
      expect(await database.sql('select 1 from jobs.job where name = $1', [QUEUE.name])).toEqual([]);
    });
  });
});
