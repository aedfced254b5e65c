import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';

/** The queue of card payments to be captured: a processor that is away is asked until it answers. */
export const CAPTURE_QUEUE = {
  name: 'orders.capture-payment',
  options: { retryLimit: 10_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 },
};

export interface CaptureJob {
  readonly orderId: Id<'ord'>;
  /** What is taken of the blocked amount; zero releases all of it. A decimal text, since JSON has no large integers. */
  readonly amountMinor: string;
}

/**
 * Takes what an order costs from the card that was authorised for it, then records that. A job that is repeated after a
 * crash in between asks the processor again, which captures an authorisation once.
 */
export async function capturePayment(
  { read, write, deps }: WorkContext,
  { orderId, amountMinor }: CaptureJob,
): Promise<void> {
  const [payment] = await read.query<{ readonly authorisation_id: string }>(
    `select authorisation_id from orders.card_payment where order_id = ? and status = 'AUTHORISED'`,
    [orderId],
  );
  if (payment === undefined) return;
  const amount = BigInt(amountMinor);
  await deps.payments.capture(payment.authorisation_id, amount);
  await write(
    (tx) =>
      tx.execute(
        `update orders.card_payment set status = ?, captured_minor = ?::bigint
         where order_id = ? and status = 'AUTHORISED'`,
        [amount > 0n ? 'CAPTURED' : 'VOIDED', amountMinor, orderId],
      ),
    'capture',
  );
}
