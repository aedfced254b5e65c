import type { Evidence, OrderRow, Stored } from './evidence.ts';
import { checkMoney } from './money.ts';
import { checkVendor } from './vendor.ts';

/** Which promise was broken, and how. */
export interface Violation {
  /** The number of the invariant in docs/reliability.md. */
  readonly invariant: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  /** Counted as something that was lost or that happened twice; otherwise it is only wrong. */
  readonly kind: 'lost' | 'doubled' | 'wrong';
  readonly text: string;
}

const TERMINAL = new Set(['COMPLETED', 'PARTIALLY_COMPLETED', 'FAILED', 'CANCELLED']);

/** Whether an order of this status has ended. */
export function hasEnded({ status }: Pick<OrderRow, 'status'>): boolean {
  return TERMINAL.has(status);
}

/** Checks what has to hold once everything is quiet, whatever went wrong before. Empty when all of it does. */
export function checkInvariants(evidence: Evidence): readonly Violation[] {
  return [
    ...checkAcknowledged(evidence),
    ...checkVendor(evidence),
    ...checkEnded(evidence.stored),
    ...checkMoney(evidence.stored),
    ...checkLog(evidence.stored),
    ...checkStreams(evidence),
    ...checkFacts(evidence.stored),
    ...evidence.foreignTexts.map(({ seller, canary }) => wrong(7, `${seller} has received "${canary}"`)),
  ];
}

function wrong(invariant: Violation['invariant'], text: string): Violation {
  return { invariant, kind: 'wrong', text };
}

/** Every acknowledged order exists, once, as it was acknowledged; and no order was refused that is in order. */
function checkAcknowledged({ wanted, stored }: Evidence): readonly Violation[] {
  const lines = new Set(stored.lines.map(({ id }) => id));
  const orders = new Set(stored.orders.map(({ id }) => id));
  const byTenant = Map.groupBy(stored.orders, ({ tenantDomain }) => tenantDomain);
  return wanted.flatMap((one): Violation[] => {
    const { idempotencyKey: key, orderIds, lineIds, refusal, tenantDomain } = one;
    const found: Violation[] = [];
    const add = (kind: Violation['kind'], text: string): void => void found.push({ invariant: 1, kind, text });
    for (const id of orderIds)
      if (!orders.has(id)) add('lost', `order ${id} (${key}) was acknowledged and is not there`);
    for (const id of lineIds) if (!lines.has(id)) add('lost', `line ${id} (${key}) was acknowledged and is not there`);
    if (orderIds.size > 1) add('doubled', `${key} was answered with the orders ${[...orderIds].join(', ')}`);
    const made = byTenant.get(tenantDomain) ?? [];
    if (made.length > 1) add('doubled', `${key} has become the orders ${made.map(({ id }) => id).join(', ')}`);
    if (refusal !== undefined) add('wrong', `${key} was refused: ${refusal}`);
    if (orderIds.size === 0 && refusal === undefined) add('wrong', `${key} was never answered`);
    return found;
  });
}

/** Every order has ended, or says what it waits on and will be continued, or stands in the list of what needs attention. */
function checkEnded({ orders }: Stored): readonly Violation[] {
  return orders
    .filter((order) => !order.needsAttention)
    .flatMap((order) => {
      if (hasEnded(order)) return order.isCompleted ? [] : [wrong(3, `order ${order.id} has ended at no time`)];
      const lacks = [...(order.saysWhatItWaitsOn ? [] : ['a reason']), ...(order.hasJob ? [] : ['a job'])];
      return lacks.length === 0
        ? []
        : [wrong(3, `order ${order.id} (${order.status}) waits without ${lacks.join(' and ')}`)];
    });
}

/** The events of each order are numbered 1, 2, 3 …, and so are the positions of the log. */
function checkLog({ orders, events, logHead }: Stored): readonly Violation[] {
  const byOrder = Map.groupBy(events, ({ orderId }) => orderId);
  const ofOrders = orders.flatMap(({ id, eventSequence }) => {
    const sequences = (byOrder.get(id) ?? []).map(({ sequence }) => sequence);
    const problems = gapsAndRepeats(sequences, eventSequence);
    return problems.map(({ kind, text }): Violation => ({ invariant: 5, kind, text: `order ${id} ${text}` }));
  });
  const positions = events.flatMap(({ position }) => position ?? []);
  const unnumbered = events.length - positions.length;
  return [
    ...ofOrders,
    ...gapsAndRepeats(positions, logHead).map(({ kind, text }): Violation => ({
      invariant: 5,
      kind,
      text: `the log ${text}`,
    })),
    ...(unnumbered === 0 ? [] : [wrong(5, `${unnumbered} events have no position`)]),
  ];
}

/** Every subscriber has had every event once and in order, and knows the last state. */
function checkStreams({ wanted, streams, stored }: Evidence): readonly Violation[] {
  const orders = new Map(stored.orders.map((order) => [order.id, order]));
  return streams.flatMap(({ subject, of, steps, failure }): readonly Violation[] => {
    const byOrder = Map.groupBy(steps, ({ orderId }) => orderId);
    const found: Violation[] = failure === undefined ? [] : [wrong(5, `the stream of ${of} ended: ${failure}`)];
    const bought = wanted.filter(({ seller }) => seller === of).flatMap(({ orderIds }) => [...orderIds]);
    for (const id of subject === 'order' ? [of] : new Set([...byOrder.keys(), ...bought])) {
      const order = orders.get(id);
      const own = byOrder.get(id) ?? [];
      if (order === undefined) continue;
      const sequences = own.map(({ sequence }) => sequence);
      for (const { kind, text } of gapsAndRepeats(sequences, order.eventSequence)) {
        found.push({ invariant: 5, kind, text: `the ${subject} stream of ${of} ${text} of order ${id}` });
      }
      if (sequences.some((sequence, index) => index > 0 && sequence < (sequences[index - 1] ?? 0))) {
        found.push(wrong(5, `the ${subject} stream of ${of} has order ${id} out of order: ${sequences.join(' ')}`));
      }
      const last = own.at(-1);
      if (hasEnded(order) && last !== undefined && last.orderStatus !== order.status) {
        found.push(
          wrong(5, `the ${subject} stream of ${of} left order ${id} at ${last.orderStatus}, not ${order.status}`),
        );
      }
    }
    return found;
  });
}

/** The outbox is empty, and what it has told has arrived. */
function checkFacts({ factsWaiting, staleCopies }: Stored): readonly Violation[] {
  return [
    ...(factsWaiting === 0 ? [] : [wrong(6, `${factsWaiting} facts are still in the outbox`)]),
    ...staleCopies.map(({ keeper, accountId }): Violation => ({
      invariant: 6,
      kind: 'lost',
      text: `${keeper} has an old copy of account ${accountId}`,
    })),
  ];
}

/** What is missing of the numbers from 1 to `last`, and what is there more than once. */
function gapsAndRepeats(numbers: readonly number[], last: number): readonly Pick<Violation, 'kind' | 'text'>[] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((number) => !counts.has(number));
  const repeated = [...counts].filter(([, count]) => count > 1).map(([number]) => number);
  const beyond = [...counts.keys()].filter((number) => number > last);
  return [
    ...(missing.length === 0 ? [] : [{ kind: 'lost' as const, text: `lacks ${missing.join(', ')}` }]),
    ...(repeated.length === 0 ? [] : [{ kind: 'doubled' as const, text: `repeats ${repeated.join(', ')}` }]),
    ...(beyond.length === 0 ? [] : [{ kind: 'wrong' as const, text: `has ${beyond.join(', ')} beyond its end` }]),
  ];
}
