import type { Effect, SimulatedOrder, SimulatedOrderLine, SimulatedSubscription } from './effects.ts';
import type { SimulatorState } from './state.ts';

/** A line that is due, with the effect that settles it. */
export interface DueLine {
  readonly atMs: number;
  readonly requestId: string;
  readonly effect: Effect;
}

/** All lines of open orders that are due, earliest first. */
export function dueLines(state: SimulatorState, nowMs: number): readonly DueLine[] {
  const due: DueLine[] = [];
  for (const orderId of state.openOrderIds) {
    const order = state.orders.get(orderId);
    for (const line of order?.lines ?? []) {
      if (order === undefined || line.settled || line.dueAtMs === null || line.dueAtMs > nowMs) continue;
      due.push({ atMs: line.dueAtMs, requestId: order.requestId, effect: settlingEffect(order, line, line.dueAtMs) });
    }
  }
  return due.sort((left, right) => left.atMs - right.atMs);
}

function settlingEffect(order: SimulatedOrder, line: SimulatedOrderLine, atMs: number): Effect {
  const { orderId } = order;
  const { lineItemNumber } = line;
  if (line.outcome === 'unfulfilled') return { kind: 'line.unfulfilled', orderId, lineItemNumber };
  return { kind: 'subscription.created', orderId, lineItemNumber, subscription: newSubscription(order, line, atMs) };
}

function newSubscription(order: SimulatedOrder, line: SimulatedOrderLine, atMs: number): SimulatedSubscription {
  const { item } = line;
  return {
    subscriptionId: line.subscriptionId,
    customerId: order.customerId,
    orderId: order.orderId,
    friendlyName: item.friendlyName,
    catalogItemId: item.catalogItemId,
    quantity: item.quantity,
    status: 'active',
    autoRenewEnabled: item.termDuration !== 'OneTime' && item.billingCycle !== 'none',
    termDuration: item.termDuration,
    billingCycle: item.billingCycle,
    startedAtMs: atMs,
    commitmentEndDate: item.customTermEndDate ?? termEnd(atMs, item.termDuration),
    scheduledNextTermInstructions: null,
    purchases: [{ quantity: item.quantity, atMs }],
    changedAtMs: [],
    version: 1,
  };
}

const termMonths: Readonly<Record<string, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };

const dayMs = 86_400_000;

/**
 * The last day of the term: the day before the renewal day. The renewal day is the day of the start some months later, or
 * the last day of that month when it is shorter. One-time purchases do not end.
 */
function termEnd(startMs: number, termDuration: string): string {
  const months = termMonths[termDuration];
  if (months === undefined) return '9999-12-31T00:00:00.000Z';
  const start = new Date(startMs);
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()];
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, daysOfMonth)) - dayMs).toISOString();
}
