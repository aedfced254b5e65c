import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../../context.ts';

/** The queue that walks orders through their steps. A killed worker's job is taken over when its heartbeat stops. */
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
  readonly orderId: string;
  /** How many steps were done when it was asked for. */
  readonly stepsDone: number;
}

/** Asks for the next step of an order, in the caller's transaction. */
export async function enqueueStep(
  { jobs, now }: Pick<OrdersServices, 'jobs' | 'now'>,
  em: EntityManager,
  job: ProvisionJob,
  afterMs = 0,
): Promise<void> {
  const startAfter = new Date(now().getTime() + afterMs);
  await jobs.enqueue(em, PROVISION_QUEUE.name, job, afterMs === 0 ? {} : { startAfter });
}
