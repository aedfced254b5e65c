import type { LineRow, OrderRow, Stored } from './evidence.ts';
import type { Violation } from './invariants.ts';

/** Charges equal what was provisioned, reservations are settled with their orders, and no credit is overdrawn. */
export function checkMoney(stored: Stored): readonly Violation[] {
  const lines = Map.groupBy(stored.lines, ({ orderId }) => orderId);
  return [
    ...stored.orders.flatMap((order) => checkOrder(stored, order, lines.get(order.id) ?? [])),
    ...checkCredits(stored),
  ];
}

function wrong(text: string): Violation {
  return { invariant: 4, kind: 'wrong', text };
}

function checkOrder(stored: Stored, order: OrderRow, lines: readonly LineRow[]): readonly Violation[] {
  if (!order.isCompleted) return [];
  const dueMinor = sum(lines.filter(({ status }) => status === 'COMPLETED').map(totalMinor));
  if (order.paymentMethod === 'CREDIT_CARD') return checkCard(stored, order, dueMinor);
  const moved = (kind: string): bigint =>
    sum(stored.movements.filter((one) => one.orderId === order.id && one.kind === kind).map((one) => one.amountMinor));
  const [reserved, charged, released] = [moved('RESERVED'), moved('CHARGED'), moved('RELEASED')];
  return [
    ...(charged === dueMinor
      ? []
      : [wrong(`order ${order.id} was charged ${charged}, and provisioned for ${dueMinor}`)]),
    ...(reserved === charged + released
      ? []
      : [wrong(`order ${order.id} reserved ${reserved}, settled ${charged + released}`)]),
  ];
}

function checkCard({ cards }: Stored, { id }: OrderRow, dueMinor: bigint): readonly Violation[] {
  const card = cards.find(({ orderId }) => orderId === id);
  const expected = dueMinor > 0n ? 'CAPTURED' : 'VOIDED';
  if (card?.status === expected && card.capturedMinor === dueMinor) return [];
  return [wrong(`order ${id} should be ${expected} for ${dueMinor}, is ${card?.status} for ${card?.capturedMinor}`)];
}

function checkCredits({ credits, movements, orders }: Stored): readonly Violation[] {
  const sellers = new Map(orders.map(({ id, resellerId }) => [id, resellerId]));
  return credits.flatMap(({ accountId, limitMinor, balanceMinor, reservedMinor }) => {
    const own = movements.filter(({ orderId }) => sellers.get(orderId) === accountId);
    const moved = (kind: string): bigint => sum(own.filter((one) => one.kind === kind).map((one) => one.amountMinor));
    const open = moved('RESERVED') - moved('CHARGED') - moved('RELEASED');
    const found: Violation[] = [];
    if (balanceMinor !== moved('CHARGED'))
      found.push(wrong(`${accountId} owes ${balanceMinor}, was charged ${moved('CHARGED')}`));
    if (reservedMinor !== open)
      found.push(wrong(`${accountId} has reserved ${reservedMinor}, of which ${open} is open`));
    if (balanceMinor + reservedMinor > limitMinor) found.push(wrong(`${accountId} is over its limit`));
    return found;
  });
}

/** What a line costs, rounded half up as the one rounding of a price is. */
function totalMinor({ unitMinor, quantity }: LineRow): bigint {
  const [whole = '0', fraction = ''] = unitMinor.split('.');
  const scale = 10n ** BigInt(fraction.length);
  return (BigInt(whole + fraction) * BigInt(quantity) * 2n + scale) / (2n * scale);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
