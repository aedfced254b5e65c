import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps } from '../../context.ts';

/** The queue that takes orders through their steps. When a worker dies, its job is taken over as its heartbeat stops. */
export const PROVISION_QUEUE = {
  name: 'orders.provision',
  options: {
    retryLimit: 10_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 120,
    heartbeatSeconds: 10,
  },
};

export interface ProvisionJob {
  readonly orderId: Id<'ord'>;
  /** The number of steps that were done when the job was added. */
  readonly stepsDone: number;
}

/** Asks for the next step of an order, after a pause when one is given. */
export async function enqueueStep(
  tx: Writer,
  { jobs, now }: Pick<OrdersDeps, 'jobs' | 'now'>,
  job: ProvisionJob,
  afterMs = 0,
): Promise<void> {
  const startAfter = new Date(now().getTime() + afterMs);
  await jobs.enqueue(tx, PROVISION_QUEUE.name, job, afterMs === 0 ? {} : { startAfter });
}
