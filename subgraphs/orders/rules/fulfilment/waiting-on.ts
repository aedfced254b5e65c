import type { Refusal, UserErrorCode } from '../../../shared/domain/refusal.ts';

export type WaitingParty = 'VENDOR' | 'CUSTOMER' | 'RESELLER' | 'PROVIDER' | 'CREDIT' | 'SYSTEM';

/** Whom or what an order waits for, as its newest event says. Times are RFC 3339. */
export interface WaitingOn {
  readonly party: WaitingParty;
  /** What has to happen next, and who has to do it; the event's message says what has happened. */
  readonly reason: string;
  readonly since: string;
  readonly expectedUntil?: string | undefined;
  readonly remedies: readonly { readonly description: string; readonly url?: string | undefined }[];
}

/** The vendor's next step: after our own two steps, and after each stage that the vendor names. */
const NEXT_AT_VENDOR: ReadonlyMap<string, string> = new Map([
  ['prepared', 'will receive the order next'],
  ['submitted', 'will start to provision the line next'],
  ['requested', 'will reserve the licences next'],
  ['allocating', 'will assign the licences to the tenant next'],
  ['assigning', 'will activate the subscription next'],
]);

/** A moment, and what is known of the vendor at which an order is. */
export interface VendorPace {
  readonly vendorName: string;
  readonly now: Date;
  /** How long the vendor usually takes. */
  readonly expectedMs: number;
}

/** The order waits for the vendor; `stage` is `prepared`, `submitted`, or the vendor's own word for where the line is. */
export function waitsForVendor(stage: string, { now: since, expectedMs, vendorName }: VendorPace): WaitingOn {
  const next = NEXT_AT_VENDOR.get(stage) ?? 'will continue with the line';
  return {
    party: 'VENDOR',
    reason: `${vendorName} ${next}; this is usually done within ${durationText(expectedMs)}.`,
    since: since.toISOString(),
    expectedUntil: new Date(since.getTime() + expectedMs).toISOString(),
    remedies: [],
  };
}

/** The steps of an order's fulfilment; `done` when there is none left. */
export type FulfilmentStep = 'prepare' | 'submit' | 'follow' | 'done';

const OPEN_QUESTIONS: Readonly<Record<FulfilmentStep, string>> = {
  prepare: 'has not yet said whether the tenant is ready',
  submit: 'has not yet said whether it has received the order',
  follow: 'has not yet reported the progress of the order',
  done: 'has not yet answered',
};

/** The order waits for the vendor to answer a step that is repeated automatically. */
export function waitsForAnswer(
  step: FulfilmentStep,
  { now: since, vendorName }: Pick<VendorPace, 'now' | 'vendorName'>,
): WaitingOn {
  const reason = `${vendorName} ${OPEN_QUESTIONS[step]}. The platform keeps asking automatically; you do not need to do anything.`;
  return { party: 'VENDOR', reason, since: since.toISOString(), remedies: [] };
}

/** The line waits until the owner of the platform has found out what became of it. */
export function waitsForProvider({ now: since, vendorName }: Pick<VendorPace, 'now' | 'vendorName'>): WaitingOn {
  const reason = `The provider has to find out at ${vendorName} what became of the line. It stands in the list of what needs attention; you do not need to do anything.`;
  return { party: 'PROVIDER', reason, since: since.toISOString(), remedies: [] };
}

const ACTIONS: Readonly<Partial<Record<UserErrorCode, string>>> = {
  CUSTOMER_AGREEMENT_MISSING:
    "The customer must accept Microsoft's customer agreement. The order then continues automatically.",
  RELATIONSHIP_MISSING:
    'The customer must accept the relationship with the reseller in its tenant. The order then continues automatically.',
  NOT_ELIGIBLE: 'Microsoft must verify the customer for its segment. The order then continues automatically.',
};

const OTHER_ACTION = 'The customer must follow the remedy. The order then continues automatically.';

/** The order waits for the customer to do what a refusal asks for. */
export function waitsForCustomer({ code, remedies }: Refusal, since: Date): WaitingOn {
  return { party: 'CUSTOMER', reason: ACTIONS[code] ?? OTHER_ACTION, since: since.toISOString(), remedies };
}

const UNITS = [
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** Writes a duration in the largest unit of which it has at least two: 20 minutes, 90 minutes, 2 hours, 5 seconds. */
export function durationText(ms: number): string {
  const { unit, ms: unitMs } = UNITS.find((one) => ms >= 2 * one.ms) ?? { unit: 'second', ms: 1_000 };
  const count = Math.max(1, Math.ceil(ms / unitMs));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
