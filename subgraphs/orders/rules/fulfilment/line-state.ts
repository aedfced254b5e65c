import type { Id } from '../../../shared/domain/ids.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { nextLineStatus, type LineEvent, type LineStatus } from './line-status.ts';
import type { WaitingOn } from './waiting-on.ts';

/** A line of an order on its way through the vendor. */
export interface FulfilledLine {
  readonly id: Id<'lin'>;
  readonly status: LineStatus;
  /** The vendor's word for where the line is, or the wait that was told last; null before either. */
  readonly stage: string | null;
  /** Why the line failed, or waits for somebody; null otherwise. */
  readonly error: Refusal | null;
  readonly vendorOrderId: string | null;
  readonly vendorLineNumber: number | null;
}

/** One step of a line, as it is written into the order's timeline. */
export interface LineStep {
  readonly lineId: Id<'lin'>;
  readonly status: LineStatus;
  readonly previousStatus: LineStatus;
  readonly message: string;
  readonly waitingOn: WaitingOn | undefined;
}

/** A line after something happened to it, with the steps that tell of it. */
export interface MovedLine {
  readonly line: FulfilledLine;
  readonly steps: readonly LineStep[];
}

/** What happens to a line, in words for its timeline. */
export interface LineMove {
  readonly event: LineEvent;
  readonly message: string;
  readonly waitingOn?: WaitingOn;
}

/** A line to which nothing happened. */
export function unmoved(line: FulfilledLine): MovedLine {
  return { line, steps: [] };
}

/** Moves a line. When the event has no transition from its status, the line stays there and its timeline has a step more. */
export function moveLine({ line, steps }: MovedLine, { event, message, waitingOn }: LineMove): MovedLine {
  const status = nextLineStatus(line.status, event) ?? line.status;
  const step: LineStep = { lineId: line.id, status, previousStatus: line.status, message, waitingOn };
  return { line: { ...line, status }, steps: [...steps, step] };
}

/** Ends a line without a subscription, for the reason that the vendor gave. */
export function failLine(line: FulfilledLine, refusal: Refusal): MovedLine {
  const vendorWords = refusal.vendorMessage === undefined ? '' : ` ${refusal.vendorMessage}`;
  const failed = unmoved({ ...line, error: refusal });
  return moveLine(failed, { event: 'fail', message: `${refusal.message}${vendorWords}` });
}
