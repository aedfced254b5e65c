import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Bus } from './bus.ts';
import type { Jobs } from './jobs.ts';

/** Tells the other subgraphs what happened: the fact leaves if and only if the transaction commits. */
export interface Outbox {
  append(em: EntityManager, subject: string, data: object): Promise<void>;
  /** Starts carrying facts to the bus, one after the other. */
  relay(): Promise<void>;
}

interface Fact {
  readonly id: string;
  readonly subject: string;
  readonly data: object;
}

/** Opens a subgraph's outbox: a queue of jobs, each of which publishes one fact. */
export async function openOutbox(subgraph: string, jobs: Jobs, bus: Bus): Promise<Outbox> {
  const queue = `${subgraph}.publish`;
  await jobs.createQueues([
    { name: queue, options: { retryLimit: 1_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 } },
  ]);
  return {
    append(em, subject, data) {
      const fact: Fact = { id: randomUUID(), subject: `${subgraph}.${subject}`, data };
      return jobs.enqueue(em, queue, fact);
    },
    relay: () => jobs.work<Fact>(queue, 1, (fact) => bus.publish(fact)),
  };
}
