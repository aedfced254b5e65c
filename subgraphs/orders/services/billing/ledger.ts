import type { Statement } from '../../../shared/database/sql.ts';
import type { OrderRow } from '../../entities/order.ts';

/** A movement of an account's credit. */
export interface LedgerMovement {
  readonly kind: 'RESERVED' | 'CHARGED' | 'RELEASED';
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
}

/** An order as far as a movement depends on it. */
export interface MovedOrder extends Pick<OrderRow, 'id' | 'resellerId' | 'currency'> {
  /** The account to which its reseller owes it. */
  readonly sellerId: string;
}

/** The statement that records one movement of the credit of an order's reseller. */
export function insertMovement(order: MovedOrder, movement: LedgerMovement): Statement {
  return insertMovements(order, [movement]);
}

/** The statement that records movements of the credit of an order's reseller, in this order. */
export function insertMovements(
  { id, resellerId, sellerId, currency }: MovedOrder,
  movements: readonly LedgerMovement[],
): Statement {
  return {
    sql: `insert into orders.ledger_entry (account_id, seller_id, order_id, kind, amount_minor, currency, occurred_at)
     values ${movements.map(() => '(?, ?, ?, ?, ?::bigint, ?, ?)').join(', ')}`,
    values: movements.flatMap(({ kind, amountMinor, occurredAt }) => [
      resellerId,
      sellerId,
      id,
      kind,
      String(amountMinor),
      currency,
      occurredAt,
    ]),
  };
}
