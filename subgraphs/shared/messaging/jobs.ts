import { PgBoss, fromKysely, fromPglite, type QueueOptions, type SendOptions, type WipData } from 'pg-boss';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../database/database.ts';
import type { Writer } from '../database/transaction.ts';
import { watchedClient } from '../database/watch-pool.ts';
import { Unwell } from '../process/health.ts';

/** The names of the queues of a subgraph start with its own name: `orders.provision`. */
export interface JobQueue {
  readonly name: string;
  readonly options: Omit<QueueOptions, 'notify'> & { readonly heartbeatSeconds?: number };
}

export interface WaitingJob<T> {
  readonly id: string;
  readonly createdAt: Date;
  readonly data: T;
}

/** @param tries which try of the job this is, the first of which is 1 */
export type JobHandler<T extends object> = (data: T, signal: AbortSignal, tries: number) => Promise<void>;

/** Thrown by a handler whose job is to be tried again, without a line in the log: the handler tells of it itself. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
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
  /** Handles a queue's jobs in this process; a handler that throws has its job tried again. */
  work<T extends object>(queue: string, concurrency: number, handler: JobHandler<T>): Promise<void>;
  /** Resolves when the queue answers, and this process looks for the jobs that it handles; rejects otherwise. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

const SCHEMA = 'jobs';
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
/** Each queue is looked at every second by whoever handles its jobs. */
const LOOKED_AT_MS = 10_000;
const NO_JOB = '00000000-0000-0000-0000-000000000000';

/**
 * Opens the job queue, which is the outbox too: a job sent in a transaction commits with it.
 *
 * @param soleWorker true when no other process can be working: jobs that a killed process left active start again at once
 */
export async function openJobs(address: DatabaseAddress, logger: Logger, soleWorker: boolean): Promise<Jobs> {
  const boss = new PgBoss({
    ...(address.kind === 'pglite'
      ? { db: fromPglite(address.pglite), backend: 'pglite' as const }
      : { connectionString: address.url, Client: watchedClient(address.url), ...QUEUE_CONNECTIONS }),
    schema: SCHEMA,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => logger.error({ err: error }, 'job queue failed'));
  await boss.start();
  if (soleWorker) {
    await boss
      .getDb()
      .executeSql(`update ${SCHEMA}.job set state = 'retry', start_after = now() where state = 'active'`);
  }
  return {
    async createQueues(queues) {
      for (const { name, options } of queues) {
        await boss.createQueue(name, { ...options, notify: true });
        // Reads the queue into the library's memory: it would otherwise do so at the first job that is sent, outside of
        // that job's transaction, and on a single connection wait for itself.
        await boss.findJobs(name, { id: NO_JOB });
      }
    },
    async enqueue(tx, queue, data, options = {}) {
      await boss.send(queue, data, { ...options, db: fromKysely(tx.transaction as Parameters<typeof fromKysely>[0]) });
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
    async work<T extends object>(queue: string, concurrency: number, handler: JobHandler<T>) {
      const options = { localConcurrency: concurrency, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
      const worker: string = await boss.work<T>(queue, options, async (jobs) => {
        for (const job of jobs) {
          await handler(job.data, job.signal, job.retryCount + 1).catch((error: unknown) => {
            if (error instanceof TryAgain) throw error;
            logger.error({ err: error, queue, jobId: job.id }, 'job failed, it will be tried again');
            throw error;
          });
        }
        // Where one job was, the next may be: looking at once instead of at the next poll drains a backlog.
        setImmediate(() => boss.notifyWorker(worker));
      });
    },
    async check() {
      await boss.getDb().executeSql('select 1');
      const neglected = boss.getWipData().find(isNeglected);
      if (neglected !== undefined) throw new Unwell(`nobody looks for jobs in ${neglected.name}`);
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** Whether somebody who has nothing to do has not looked for a job for long: this must have got stuck. */
function isNeglected({ state, count, lastFetchedOn, createdOn }: WipData): boolean {
  return state === 'active' && count === 0 && Date.now() - (lastFetchedOn ?? createdOn) > LOOKED_AT_MS;
}
