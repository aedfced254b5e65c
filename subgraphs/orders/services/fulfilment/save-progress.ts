import type { Writer } from '../../../shared/database/transaction.ts';
import { TakenOver, type OpenOrder } from './open-order.ts';

/**
 * Writes an order, its fulfilment and its lines as they are after a step, in one statement. Throws TakenOver when somebody
 * else has written this step.
 *
 * @param stepsDone how many steps were done before
 */
export async function saveProgress(
  tx: Writer,
  { order, fulfilment, lines }: OpenOrder,
  stepsDone: number,
): Promise<void> {
  const rows = await tx.execute(
    `with step as (
       update orders.fulfilment set step = ?, steps_done = ?, fencing = fencing + 1, checkout_sent_at = ?,
         vendor_customer_id = ?, vendor_cart_id = ?, agreement_needed_since = ?, changed_at = ?,
         needs_attention = ?
       where order_id = ? and steps_done = ? returning order_id
     ), placed as (
       update orders."order" as placed set status = ?, completed_at = ? from step
       where placed.id = step.order_id
     )
     update orders.order_line as line set status = now.status, error = now.error, stage = now.stage,
       vendor_order_id = now.vendor_order_id, vendor_line_number = now.vendor_line_number
     from step, jsonb_to_recordset(?::jsonb) as now (
       id text, status text, error jsonb, stage text, vendor_order_id text, vendor_line_number int)
     where line.order_id = step.order_id and line.id = now.id
     returning line.id`,
    [
      fulfilment.step,
      fulfilment.stepsDone,
      fulfilment.checkoutSentAt ?? null,
      fulfilment.vendorCustomerId ?? null,
      fulfilment.vendorCartId ?? null,
      fulfilment.agreementNeededSince ?? null,
      fulfilment.changedAt ?? null,
      fulfilment.needsAttention,
      order.id,
      stepsDone,
      order.status,
      order.completedAt ?? null,
      JSON.stringify(
        lines.map(({ id, status, error, stage, vendorOrderId, vendorLineNumber }) => ({
          id,
          status,
          error,
          stage,
          vendor_order_id: vendorOrderId,
          vendor_line_number: vendorLineNumber,
        })),
      ),
    ],
  );
  if (rows.length === 0) throw new TakenOver(order.id);
}
