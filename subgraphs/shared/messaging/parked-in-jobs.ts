import type { Jobs } from './jobs.ts';
import { KEPT_UNTIL_CARRIED, PARKED_QUEUE, publishQueue, type ParkedFact } from '../database/outbox.ts';

/** The parked facts of the embedded form, which lie among the jobs of its database. */
export function parkedInJobs(jobs: Jobs) {
  return {
    /** All of them, the oldest first. */
    async list() {
      const found = await jobs.waiting<ParkedFact>(PARKED_QUEUE.name);
      return found.map(({ id, createdAt, data: { fact, failures } }) => ({
        id,
        parkedAt: createdAt,
        subject: fact.subject,
        reasons: failures.map(({ consumer, reason }) => `${consumer}: ${reason}`),
      }));
    },
    /** Puts one of them back into the outbox that it came from. Throws when there is none with this id. */
    async redeliver(id: string): Promise<void> {
      const found = (await jobs.waiting<ParkedFact>(PARKED_QUEUE.name)).find((one) => one.id === id);
      if (found === undefined) throw new Error(`There is no parked fact with the id ${id}.`);
      const { fact } = found.data;
      await jobs.add(publishQueue(fact.subject.replace(/\..*$/, '')), fact, KEPT_UNTIL_CARRIED);
      await jobs.remove(PARKED_QUEUE.name, id);
    },
  };
}
