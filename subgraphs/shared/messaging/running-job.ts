import { fromKysely } from 'pg-boss';
import type { Writer } from '../database/transaction.ts';
import { continueJob, endJob, LEASE_SECONDS, type Claim, type ClaimedRow, type Statements } from './job-rows.ts';

/** How a process does the jobs of a queue. */
export interface JobWork<T extends object> {
  readonly queue: string;
  /** How many jobs this process does at the same time. */
  readonly concurrency: number;
  /** How many it claims at a time, those included whose turn has not come; as many as it does unless given. */
  readonly claims?: number;
  /** Does one job. When it throws, the job is tried again. */
  readonly handler: JobHandler<T>;
  /** Told of a job that failed on its last try. When it throws, the job is tried once more. */
  readonly onExhausted?: (job: ExhaustedJob) => Promise<void>;
}

export type JobHandler<T extends object> = (data: T, job: RunningJob) => Promise<void>;

/** A job that was given up. Its row stays in the queue as failed. */
export interface ExhaustedJob {
  readonly queue: string;
  readonly id: string;
  readonly data: object;
  readonly tries: number;
  readonly error: unknown;
}

/** Thrown by a handler whose job is to be tried again, without a line in the log: the handler tells of it itself. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

/** A job that this process does. */
export interface RunningJob {
  /** Aborted when another worker has taken the job over, and when the process stops. */
  readonly signal: AbortSignal;
  /** Which try this is, the first of which is 1. */
  readonly tries: number;
  /**
   * Throws JobLost when another worker may have the job: before an effect that no transaction guards. A process that was
   * paused notices it here.
   */
  assertHeld(): void;
  /** Lets the job be done again at a later time when its handler resolves, as the same row. */
  again(due: Date): void;
  /** Ends the job with the writer's transaction. Throws JobLost when another worker has it. */
  end(tx: Writer): Promise<void>;
  /**
   * Replaces what is to be done with the writer's transaction: from `due` on, or at once by this handler unless given.
   * Throws JobLost when another worker has the job.
   */
  continueWith(tx: Writer, data: object, due?: Date): Promise<void>;
}

/** Another worker has taken the job over: nothing may be written for it any more. */
export class JobLost extends Error {
  override readonly name = 'JobLost';

  constructor({ queue, id }: Claim) {
    super(`the job ${id} of ${queue} is no longer this worker's`);
  }
}

/** The job queue's statements in a writer's transaction. */
export function statementsIn(tx: Writer): Statements {
  return fromKysely(tx.transaction as Parameters<typeof fromKysely>[0]);
}

/** A claimed job, as its worker keeps it while its handler runs. */
export class HeldJob implements RunningJob {
  readonly claim: Claim;
  readonly tries: number;
  readonly isLastTry: boolean;
  readonly data: object;
  /** When the job is to be done again; null when it is done. */
  due: Date | null = null;
  /** A transaction of its handler has ended it or put it back. */
  isSettled = false;
  readonly #lost = new AbortController();
  #keptAtMs: number;

  /** @param askedAtMs when the claim was asked for, by the clock of `performance` */
  constructor({ queue, id, claimed, tries, isLastTry, data }: ClaimedRow, askedAtMs: number) {
    this.claim = { queue, id, claimed };
    this.tries = tries;
    this.isLastTry = isLastTry;
    this.data = data;
    this.#keptAtMs = askedAtMs;
  }

  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** The database has confirmed the claim with a heartbeat that was sent at this moment. */
  keep(sentAtMs: number): void {
    this.#keptAtMs = sentAtMs;
  }

  abort(reason: Error = new JobLost(this.claim)): void {
    this.#lost.abort(reason);
  }

  assertHeld(): void {
    if (!this.signal.aborted && performance.now() - this.#keptAtMs < LEASE_SECONDS * 1_000) return;
    throw new JobLost(this.claim);
  }

  again(due: Date): void {
    this.due = due;
  }

  async end(tx: Writer): Promise<void> {
    if (!(await endJob(statementsIn(tx), this.claim))) throw new JobLost(this.claim);
    this.isSettled = true;
  }

  async continueWith(tx: Writer, data: object, due?: Date): Promise<void> {
    if (!(await continueJob(statementsIn(tx), this.claim, { data, due: due ?? null }))) throw new JobLost(this.claim);
    if (due === undefined) return;
    this.due = due;
    this.isSettled = true;
  }
}
