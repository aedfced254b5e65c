import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { LineState, LookedUp } from '../fulfilment/vendor-outcome.ts';

/** What an operator found out about a line that the vendor does not mention. */
export interface Verdict {
  /** What was found out, for everybody who may see the order. */
  readonly message: string;
  /** The subscription that the vendor has; null when it has none, so that the line has failed. */
  readonly vendorSubscriptionId: string | null;
}

/** What is known of each line by its id. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** A look-up in which a person answers for the vendor where it says nothing. What the vendor itself says comes first. */
export function withVerdicts(outcome: LookedUp, verdicts: Verdicts): LookedUp {
  const lines = outcome.lines.map((line) => {
    const verdict = line.state.kind === 'missing' ? verdicts.get(line.lineId) : undefined;
    return verdict === undefined ? line : { ...line, state: stateOf(verdict) };
  });
  return { ...outcome, lines };
}

function stateOf({ message, vendorSubscriptionId }: Verdict): LineState {
  return vendorSubscriptionId === null
    ? { kind: 'failed', refusal: refusal('VENDOR_REJECTED', message) }
    : { kind: 'fulfilled', vendorSubscriptionId, endsOn: null };
}

/** How a person ends a line; texts are empty where nothing was given. */
export interface LineCompletion {
  readonly lineId: Id<'lin'>;
  readonly succeeded: boolean;
  readonly message: string;
  readonly vendorSubscriptionId: string;
}

/** What a completion says about its line. Refuses one without a word, and success without the vendor's subscription. */
export function decideVerdict({ succeeded, message, vendorSubscriptionId }: LineCompletion): Outcome<Verdict> {
  const faults = [
    ...(message === '' ? [refusal('REQUIRED', 'Say what you have found out.', { path: ['message'] })] : []),
    ...(succeeded && vendorSubscriptionId === ''
      ? [refusal('REQUIRED', 'Give the subscription that the vendor has.', { path: ['vendorSubscriptionId'] })]
      : []),
  ];
  if (faults.length > 0) return refused(...faults);
  return done({ message, vendorSubscriptionId: succeeded ? vendorSubscriptionId : null });
}
