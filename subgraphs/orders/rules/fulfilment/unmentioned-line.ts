import { isHidingOver, type Patience } from '../attention/order-attention.ts';
import { moveLine, unmoved, type FulfilledLine, type MovedLine } from './line-state.ts';
import { waitsForAnswer, waitsForProvider, waitsForVendor, type VendorPace } from './waiting-on.ts';

/** Where a line is among the vendor's orders. */
export interface VendorLine {
  readonly vendorOrderId: string;
  readonly vendorLineNumber: number;
}

/** The vendor has the line: in its answer to the checkout, or when it was asked for it. */
export function acceptLine(line: FulfilledLine, at: VendorLine, pace: VendorPace): MovedLine {
  const { vendorOrderId, vendorLineNumber } = at;
  const message = `${pace.vendorName} accepted the line as order ${vendorOrderId}.`;
  const accepted = unmoved({ ...line, vendorOrderId, vendorLineNumber, stage: null });
  return moveLine(accepted, { event: 'provision', message, waitingOn: waitsForVendor('submitted', pace) });
}

/** The answer to the checkout did not mention the line: whether it was bought is unknown until it is looked up. */
export function moveUnmentioned(line: FulfilledLine, pace: VendorPace): MovedLine {
  const message = `${pace.vendorName} took the order, but its answer did not mention this line.`;
  return moveLine(unmoved(line), { event: 'provision', message, waitingOn: waitsForAnswer('submit', pace) });
}

/** The word for a line that the vendor does not show although the time in which it may hide it is over. */
const MISSING = 'missing';

/** The vendor does not show the line. It is never ordered again: after a time, a person has to find out. */
export function moveMissing(line: FulfilledLine, checkoutSentAt: Date | null, patience: Patience): MovedLine {
  if (line.stage === MISSING || !isHidingOver(checkoutSentAt, patience)) return unmoved(line);
  const message = `${patience.vendorName} does not show this line, although it took the order.`;
  const waitingOn = waitsForProvider(patience);
  return moveLine(unmoved({ ...line, stage: MISSING }), { event: 'provision', message, waitingOn });
}
