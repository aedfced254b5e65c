import type { EntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { OrdersServices } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import { lineTotalMinor, tierOf } from '../../rules/billing/tier-price.ts';

/** What the order's reseller pays for some of its lines, in minor units. */
export function payableMinor(
  order: Pick<OrderRow, 'resellerId'>,
  lines: readonly Pick<OrderLineRow, 'tiers' | 'quantity'>[],
): bigint {
  return lines.reduce((total, line) => {
    const tier = tierOf(line.tiers, order.resellerId);
    invariant(tier, 'the reseller of an order is on the way to the customer');
    return total + lineTotalMinor(tier.unitMinor, line.quantity);
  }, 0n);
}

/** Charges what was provisioned and releases the rest of what was reserved or blocked. */
export async function settleOrder(
  services: OrdersServices,
  em: EntityManager,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<void> {
  const reserved = payableMinor(order, lines);
  const charged = payableMinor(
    order,
    lines.filter(({ status }) => status === 'COMPLETED'),
  );
  if (order.paymentMethod === 'CREDIT_CARD') {
    const rows = await em.execute<{ authorisation_id: string }[]>(
      `update orders.card_payment set status = ?, captured_minor = ? where order_id = ? and status = 'AUTHORISED'
       returning authorisation_id`,
      [charged > 0n ? 'CAPTURED' : 'VOIDED', String(charged), order.id],
    );
    for (const row of rows) await services.payments.capture(row.authorisation_id, charged);
    return;
  }
  await em.execute(
    `update orders.credit set reserved_minor = reserved_minor - ?::bigint, balance_minor = balance_minor + ?::bigint
     where account_id = ?`,
    [String(reserved), String(charged), order.resellerId],
  );
  const occurredAt = services.now();
  await writeLedger(em, order, { kind: 'CHARGED', amountMinor: charged, occurredAt });
  await writeLedger(em, order, { kind: 'RELEASED', amountMinor: reserved - charged, occurredAt });
}

/** A movement of an account's credit. */
export interface LedgerMovement {
  readonly kind: 'RESERVED' | 'CHARGED' | 'RELEASED';
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
}

/** Writes one movement of the credit of an order's reseller. */
export async function writeLedger(
  em: EntityManager,
  order: Pick<OrderRow, 'id' | 'resellerId' | 'currency'>,
  { kind, amountMinor, occurredAt }: LedgerMovement,
): Promise<void> {
  await em.execute(
    `insert into orders.ledger_entry (account_id, order_id, kind, amount_minor, currency, occurred_at)
     values (?, ?, ?, ?::bigint, ?, ?)`,
    [order.resellerId, order.id, kind, String(amountMinor), order.currency, occurredAt],
  );
}
