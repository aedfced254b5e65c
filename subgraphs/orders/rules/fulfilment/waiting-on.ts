import type { UserErrorCode } from '../../../shared/domain/refusal.ts';

export type WaitingParty = 'VENDOR' | 'CUSTOMER' | 'RESELLER' | 'PROVIDER' | 'CREDIT' | 'SYSTEM';

/** Who or what an order waits on, as it stands in its newest event. Times are RFC 3339. */
export interface WaitingOn {
  readonly party: WaitingParty;
  /** What is awaited, and from whom. The event's message says what happened; this says what comes next. */
  readonly reason: string;
  readonly since: string;
  readonly expectedUntil?: string | undefined;
  readonly remedies: readonly { readonly description: string; readonly url?: string | undefined }[];
}

/** What the vendor does next: our own two steps, then the stages that it names itself. */
const NEXT_AT_VENDOR: Readonly<Record<string, string>> = {
  prepared: 'Microsoft takes the order next',
  submitted: 'Microsoft puts the line to work next',
  requested: 'Microsoft sets the licences aside next',
  allocating: 'Microsoft allocates the licences',
  assigning: 'Microsoft gives the licences to the tenant',
};

/** Waits for the vendor to go on; `stage` is `prepared`, `submitted`, or what the vendor calls it. */
export function waitsForVendor(stage: string, since: Date, expectedMs: number): WaitingOn {
  const next = Object.hasOwn(NEXT_AT_VENDOR, stage) ? NEXT_AT_VENDOR[stage] : undefined;
  return {
    party: 'VENDOR',
    reason: `${next ?? 'Microsoft provisions the line'}; usually done within ${durationText(expectedMs)}.`,
    since: since.toISOString(),
    expectedUntil: new Date(since.getTime() + expectedMs).toISOString(),
    remedies: [],
  };
}

const ANSWERS: Readonly<Record<'prepare' | 'submit' | 'follow' | 'done', string>> = {
  prepare: 'Microsoft is to say whether the tenant is ready',
  submit: 'Microsoft is to say whether it has the order',
  follow: 'Microsoft is to say how far the order is',
  done: 'Microsoft is to answer',
};

/** Waits for the vendor to answer a step that is tried again by itself. */
export function waitsForAnswer(step: keyof typeof ANSWERS, since: Date): WaitingOn {
  const reason = `${ANSWERS[step]}; it is asked again by itself, and nothing has to be done.`;
  return { party: 'VENDOR', reason, since: since.toISOString(), remedies: [] };
}

const ACTIONS: Readonly<Partial<Record<UserErrorCode, string>>> = {
  CUSTOMER_AGREEMENT_MISSING:
    "The customer is to accept Microsoft's customer agreement; the order then goes on by itself.",
  RELATIONSHIP_MISSING: 'The customer is to accept the relationship in its tenant; the order then goes on by itself.',
  NOT_ELIGIBLE: 'The customer is to have Microsoft verify it; the order then goes on by itself.',
};

/** Waits for somebody on the customer's side to do what the refusal asks for. */
export function waitsForCustomer(
  refusal: { readonly code: UserErrorCode; readonly remedies: WaitingOn['remedies'] },
  since: Date,
): WaitingOn {
  const reason =
    ACTIONS[refusal.code] ?? 'The customer is to do what the remedy says; the order then goes on by itself.';
  return { party: 'CUSTOMER', reason, since: since.toISOString(), remedies: refusal.remedies };
}

const UNITS = [
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** Writes a duration in its largest unit that is whole enough: 20 minutes, 90 minutes, 2 hours, 5 seconds. */
function durationText(ms: number): string {
  const { unit, ms: unitMs } = UNITS.find((one) => ms >= 2 * one.ms) ?? { unit: 'second', ms: 1_000 };
  const count = Math.max(1, Math.ceil(ms / unitMs));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
