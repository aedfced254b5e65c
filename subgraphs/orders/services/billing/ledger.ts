import type { Writer } from '../../../shared/database/transaction.ts';
import type { OrderRow } from '../../entities/order.ts';

/** A movement of an account's credit. */
export interface LedgerMovement {
  readonly kind: 'RESERVED' | 'CHARGED' | 'RELEASED';
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
}

/** Records one movement of the credit of an order's reseller. */
export async function recordMovement(
  tx: Writer,
  order: Pick<OrderRow, 'id' | 'resellerId' | 'currency'>,
  { kind, amountMinor, occurredAt }: LedgerMovement,
): Promise<void> {
  await tx.execute(
    `insert into orders.ledger_entry (account_id, order_id, kind, amount_minor, currency, occurred_at)
     values (?, ?, ?, ?::bigint, ?, ?)`,
    [order.resellerId, order.id, kind, String(amountMinor), order.currency, occurredAt],
  );
}
