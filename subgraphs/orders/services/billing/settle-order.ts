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
  if (reservedMinor === 0n) return;
  if (order.paymentMethod === 'CREDIT_CARD') {
    const job: CaptureJob = { orderId: order.id, amountMinor: String(chargedMinor) };
    await deps.jobs.enqueue(tx, CAPTURE_QUEUE.name, job);
    return;
  }
  const occurredAt = deps.now();
  const sellerId = await sellerOf(tx, order);
  const movements = insertMovements({ ...order, sellerId }, [
    { kind: 'CHARGED', amountMinor: chargedMinor, occurredAt },
    { kind: 'RELEASED', amountMinor: reservedMinor - chargedMinor, occurredAt },
  ]);
  await tx.execute(
    `with charged as (
       update orders.credit set reserved_minor = reserved_minor - ?::bigint, balance_minor = balance_minor + ?::bigint
       where account_id = ? and seller_id = ? and currency = ?
     ) ${movements.sql}`,
    [String(reservedMinor), String(chargedMinor), order.resellerId, sellerId, order.currency, ...movements.values],
  );
}

/**
 * To whom the reseller owes the order: the account that it bought from when it was placed, whoever sells to it now. The release
 * before has not written that with a reservation; there was one pair then.
 */
async function sellerOf(tx: Writer, { id, resellerId, currency }: OrderRow): Promise<string> {
  const [row] = await tx.query<{ readonly seller_id: string | null }>(
    `select coalesce(
       (select seller_id from orders.ledger_entry where order_id = ? and kind = 'RESERVED'),
       (select seller_id from orders.credit where account_id = ? and currency = ? order by decided_at limit 1)
     ) as seller_id`,
    [id, resellerId, currency],
  );
  return row?.seller_id ?? '';
}
