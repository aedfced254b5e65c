import type { Writer } from '../../../shared/database/transaction.ts';
import type { OrdersDeps } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { Settlement } from '../../rules/billing/settlement.ts';
import { CAPTURE_QUEUE, type CaptureJob } from './capture-payment.ts';
import { insertMovements } from './ledger.ts';

/**
 * Charges an order that has ended, and releases the rest of what was reserved or blocked for it. The card processor is
 * called by a job, so that this transaction waits for nobody.
 */
export async function settleOrder(
  tx: Writer,
  deps: Pick<OrdersDeps, 'jobs' | 'now'>,
  order: OrderRow,
  { reservedMinor, chargedMinor }: Settlement,
): Promise<void> {
  if (order.paymentMethod === 'CREDIT_CARD') {
    const job: CaptureJob = { orderId: order.id, amountMinor: String(chargedMinor) };
    await deps.jobs.enqueue(tx, CAPTURE_QUEUE.name, job);
    return;
  }
  const occurredAt = deps.now();
  const movements = insertMovements(order, [
    { kind: 'CHARGED', amountMinor: chargedMinor, occurredAt },
    { kind: 'RELEASED', amountMinor: reservedMinor - chargedMinor, occurredAt },
  ]);
  await tx.execute(
    `with charged as (
       update orders.credit set reserved_minor = reserved_minor - ?::bigint, balance_minor = balance_minor + ?::bigint
       where account_id = ?
     ) ${movements.sql}`,
    [String(reservedMinor), String(chargedMinor), order.resellerId, ...movements.values],
  );
}
