import type { Id } from '../../../shared/domain/ids.ts';
import type { Refusal, UserErrorCode } from '../../../shared/domain/refusal.ts';
import { findAttention, type Finding, type SteppedOrder } from '../attention/order-attention.ts';
import { withVerdicts, type Verdicts } from '../attention/verdict.ts';
import { failLine, moveLine, unmoved, type FulfilledLine, type LineStep, type MovedLine } from './line-state.ts';
import { isTerminal } from './line-status.ts';
import { orderStatus, type OrderStatus } from './order-status.ts';
import { acceptLine, moveMissing, moveUnmentioned } from './unmentioned-line.ts';
import type { AgreementNeeded, LineState, LookedUp, Prepared, Refused, Submitted, Wait } from './vendor-outcome.ts';
import {
  waitsForAnswer,
  waitsForCustomer,
  waitsForVendor,
  type FulfilmentStep,
  type VendorPace,
} from './waiting-on.ts';

/** What came of one step of an order at its vendor. */
export type StepOutcome = Prepared | Submitted | LookedUp | Wait | Refused | AgreementNeeded;

/** An order on its way through the vendor, as far as what happens next depends on it. */
export interface FulfilmentState {
  readonly step: FulfilmentStep;
  /** Null for an order that is for no tenant. */
  readonly tenantDomain: string | null;
  readonly lines: readonly FulfilledLine[];
  /** Since when it waits for somebody to accept the vendor's customer agreement; null when it does not. */
  readonly agreementNeededSince: Date | null;
  /** When something of it changed last; before that, when it was placed. */
  readonly changedAt: Date;
  /** When the checkout was first sent; null before that, and when it has certainly bought nothing. */
  readonly checkoutSentAt: Date | null;
  /** What operators found out about lines that the vendor does not mention; nothing unless given. */
  readonly verdicts?: Verdicts;
}

/** When a decision is made, and what is promised of the vendor's speed. */
export interface FulfilmentClock extends VendorPace {
  /** The pause between two looks at an order that the vendor works on. */
  readonly followMs: number;
  /** How long the vendor may hide a new order. */
  readonly lookUpMs: number;
}

/** A subscription that a fulfilled line leaves behind. */
export interface NewSubscription {
  readonly lineId: Id<'lin'>;
  readonly vendorSubscriptionId: string;
  /** The last day that the vendor names, or a moment on it; null when it names none. */
  readonly endsOn: string | null;
}

/** What becomes of an order: everything that is to be written, and what comes next. */
export interface FulfilmentDecision {
  readonly step: FulfilmentStep;
  readonly status: OrderStatus;
  readonly lines: readonly FulfilledLine[];
  readonly steps: readonly LineStep[];
  readonly subscriptions: readonly NewSubscription[];
  readonly agreementNeededSince: Date | null;
  /** The vendor refused the checkout: before it is sent again there is no earlier one to look for. */
  readonly forgetsCheckout: boolean;
  /** The vendor's tenant and cart, when they have just been prepared. */
  readonly prepared: Prepared | undefined;
  /** Somebody has to do something that was not asked for before, so they are told by mail. */
  readonly asksForAction: boolean;
  /** Why a person has to look at it, each line and kind once. */
  readonly findings: readonly Finding[];
  /** The order as the step leaves it, by which open items of the needs-attention list are closed. */
  readonly stepped: SteppedOrder;
  readonly next: { readonly kind: 'step'; readonly afterMs: number } | { readonly kind: 'close' };
}

const NO_VERDICTS: Verdicts = new Map();

/** Decides what the outcome of a step makes of an order. Pure: the same state and outcome decide the same. */
export function decideFulfilment(
  state: FulfilmentState,
  outcome: StepOutcome,
  clock: FulfilmentClock,
): FulfilmentDecision {
  switch (outcome.kind) {
    case 'prepared':
      return decidePrepared(state, outcome, clock);
    case 'submitted':
      return decideSubmitted(state, outcome, clock);
    case 'looked-up':
      return decideLookedUp(state, withVerdicts(outcome, state.verdicts ?? NO_VERDICTS), clock);
    case 'agreement-needed':
      return decideAgreementNeeded(state, outcome, clock);
    case 'refused':
      return decide(state, clock, { moved: forOpenLines(state, (line) => failLine(line, outcome.refusal)) });
    case 'wait':
      return decideWait(state, outcome, clock);
  }
}

/** The tenant is ready: the order is sent next. */
function decidePrepared(state: FulfilmentState, outcome: Prepared, clock: FulfilmentClock): FulfilmentDecision {
  const { tenantDomain } = state;
  const isNew = outcome.credentials !== undefined;
  const message =
    tenantDomain === null
      ? `The order is prepared for ${clock.vendorName}.`
      : `The tenant ${tenantDomain} ${isNew ? 'was created' : 'is ready'}.`;
  const waitingOn = waitsForVendor('prepared', clock);
  const moved = state.lines.map((line) =>
    moveLine(unmoved({ ...line, error: null }), { event: 'provision', message, waitingOn }),
  );
  return decide(state, clock, { moved, step: 'submit', agreementNeededSince: null, prepared: outcome, afterMs: 0 });
}

/** The vendor has the order. Lines that it refused have failed. */
function decideSubmitted(state: FulfilmentState, outcome: Submitted, clock: FulfilmentClock): FulfilmentDecision {
  const results = new Map(outcome.lines.map((result) => [result.lineId, result]));
  const moved = forOpenLines(state, (line) => {
    const result = results.get(line.id);
    if (result === undefined) return moveUnmentioned(line, clock);
    if (result.kind === 'refused') return failLine(line, result.refusal);
    const { vendorOrderId, vendorLineNumber } = result;
    return acceptLine(line, { vendorOrderId, vendorLineNumber }, clock);
  });
  return decide(state, clock, { moved, step: 'follow', agreementNeededSince: null });
}

/** The vendor says where the lines are. Each change is a step of the timeline. */
function decideLookedUp(state: FulfilmentState, outcome: LookedUp, clock: FulfilmentClock): FulfilmentDecision {
  const states = new Map(outcome.lines.map(({ lineId, state: atVendor }) => [lineId, atVendor]));
  const moved = forOpenLines(state, (line) => {
    const atVendor = states.get(line.id);
    if (atVendor === undefined) return unmoved(line);
    return atVendor.kind === 'missing'
      ? moveMissing(line, state.checkoutSentAt, clock)
      : moveAsAtVendor(line, atVendor, clock);
  });
  const subscriptions = state.lines.flatMap((line): readonly NewSubscription[] => {
    const atVendor = states.get(line.id);
    if (isTerminal(line.status) || atVendor?.kind !== 'fulfilled') return [];
    const { vendorSubscriptionId, endsOn } = atVendor;
    return [{ lineId: line.id, vendorSubscriptionId, endsOn }];
  });
  const { rest } = outcome;
  // Only an acceptance after this moment lets the vendor go on. Lines that were not read may still wait for it.
  const waits = outcome.lines.some(({ state: atVendor }) => isAgreementMissing(atVendor));
  const known = rest === undefined ? null : state.agreementNeededSince;
  const agreementNeededSince = waits ? (state.agreementNeededSince ?? clock.now) : known;
  const missing = state.lines.map(({ id }) => id).filter((id) => states.get(id)?.kind === 'missing');
  const pause = rest === undefined ? {} : { wait: rest, afterMs: rest.afterMs };
  return decide(state, clock, { moved, subscriptions, agreementNeededSince, tellsActions: true, missing, ...pause });
}

function isAgreementMissing(atVendor: LineState): boolean {
  return atVendor.kind === 'action-required' && atVendor.refusal.code === 'CUSTOMER_AGREEMENT_MISSING';
}

function moveAsAtVendor(
  line: FulfilledLine,
  atVendor: Exclude<LineState, { readonly kind: 'missing' }>,
  clock: FulfilmentClock,
): MovedLine {
  switch (atVendor.kind) {
    case 'accepted': {
      const { vendorOrderId, vendorLineNumber } = atVendor;
      return acceptLine(line, { vendorOrderId, vendorLineNumber }, clock);
    }
    case 'working': {
      const { stage, message } = atVendor;
      const working = unmoved({ ...line, stage, error: null });
      const waitingOn = waitsForVendor(stage, clock);
      return line.stage === stage ? working : moveLine(working, { event: 'provision', message, waitingOn });
    }
    case 'action-required': {
      const { stage, refusal } = atVendor;
      if (line.stage === stage) return unmoved(line);
      const message = refusal.vendorMessage ?? refusal.message;
      const waitingOn = waitsForCustomer(refusal, clock.now);
      return moveLine(unmoved({ ...line, stage, error: refusal }), { event: 'require-action', message, waitingOn });
    }
    case 'fulfilled':
      return moveLine(unmoved({ ...line, error: null }), { event: 'complete', message: 'The subscription is active.' });
    case 'failed':
      return failLine(line, atVendor.refusal);
  }
}

/** Somebody must accept the vendor's customer agreement for the customer first. The timeline says so once. */
function decideAgreementNeeded(
  state: FulfilmentState,
  { refusal, afterMs }: AgreementNeeded,
  clock: FulfilmentClock,
): FulfilmentDecision {
  const { now, vendorName } = clock;
  const moved = forOpenLines(state, (line) => {
    if (line.status === 'ACTION_REQUIRED') return unmoved(line);
    const begun =
      line.status === 'SUBMITTED'
        ? moveLine(unmoved(line), {
            event: 'provision',
            message: `${vendorName} was asked to prepare the tenant.`,
            waitingOn: waitsForVendor('prepared', clock),
          })
        : unmoved(line);
    const refused = { ...begun, line: { ...begun.line, error: refusal } };
    const waitingOn = waitsForCustomer(refusal, now);
    return moveLine(refused, { event: 'require-action', message: refusal.message, waitingOn });
  });
  const agreementNeededSince = state.agreementNeededSince ?? now;
  return decide(state, clock, { moved, agreementNeededSince, forgetsCheckout: true, tellsActions: true, afterMs });
}

/** The step has no result yet. A wait that is worth telling is a step of the timeline, once. */
function decideWait(state: FulfilmentState, outcome: Wait, clock: FulfilmentClock): FulfilmentDecision {
  const { reason, afterMs, isUnsent = false } = outcome;
  const moved = forOpenLines(state, (line) => {
    if (reason === undefined || line.stage === reason) return unmoved(line);
    // The vendor's silence does not change what the customer has to do.
    if (line.status === 'ACTION_REQUIRED') return unmoved(line);
    if (state.step === 'follow' && line.vendorOrderId === null) return unmoved(line);
    const waitingOn = waitsForAnswer(state.step, clock);
    return moveLine(unmoved({ ...line, stage: reason }), { event: 'provision', message: reason, waitingOn });
  });
  return decide(state, clock, { moved, forgetsCheckout: isUnsent, wait: outcome, afterMs });
}

/** Applies a function to the lines that have not ended, and leaves the others as they are. */
function forOpenLines(state: FulfilmentState, move: (line: FulfilledLine) => MovedLine): readonly MovedLine[] {
  return state.lines.map((line) => (isTerminal(line.status) ? unmoved(line) : move(line)));
}

interface Changes {
  readonly moved: readonly MovedLine[];
  readonly step?: FulfilmentStep;
  readonly subscriptions?: readonly NewSubscription[];
  readonly agreementNeededSince?: Date | null;
  readonly forgetsCheckout?: boolean;
  readonly prepared?: Prepared;
  /** Whether actions that were not required before are told by mail. */
  readonly tellsActions?: boolean;
  /** What the step could not find out. */
  readonly wait?: Wait;
  /** Lines that the vendor was asked for and did not mention. */
  readonly missing?: readonly Id<'lin'>[];
  /** The shortest pause before the next step; as long as the vendor is usually left alone unless given. */
  readonly afterMs?: number;
}

/** The longest pause before an order is looked at again. */
const LONGEST_PAUSE_MS = 900_000;

/** An order at which nothing changes is looked at less and less often: the pause grows to a tenth of that time. */
function pauseWithoutChange({ changedAt }: FulfilmentState, now: Date): number {
  return Math.min((now.getTime() - changedAt.getTime()) / 10, LONGEST_PAUSE_MS);
}

function decide(state: FulfilmentState, clock: FulfilmentClock, changes: Changes): FulfilmentDecision {
  const { now, followMs } = clock;
  const { moved, agreementNeededSince = state.agreementNeededSince } = changes;
  const steps = moved.flatMap((line) => line.steps);
  const shortestMs = changes.afterMs ?? followMs;
  const afterMs = steps.length > 0 ? shortestMs : Math.max(shortestMs, Math.round(pauseWithoutChange(state, now)));
  const lines = moved.map(({ line }) => line);
  const statuses = lines.map(({ status }) => status);
  const status = orderStatus(statuses);
  const isOver = statuses.every(isTerminal);
  const { checkoutSentAt, changedAt } = state;
  const stepped: SteppedOrder = {
    step: state.step,
    lines,
    isMoved: steps.length > 0,
    wait: changes.wait,
    missing: changes.missing ?? [],
    checkoutSentAt,
    changedAt,
  };
  const isAsked = changes.tellsActions === true && status === 'ACTION_REQUIRED';
  return {
    step: isOver ? 'done' : (changes.step ?? state.step),
    status,
    lines,
    steps,
    subscriptions: changes.subscriptions ?? [],
    agreementNeededSince,
    forgetsCheckout: changes.forgetsCheckout ?? false,
    prepared: changes.prepared,
    asksForAction: isAsked && hasNewAction(state.lines, lines),
    findings: findAttention(stepped, clock),
    stepped,
    next: isOver ? { kind: 'close' } : { kind: 'step', afterMs },
  };
}

/** What the lines of an order wait for somebody to do, by code. */
function requiredActions(lines: readonly FulfilledLine[]): ReadonlySet<UserErrorCode> {
  const errors = lines.filter(({ status }) => status === 'ACTION_REQUIRED').map(({ error }) => error);
  return new Set(errors.filter((error): error is Refusal => error !== null).map(({ code }) => code));
}

function hasNewAction(before: readonly FulfilledLine[], after: readonly FulfilledLine[]): boolean {
  const known = requiredActions(before);
  return [...requiredActions(after)].some((code) => !known.has(code));
}
