import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps, WorkContext } from '../../context.ts';

/** The queue that checks whether an amount that was blocked on a card belongs to an order. */
export const PAYMENT_GUARD_QUEUE = {
  name: 'orders.payment-guard',
  options: { retryLimit: 10_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 },
};

/** No order takes this long to place: by then it exists, or never will. */
const GUARD_AFTER_SECONDS = 600;

/** The order that an amount is about to be blocked for. */
export interface PaymentGuardJob {
  readonly orderId: Id<'ord'>;
}

/** Sets the guard of a payment before the card processor is asked: should this process die, the amount is released. */
export async function guardPayment({ jobs }: Pick<OrdersDeps, 'jobs'>, orderId: Id<'ord'>): Promise<void> {
  const job: PaymentGuardJob = { orderId };
  await jobs.add(PAYMENT_GUARD_QUEUE.name, job, { startAfter: GUARD_AFTER_SECONDS });
}

/** Releases the amount that was blocked for an order which has not come into being. */
export async function releaseAbandonedPayment(
  { read, deps }: WorkContext,
  { orderId }: PaymentGuardJob,
): Promise<void> {
  const orders = await read.query('select 1 from orders."order" where id = ?', [orderId]);
  if (orders.length === 0) await deps.payments.release(orderId);
}
