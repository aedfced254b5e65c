import { PgBoss, fromPglite, type Db, type QueueOptions, type SendOptions } from 'pg-boss';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../database/database.ts';
import type { Writer } from '../database/transaction.ts';
import { watchedClient } from '../database/watch-pool.ts';
import { Unwell } from '../process/health.ts';
import { hastenJobs, JOBS_SCHEMA } from './job-rows.ts';
import { buildJobIndexes } from './job-indexes.ts';
import { JobWorker } from './job-worker.ts';
import { statementsIn, type JobWork } from './running-job.ts';

/** The names of the queues of a subgraph start with its own name: `orders.provision`. */
export interface JobQueue {
  readonly name: string;
  readonly options: Pick<
    QueueOptions,
    'retryLimit' | 'retryDelay' | 'retryBackoff' | 'retryDelayMax' | 'retentionSeconds'
  >;
}

export interface WaitingJob<T> {
  readonly id: string;
  readonly createdAt: Date;
  readonly data: T;
}

export interface Jobs {
  createQueues(queues: readonly JobQueue[]): Promise<void>;
  /** Adds a job in the writer's transaction: it exists if and only if the transaction commits. */
  enqueue(tx: Writer, queue: string, data: object, options?: SendOptions): Promise<void>;
  /** Adds a job by itself, outside of any transaction; answers its id. */
  add(queue: string, data: object, options?: SendOptions): Promise<string | null>;
  /** The jobs of a queue that nobody has begun, the oldest first. */
  waiting<T extends object>(queue: string): Promise<readonly WaitingJob<T>[]>;
  remove(queue: string, id: string): Promise<void>;
  /**
   * Lets jobs that wait for their time be done at once, by the values that their data have in one field. One that is being done
   * is done again. Answers the values for which there is a job.
   */
  hasten(tx: Writer, queue: string, field: string, values: readonly string[]): Promise<ReadonlySet<string>>;
  /** Begins to do a queue's jobs in this process. */
  work<T extends object>(work: JobWork<T>): Promise<void>;
  /** Resolves when the queue answers, and this process looks for the jobs that it handles; rejects otherwise. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** The library passes these on to the driver. */
const QUEUE_CONNECTIONS = {
  max: 4,
  application_name: 'tiergraph-jobs',
  connectionTimeoutMillis: 3_000,
  query_timeout: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  // The connection that listens for new jobs; without it they are found by polling.
  notifyHeartbeatIntervalMs: 2_000,
  notifyHeartbeatTimeoutMs: 2_000,
};
/** A worker looks for jobs every second. */
const LOOKED_AT_MS = 10_000;
const NO_JOB = '00000000-0000-0000-0000-000000000000';
const DAY_SECONDS = 86_400;

/** Nothing that waits is deleted for a year, and what failed is kept for somebody to look at it. */
const KEPT = { retentionSeconds: 365 * DAY_SECONDS, deleteAfterSeconds: 30 * DAY_SECONDS };

/** Where the library tells of new jobs, with the queue's name as the payload. */
const CHANNEL = `select 'pgboss_' || left(encode(sha224('${JOBS_SCHEMA}'::bytea), 'hex'), 24) as channel`;

/**
 * Opens the job queue, which is the outbox too: a job sent in a transaction commits with it. The library keeps the tables;
 * the jobs are claimed and done by a worker of our own, whose claims end within seconds when its process dies.
 *
 * @param soleWorker true when no other process can be working: jobs that a killed process left active start again at once
 */
export async function openJobs(address: DatabaseAddress, logger: Logger, soleWorker: boolean): Promise<Jobs> {
  const boss = new PgBoss({
    ...(address.kind === 'pglite'
      ? { db: fromPglite(address.pglite), backend: 'pglite' as const }
      : { connectionString: address.url, Client: watchedClient(address.url), ...QUEUE_CONNECTIONS }),
    schema: JOBS_SCHEMA,
    schedule: false,
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 60,
    maintenanceIntervalSeconds: 600,
  });
  boss.on('error', (error) => logger.error({ err: error }, 'job queue failed'));
  await boss.start();
  const db = boss.getDb();
  await buildJobIndexes(db, address);
  if (soleWorker) {
    await db.executeSql(`update ${JOBS_SCHEMA}.job set state = 'retry', start_after = now() where state = 'active'`);
  }
  const working = createWorking(db, logger);
  return {
    async createQueues(queues) {
      for (const { name, options } of queues) {
        const kept = { ...KEPT, ...options, notify: true };
        await boss.createQueue(name, kept);
        // A queue that was there before gets its present options.
        await boss.updateQueue(name, kept);
        // Reads the queue into the library's memory: it would otherwise do so at the first job that is sent, outside of
        // that job's transaction, and on a single connection wait for itself.
        await boss.findJobs(name, { id: NO_JOB });
      }
    },
    async enqueue(tx, queue, data, options = {}) {
      await boss.send(queue, data, { ...options, db: statementsIn(tx) });
    },
    add: (queue, data, options = {}) => boss.send(queue, data, options),
    async waiting<T extends object>(queue: string) {
      const jobs = await boss.findJobs<T>(queue, { queued: true });
      return jobs
        .map(({ id, createdOn, data }) => ({ id, createdAt: createdOn, data }))
        .toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    },
    async remove(queue, id) {
      await boss.deleteJob(queue, id);
    },
    hasten: async (tx, queue, field, values) => new Set(await hastenJobs(statementsIn(tx), { queue, field, values })),
    work: (work) => working.add(work),
    async check() {
      await db.executeSql('select 1');
      await working.check();
    },
    async stop() {
      await working.stop();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

interface Working {
  readonly worker: JobWorker;
  readonly listening: { close(): Promise<void> } | undefined;
}

/** The worker of this process, which is there once it has a queue to work on. */
function createWorking(db: Db, logger: Logger) {
  let working: Promise<Working> | undefined;

  async function start(): Promise<Working> {
    const worker = new JobWorker(db, logger);
    const { rows } = await db.executeSql(CHANNEL);
    const [{ channel } = { channel: '' }] = rows as readonly { readonly channel: string }[];
    const listening = await db.listen?.(
      channel,
      (queue) => worker.wake(queue),
      () => worker.wake(),
    );
    return { worker, listening };
  }

  return {
    async add<T extends object>(work: JobWork<T>): Promise<void> {
      working ??= start();
      // The queue holds what was put into it as T.
      (await working).worker.add(work as JobWork<object>);
    },
    async check(): Promise<void> {
      const sinceMs = (await working)?.worker.sinceLookedMs() ?? 0;
      if (sinceMs > LOOKED_AT_MS) throw new Unwell('nobody looks for jobs');
    },
    async stop(): Promise<void> {
      const stopped = await working;
      working = undefined;
      await stopped?.worker.stop();
      await stopped?.listening?.close();
    },
  };
}
