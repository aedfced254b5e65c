import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { oneAtATime } from '../process/one-at-a-time.ts';
import { beat, endAndClaim, failJob, handBack, type ClaimedRow, type Statements } from './job-rows.ts';
import { HeldJob, JobLost, TryAgain, type JobWork } from './running-job.ts';

/** How often a worker tells that it holds its jobs, frees those of dead workers, and looks for jobs that are due. */
const BEAT_MS = 1_000;
/** How long jobs that run may take to end when their process stops. */
const GRACE_MS = 10_000;

/** A queue that this process works on. */
interface WorkedQueue extends JobWork<object> {
  /** Claimed jobs whose turn has not come. */
  readonly next: HeldJob[];
  running: number;
}

/** Does the jobs of some queues in this process, and takes over those of processes that have died. */
export class JobWorker {
  readonly #db: Statements;
  readonly #logger: Logger;
  readonly #queues = new Map<string, WorkedQueue>();
  readonly #held = new Set<HeldJob>();
  readonly #handling = new Set<Promise<void>>();
  /** PGlite tells of a job within the transaction that adds it; what is done then must not belong to that transaction. */
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #turn = oneAtATime(() => this.#endAndClaim());
  readonly #beat = oneAtATime(() => this.#keepClaims());
  readonly #timer: NodeJS.Timeout;
  #ended: HeldJob[] = [];
  #isStopping = false;
  #lookedAtMs = performance.now();

  constructor(db: Statements, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.#beat.run(), BEAT_MS);
  }

  add(work: JobWork<object>): void {
    this.#queues.set(work.queue, { ...work, next: [], running: 0 });
    this.wake();
  }

  /** Looks for jobs now: of one queue, or of all of them. */
  wake(queue?: string): void {
    if (this.#isStopping) return;
    if (queue === undefined || this.#freeSlots().some((free) => free.queue === queue)) {
      this.#outside(() => void this.#turn.run());
    }
  }

  /** How long it has not been able to look for jobs, in milliseconds. */
  sinceLookedMs(): number {
    return performance.now() - this.#lookedAtMs;
  }

  /** Takes no more jobs, lets those that run end for a moment, and gives the others back. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const waiting = [...this.#queues.values()].flatMap(({ next }) => next.splice(0));
    await this.#giveBack(waiting);
    const patience = new AbortController();
    const grace = sleep(GRACE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#handling), grace]);
    patience.abort();
    await this.#turn.run();
    await this.#giveBack([...this.#held]);
    clearInterval(this.#timer);
    await this.#beat.run();
  }

  async #giveBack(jobs: readonly HeldJob[]): Promise<void> {
    if (jobs.length === 0) return;
    for (const job of jobs) this.#held.delete(job);
    await handBack(
      this.#db,
      jobs.map(({ claim }) => claim),
    ).catch((error: unknown) => this.#report(error));
    for (const job of jobs) job.abort();
  }

  /** One statement for everything: what has ended meanwhile leaves, and what is due comes. */
  async #endAndClaim(): Promise<void> {
    const ended = this.#ended.splice(0);
    const free = this.#isStopping ? [] : this.#freeSlots();
    if (ended.length === 0 && free.length === 0) return;
    const askedAtMs = performance.now();
    try {
      const endings = ended.map(({ claim, due }) => ({ ...claim, due }));
      const rows = await endAndClaim(this.#db, endings, free);
      for (const job of ended) this.#forget(job);
      for (const row of rows) this.#take(row, askedAtMs);
    } catch (error) {
      this.#ended.push(...ended);
      this.#report(error);
    }
  }

  #freeSlots(): readonly { readonly queue: string; readonly slots: number }[] {
    return [...this.#queues.values()]
      .filter(({ next }) => next.length === 0)
      .map(({ queue, running, concurrency, claims = concurrency }) => ({ queue, slots: claims - running }))
      .filter(({ slots }) => slots > 0);
  }

  #take(row: ClaimedRow, askedAtMs: number): void {
    const queue = this.#queues.get(row.queue);
    if (queue === undefined) return;
    const job = new HeldJob(row, askedAtMs);
    this.#held.add(job);
    queue.next.push(job);
    this.#begin(queue);
  }

  #begin(queue: WorkedQueue): void {
    while (queue.running < queue.concurrency) {
      const job = queue.next.shift();
      if (job === undefined) return;
      queue.running += 1;
      this.#track(
        this.#handle(queue, job).finally(() => {
          // Where there was room, nothing that is due was left.
          const wasFull = queue.running >= queue.concurrency;
          queue.running -= 1;
          this.#begin(queue);
          if (wasFull || this.#ended.length > 0) this.wake();
        }),
      );
    }
  }

  #track(handled: Promise<void>): void {
    this.#handling.add(handled);
    void handled.finally(() => this.#handling.delete(handled));
  }

  async #handle(work: JobWork<object>, job: HeldJob): Promise<void> {
    try {
      await work.handler(job.data, job);
      if (!job.isSettled) this.#ended.push(job);
      else this.#forget(job);
    } catch (error) {
      await this.#fail(work, job, error);
    }
  }

  /** A job that is due again before the next beat is not kept waiting for it. */
  #forget(job: HeldJob): void {
    this.#held.delete(job);
    const inMs = job.due === null ? BEAT_MS : job.due.getTime() - Date.now();
    if (inMs < BEAT_MS) setTimeout(() => this.wake(), Math.max(0, inMs) + 1).unref();
  }

  async #fail(work: JobWork<object>, job: HeldJob, error: unknown): Promise<void> {
    const { queue, id: jobId } = job.claim;
    if (error instanceof JobLost || job.signal.aborted) {
      this.#logger.debug({ queue, jobId }, 'another worker has the job');
    } else {
      if (!job.isLastTry && !(error instanceof TryAgain)) {
        this.#logger.error({ err: error, queue, jobId }, 'job failed, it will be tried again');
      }
      const isFinal = job.isLastTry && (await this.#giveUp(work, job, error));
      const reason = error instanceof Error ? error.message : String(error);
      // Should this fail, the claim ends by itself, and the job is tried again.
      await failJob(this.#db, job.claim, { reason, isFinal }).catch((failure: unknown) => this.#report(failure));
    }
    this.#held.delete(job);
  }

  /** Tells that a job was tried in vain for the last time. Answers false when nobody could be told. */
  async #giveUp({ onExhausted }: JobWork<object>, job: HeldJob, error: unknown): Promise<boolean> {
    const { queue, id: jobId } = job.claim;
    this.#logger.error({ err: error, queue, jobId, tries: job.tries }, 'a job was given up after its last try');
    try {
      await onExhausted?.({ queue, id: jobId, data: job.data, tries: job.tries, error });
      return true;
    } catch (failure) {
      this.#logger.error({ err: failure, queue, jobId }, 'nobody could be told of a job that was given up');
      return false;
    }
  }

  async #keepClaims(): Promise<void> {
    const jobs = [...this.#held].filter(({ isSettled }) => !isSettled);
    const queues = this.#isStopping ? [] : [...this.#queues.keys()];
    if (jobs.length === 0 && queues.length === 0) return;
    const sentAtMs = performance.now();
    try {
      const claims = jobs.map(({ claim }) => claim);
      const { held, spent, isDue } = await beat(this.#db, claims, queues);
      this.#lookedAtMs = performance.now();
      if (isDue || this.#ended.length > 0) this.wake();
      for (const job of jobs) {
        if (held.has(job.claim.id)) job.keep(sentAtMs);
        else if (this.#held.has(job) && !job.isSettled) job.abort();
      }
      for (const row of spent) this.#track(this.#endSpent(row, sentAtMs));
    } catch (error) {
      this.#report(error);
    }
  }

  /** The last try of a job ended with the death of its worker. */
  async #endSpent(row: ClaimedRow, askedAtMs: number): Promise<void> {
    const work = this.#queues.get(row.queue);
    if (work === undefined) return;
    const job = new HeldJob(row, askedAtMs);
    this.#held.add(job);
    await this.#fail(work, job, new Error('The worker died during the last try'));
  }

  #report(error: unknown): void {
    this.#logger.error({ err: error }, 'job queue failed');
  }
}
