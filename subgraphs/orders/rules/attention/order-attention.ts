import type { Id } from '../../../shared/domain/ids.ts';
import type { FulfilledLine } from '../fulfilment/line-state.ts';
import { isTerminal } from '../fulfilment/line-status.ts';
import type { Wait } from '../fulfilment/vendor-outcome.ts';
import type { FulfilmentStep } from '../fulfilment/waiting-on.ts';
import type { AttentionKind } from './attention-kinds.ts';

/** Something that nothing but a person may move. */
export interface Finding {
  readonly kind: AttentionKind;
  /** Undefined when it is about the whole order. */
  readonly lineId?: Id<'lin'> | undefined;
  /** What was found, for everybody who may see the order. */
  readonly message: string;
}

/** An order after a step, as far as whether a person has to look depends on it. */
export interface SteppedOrder {
  /** The step that was done. */
  readonly step: FulfilmentStep;
  /** The lines as they are after it. */
  readonly lines: readonly FulfilledLine[];
  /** Whether the step changed anything that the timeline tells. */
  readonly isMoved: boolean;
  /** What the step left to wait for, if anything. */
  readonly wait: Wait | undefined;
  /** Open lines that the vendor was asked for and did not mention. */
  readonly missing: readonly Id<'lin'>[];
  readonly checkoutSentAt: Date | null;
  /** When something of it changed last, before the step. */
  readonly changedAt: Date;
}

/** What may be expected of the vendor, in milliseconds. */
export interface Patience {
  readonly vendorName: string;
  readonly now: Date;
  /** How long the vendor may hide a new order. */
  readonly lookUpMs: number;
  /** How long the vendor usually takes. */
  readonly expectedMs: number;
}

/** After so many times what the vendor usually takes, somebody should ask. */
const OVERDUE_FACTOR = 10;

/** Finds why a person has to look at an order after a step. Nothing of an order that has ended is found. */
export function findAttention(order: SteppedOrder, patience: Patience): readonly Finding[] {
  if (order.lines.every(({ status }) => isTerminal(status))) return [];
  return [
    ...unmentionedLines(order, patience),
    ...unknownOutcome(order, patience),
    ...refusal(order, patience),
    ...overdue(order, patience),
  ];
}

/** Whether the time in which the vendor may hide what a checkout bought is over. */
export function isHidingOver(
  checkoutSentAt: Date | null,
  { now, lookUpMs }: Pick<Patience, 'now' | 'lookUpMs'>,
): boolean {
  return checkoutSentAt !== null && now.getTime() - checkoutSentAt.getTime() >= lookUpMs;
}

function unmentionedLines({ missing, checkoutSentAt }: SteppedOrder, patience: Patience): readonly Finding[] {
  if (!isHidingOver(checkoutSentAt, patience)) return [];
  return missing.map((lineId) => ({
    kind: 'UNMENTIONED_LINE',
    lineId,
    message: `${patience.vendorName} took the order, but has neither accepted nor refused this line, and does not show it.`,
  }));
}

/** The outcome was looked up for the time in which the vendor may hide it, and the checkout repeated for as long. */
function unknownOutcome({ step, wait, checkoutSentAt }: SteppedOrder, patience: Patience): readonly Finding[] {
  const isUnknown = step === 'submit' && wait !== undefined && wait.isUnsent !== true;
  if (!isUnknown || !isHidingOver(checkoutSentAt, { ...patience, lookUpMs: 2 * patience.lookUpMs })) return [];
  const message = `${patience.vendorName} has not said whether it has the order, not even when it was asked again.`;
  return [{ kind: 'UNKNOWN_OUTCOME', message }];
}

function refusal({ wait, changedAt }: SteppedOrder, { now, lookUpMs }: Patience): readonly Finding[] {
  if (wait?.refusal === undefined || now.getTime() - changedAt.getTime() < lookUpMs) return [];
  const { message, vendorMessage } = wait.refusal;
  const words = vendorMessage === undefined ? '' : ` It says: “${vendorMessage}”`;
  return [{ kind: 'VENDOR_REFUSES', message: `${message}${words}` }];
}

function overdue(order: SteppedOrder, { now, expectedMs, vendorName }: Patience): readonly Finding[] {
  const unchangedMs = now.getTime() - order.changedAt.getTime();
  const isAtVendor = order.lines.some(
    ({ id, status }) => status !== 'ACTION_REQUIRED' && !isTerminal(status) && !order.missing.includes(id),
  );
  if (order.isMoved || !isAtVendor || unchangedMs < OVERDUE_FACTOR * expectedMs) return [];
  const message = `Nothing has changed for ten times as long as ${vendorName} usually takes.`;
  return [{ kind: 'OVERDUE', message }];
}

/** An open item, as far as whether it still stands depends on it. */
export interface OpenItem {
  readonly kind: AttentionKind;
  readonly lineId: Id<'lin'> | null;
}

/** Whether an item about the steps of an order still stands after another step, although that did not find it again. */
export function stillStands({ kind, lineId }: OpenItem, order: SteppedOrder): boolean {
  if (order.lines.every(({ status }) => isTerminal(status))) return false;
  switch (kind) {
    case 'UNMENTIONED_LINE': {
      const line = order.lines.find(({ id }) => id === lineId);
      return line !== undefined && line.vendorOrderId === null && !isTerminal(line.status);
    }
    case 'UNKNOWN_OUTCOME':
    case 'VENDOR_REFUSES':
      return order.wait !== undefined && order.wait.isUnsent !== true;
    case 'OVERDUE':
      return !order.isMoved;
    case 'JOB_FAILING':
    case 'JOB_EXHAUSTED':
      return false;
  }
}
