import type { Writer } from '../../../shared/database/transaction.ts';
import type { JobQueue, Jobs } from '../../../shared/messaging/jobs.ts';

/** The queue of looking for price lists of which resellers are to be told. */
export const NOTICE_QUEUE: JobQueue = {
  name: 'catalog.price-notices',
  options: { retryLimit: 20, retryDelay: 5, retryBackoff: true, retryDelayMax: 600 },
};

const HOUR_S = 3_600;

/** Has price lists looked for at once, after one was published. */
export async function lookForNotices(tx: Writer, jobs: Jobs): Promise<void> {
  await jobs.enqueue(tx, NOTICE_QUEUE.name, {});
}

/**
 * Has price lists looked for now and every hour; of all processes that ask within the same hour, one is heard. The returned
 * function ends that.
 */
export function startLookingForNotices(jobs: Jobs): () => void {
  const look = (): void => {
    const hourly = { singletonKey: 'hourly', singletonSeconds: HOUR_S };
    // One that cannot be put down is put down an hour later.
    void jobs.add(NOTICE_QUEUE.name, {}, hourly).catch(() => undefined);
  };
  look();
  const timer = setInterval(look, HOUR_S * 1_000).unref();
  return () => clearInterval(timer);
}
