import type { Statement } from '../../../shared/database/question.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { OrderRow } from '../../entities/order.ts';

/** A movement of an account's credit. */
export interface LedgerMovement {
  readonly kind: 'RESERVED' | 'CHARGED' | 'RELEASED';
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
}

/** An order as far as a movement depends on it. */
export type MovedOrder = Pick<OrderRow, 'id' | 'resellerId' | 'currency'>;

/** The statement that records one movement of the credit of an order's reseller. */
export function insertMovement(
  { id, resellerId, currency }: MovedOrder,
  { kind, amountMinor, occurredAt }: LedgerMovement,
): Statement {
  return {
    sql: `insert into orders.ledger_entry (account_id, order_id, kind, amount_minor, currency, occurred_at)
     values (?, ?, ?, ?::bigint, ?, ?)`,
    values: [resellerId, id, kind, String(amountMinor), currency, occurredAt],
  };
}

/** Records one movement of the credit of an order's reseller. */
export async function recordMovement(tx: Writer, order: MovedOrder, movement: LedgerMovement): Promise<void> {
  const { sql, values } = insertMovement(order, movement);
  await tx.execute(sql, values);
}
