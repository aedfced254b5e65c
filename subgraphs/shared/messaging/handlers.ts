import type { Bus } from './bus.ts';
import { checkVersion } from './fact-version.ts';
import { callAt } from '../process/failpoint.ts';
import type { JobQueue, Jobs } from './jobs.ts';
import type { ExhaustedJob, RunningJob } from './running-job.ts';

/** What is done with a fact that another subgraph tells. */
export interface FactHandler<Context> {
  /** Dotted, the owner first: `accounts.account-changed`. */
  readonly subject: string;
  readonly handle: (context: Context, data: unknown) => Promise<void>;
}

/** What is done with the jobs of a queue. */
export interface JobHandler<Context> {
  readonly queue: JobQueue;
  /** How many jobs of the queue one process does at the same time. */
  readonly concurrency: number;
  readonly handle: (context: Context, data: object, job: RunningJob) => Promise<void>;
}

/** A context that knows the time. */
interface Timed {
  readonly deps: { readonly now: () => Date };
}

/** How new a fact says that it is: a number that grows with each change, or the moment of a decision. */
export type FactVersion = number | string;

/**
 * An entry of a table of facts that state how something is now. `Data` is what the owner of the fact promises to tell. Such
 * a fact may come late or again, so it says how new it is, and its handler writes only what is newer than what it has. One
 * without a version, or with a moment that has not come yet, is not handled.
 */
export function onFact<Context extends Timed, Data>(
  subject: string,
  versionOf: (data: Data) => FactVersion,
  handle: (context: Context, data: Data) => Promise<void>,
): FactHandler<Context> {
  return {
    subject,
    async handle(context, data) {
      checkVersion(versionOf(data as Data), context.deps.now());
      await handle(context, data as Data);
    },
  };
}

/**
 * An entry of a table of facts that ask for something, or say that something has ended for good. They may come again at any
 * time, whatever was told since.
 */
export function onRequest<Context, Data>(
  subject: string,
  handle: (context: Context, data: Data) => Promise<void>,
): FactHandler<Context> {
  return { subject, handle: (context, data) => handle(context, data as Data) };
}

/** An entry of a table of jobs. `Data` is what this subgraph itself put into the queue. */
export function onJob<Context, Data extends object>(
  queue: JobQueue,
  concurrency: number,
  handle: (context: Context, data: Data, job: RunningJob) => Promise<void>,
): JobHandler<Context> {
  return { queue, concurrency, handle: (context, data, job) => handle(context, data as Data, job) };
}

/** A subgraph's work besides answering: the facts that it follows and the jobs that it does. */
export interface Work<Context> {
  /** The subgraph's name, under which the bus remembers what it has handled. */
  readonly consumer: string;
  readonly context: Context;
  readonly facts: readonly FactHandler<Context>[];
  readonly jobs: readonly JobHandler<Context>[];
  /** Told of each job of these queues that failed on its last try; by default the log alone is. */
  readonly onExhausted?: (context: Context, job: ExhaustedJob) => Promise<void>;
}

/** Begins to handle a subgraph's facts and jobs in this process. */
export async function startWork<Context>(
  { bus, jobs }: { readonly bus: Bus; readonly jobs: Jobs },
  work: Work<Context>,
): Promise<void> {
  const { consumer, context, onExhausted } = work;
  for (const { subject, handle } of work.facts) {
    await bus.consume(consumer, subject, ({ data }) => callAt('fact', () => handle(context, data)));
  }
  for (const { queue, concurrency, handle } of work.jobs) {
    await jobs.work({
      queue: queue.name,
      concurrency,
      handler: (data, job) => handle(context, data, job),
      ...(onExhausted === undefined ? {} : { onExhausted: (job: ExhaustedJob) => onExhausted(context, job) }),
    });
  }
}
