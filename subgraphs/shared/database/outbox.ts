import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { FactNotHandled, type Bus, type BusMessage } from '../messaging/bus.ts';
import { FACT_RETRIES, reasonOf } from '../messaging/failed-fact.ts';
import { isOutage } from './outage.ts';
import type { Writer } from './transaction.ts';
import type { JobQueue, Jobs } from '../messaging/jobs.ts';
import { TryAgain, type RunningJob } from '../messaging/running-job.ts';

/** Tells the other subgraphs what happened: the fact leaves if and only if the transaction commits. */
export interface Outbox {
  append(tx: Writer, subject: string, data: object): Promise<void>;
  /** Starts carrying facts to the bus, one after the other. */
  relay(): Promise<void>;
}

interface Fact {
  readonly id: string;
  readonly subject: string;
  readonly data: object;
}

/** A fact that consumers of the same process could not handle, as it lies in the queue. */
export interface ParkedFact {
  readonly fact: Fact;
  readonly failures: readonly { readonly consumer: string; readonly reason: string }[];
}

const DAY_SECONDS = 86_400;

/** The queue of the jobs that nobody works on: facts that wait for somebody to look, for thirty days. */
export const PARKED_QUEUE: JobQueue = { name: 'facts.parked', options: { retentionSeconds: 30 * DAY_SECONDS } };

/** A fact waits for a bus that is away however long it takes: a year, tried at least once a minute. */
export const KEPT_UNTIL_CARRIED = { retryLimit: 600_000, retentionSeconds: 365 * DAY_SECONDS };

/** Facts leave one after the other; so many of them are claimed at once. */
const CLAIMED_FACTS = 50;

interface OutboxParts {
  readonly jobs: Jobs;
  readonly bus: Bus;
  readonly logger: Logger;
  /** After so many tries a fact that a consumer of this process cannot handle is parked. */
  readonly maxTries?: number;
}

/** The name of the queue that a subgraph's facts wait in. */
export function publishQueue(subgraph: string): string {
  return `${subgraph}.publish`;
}

/** Opens a subgraph's outbox: a queue of jobs, each of which publishes one fact. */
export async function openOutbox(subgraph: string, parts: OutboxParts): Promise<Outbox> {
  const { jobs } = parts;
  const queue = publishQueue(subgraph);
  await jobs.createQueues([
    { name: queue, options: { retryDelay: 1, retryBackoff: true, retryDelayMax: 60 } },
    PARKED_QUEUE,
  ]);
  const carry = createCarrier(parts);
  return {
    append(tx, subject, data) {
      const fact: Fact = { id: randomUUID(), subject: `${subgraph}.${subject}`, data };
      return jobs.enqueue(tx, queue, fact, KEPT_UNTIL_CARRIED);
    },
    relay: () => jobs.work<Fact>({ queue, concurrency: 1, claims: CLAIMED_FACTS, handler: carry }),
  };
}

/** Publishes facts. While the bus is away they wait; what a consumer of this process cannot handle is parked. */
function createCarrier({
  jobs,
  bus,
  logger,
  maxTries = FACT_RETRIES.maxTries,
}: OutboxParts): (fact: Fact, job: RunningJob) => Promise<void> {
  let isAway = false;

  function waitFor(error: unknown): never {
    if (!isAway) logger.warn({ reason: reasonOf(error) }, 'the bus takes no facts; they wait in the outbox');
    isAway = true;
    throw new TryAgain('the bus is away', { cause: error });
  }

  return async (fact, job) => {
    const { tries } = job;
    // Whoever has taken it over publishes it.
    job.assertHeld();
    try {
      await bus.publish(fact satisfies BusMessage);
      if (isAway) logger.info('the bus takes facts again');
      isAway = false;
    } catch (error) {
      if (!(error instanceof FactNotHandled)) waitFor(error);
      if (tries < maxTries || error.failures.every((failure) => isOutage(failure.error))) {
        logger.debug({ err: error, subject: fact.subject, tries }, 'fact not handled, it will be tried again');
        throw new TryAgain(error.message, { cause: error });
      }
      const failures = error.failures.map((one) => ({ consumer: one.consumer, reason: reasonOf(one.error) }));
      const parkedAs = await jobs.add(PARKED_QUEUE.name, { fact, failures } satisfies ParkedFact);
      const { subject, id } = fact;
      logger.error(
        { subject, id, tries, failures, parkedAs },
        `a fact could not be handled; it is in ${PARKED_QUEUE.name}`,
      );
    }
  };
}
