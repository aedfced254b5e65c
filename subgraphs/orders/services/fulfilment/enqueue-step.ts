import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps } from '../../context.ts';

/** The queue that takes orders through their steps. An order has one job, which waits for its next step from step to step. */
export const PROVISION_QUEUE = {
  name: 'orders.provision',
  options: {
    retryLimit: 10_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
  },
};

export interface ProvisionJob {
  readonly orderId: Id<'ord'>;
  /** The number of steps that are done. */
  readonly stepsDone: number;
}

/** Asks for the next step of an order that has no job. */
export async function enqueueStep(tx: Writer, { jobs }: Pick<OrdersDeps, 'jobs'>, job: ProvisionJob): Promise<void> {
  await jobs.enqueue(tx, PROVISION_QUEUE.name, job);
}

/** Lets the jobs of orders look at them at once: something has happened that they wait for. Answers those that have a job. */
export async function hastenSteps(
  tx: Writer,
  { jobs }: Pick<OrdersDeps, 'jobs'>,
  orderIds: readonly Id<'ord'>[],
): Promise<ReadonlySet<string>> {
  return await jobs.hasten(tx, PROVISION_QUEUE.name, 'orderId' satisfies keyof ProvisionJob, orderIds);
}
