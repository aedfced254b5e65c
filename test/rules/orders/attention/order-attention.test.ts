import { describe, expect, it } from 'vitest';
import {
  decideFulfilment,
  type FulfilmentDecision,
  type FulfilmentState,
  type StepOutcome,
} from '../../../../subgraphs/orders/rules/fulfilment/decide-fulfilment.ts';
import { stillStands } from '../../../../subgraphs/orders/rules/attention/order-attention.ts';
import type { AttentionKind } from '../../../../subgraphs/orders/rules/attention/attention-kinds.ts';
import type { FulfilledLine } from '../../../../subgraphs/orders/rules/fulfilment/line-state.ts';
import type { LineState, Wait } from '../../../../subgraphs/orders/rules/fulfilment/vendor-outcome.ts';
import { refusal } from '../../../../subgraphs/shared/domain/refusal.ts';

const NOW = new Date('2026-11-26T10:00:00Z');
const HIDES_MS = 900_000;
const USUAL_MS = 1_200_000;
const CLOCK = { vendorName: 'Microsoft', now: NOW, expectedMs: USUAL_MS, followMs: 15_000, lookUpMs: HIDES_MS };

const before = (ms: number): Date => new Date(NOW.getTime() - ms);
const line = (id: string, values: Partial<FulfilledLine> = {}): FulfilledLine => ({
  id: `lin_${id}`,
  status: 'PROVISIONING',
  stage: null,
  error: null,
  vendorOrderId: 'V1',
  vendorLineNumber: 0,
  ...values,
});
const UNMENTIONED = { vendorOrderId: null, vendorLineNumber: null };
const state = (values: Partial<FulfilmentState> = {}): FulfilmentState => ({
  step: 'follow',
  tenantDomain: 'contoso.onmicrosoft.com',
  agreementNeededSince: null,
  changedAt: NOW,
  checkoutSentAt: before(HIDES_MS),
  lines: [line('0'), line('1', UNMENTIONED)],
  ...values,
});
const WORKING: LineState = { kind: 'working', stage: 'assigning', message: 'Assigning.' };
const MISSING: LineState = { kind: 'missing' };
const lookedUp = (...states: readonly LineState[]): StepOutcome => ({
  kind: 'looked-up',
  lines: states.map((atVendor, index) => ({ lineId: `lin_${index}`, state: atVendor })),
});
const decide = (order: FulfilmentState, outcome: StepOutcome): FulfilmentDecision =>
  decideFulfilment(order, outcome, CLOCK);
const found = (order: FulfilmentState, outcome: StepOutcome): readonly string[] =>
  decide(order, outcome).findings.map(({ kind, lineId }) => (lineId === undefined ? kind : `${kind} ${lineId}`));
const WAIT: Wait = { kind: 'wait', afterMs: 2_000, reason: 'Microsoft did not answer.' };

describe('a line that the answer to the checkout does not mention', () => {
  const accepted = { kind: 'accepted', lineId: 'lin_0', vendorOrderId: 'V1', vendorLineNumber: 0 } as const;

  it('is neither failed nor ordered again: it waits to be looked up', () => {
    const submitting = state({ step: 'submit', checkoutSentAt: NOW });
    const decision = decide(submitting, { kind: 'submitted', lines: [accepted] });
    expect(decision).toMatchObject({ step: 'follow', status: 'PROVISIONING', findings: [] });
    const told = decision.steps.filter(({ lineId }) => lineId === 'lin_1');
    expect(told.map(({ waitingOn }) => waitingOn?.party)).toEqual(['VENDOR']);
    expect(told[0]?.message).toContain('did not mention this line');
  });

  it('is followed once the vendor shows it', () => {
    const shown: LineState = { kind: 'accepted', vendorOrderId: 'V2', vendorLineNumber: 4 };
    const decision = decide(state({ checkoutSentAt: NOW }), lookedUp(WORKING, shown));
    expect(decision.lines[1]).toMatchObject({ vendorOrderId: 'V2', vendorLineNumber: 4, status: 'PROVISIONING' });
    expect(decision.findings).toEqual([]);
  });

  it('waits while the vendor may hide it, and then needs a person', () => {
    expect(found(state({ checkoutSentAt: before(HIDES_MS - 1) }), lookedUp(WORKING, MISSING))).toEqual([]);
    const decision = decide(state(), lookedUp(WORKING, MISSING));
    expect(decision.findings).toMatchObject([{ kind: 'UNMENTIONED_LINE', lineId: 'lin_1' }]);
    expect(decision.steps.at(-1)).toMatchObject({ lineId: 'lin_1', waitingOn: { party: 'PROVIDER' } });
    expect(decision.next).toMatchObject({ kind: 'step' });
  });

  it('is told once, and found as long as it is missing', () => {
    const { lines } = decide(state(), lookedUp(WORKING, MISSING));
    const again = decide(state({ lines }), lookedUp(WORKING, MISSING));
    expect(again.steps).toEqual([]);
    expect(again.findings).toMatchObject([{ kind: 'UNMENTIONED_LINE', lineId: 'lin_1' }]);
    expect(decide(state({ lines }), WAIT).lines[1]).toEqual(lines[1]);
  });

  it('does not keep the other lines from ending', () => {
    const fulfilled: LineState = { kind: 'fulfilled', vendorSubscriptionId: 'S1', endsOn: null };
    const decision = decide(state(), lookedUp(fulfilled, MISSING));
    expect(decision.lines.map(({ status }) => status)).toEqual(['COMPLETED', 'PROVISIONING']);
    expect(decision).toMatchObject({ status: 'PROVISIONING', next: { kind: 'step' } });
  });
});

describe('a checkout of unknown outcome', () => {
  const unknown = (ms: number): FulfilmentState =>
    state({ step: 'submit', checkoutSentAt: before(ms), lines: [line('0', UNMENTIONED)] });

  it('needs a person when neither looking it up nor repeating it has helped', () => {
    expect(found(unknown(2 * HIDES_MS - 1), WAIT)).toEqual([]);
    expect(found(unknown(2 * HIDES_MS), WAIT)).toEqual(['UNKNOWN_OUTCOME']);
  });

  it('needs nobody when it has certainly bought nothing', () => {
    expect(found(unknown(2 * HIDES_MS), { ...WAIT, isUnsent: true })).toEqual([]);
  });
});

describe('a vendor that refuses to answer', () => {
  const refused = { ...WAIT, refusal: refusal('VENDOR_REJECTED', 'Refused.', { vendorMessage: 'Not you.' }) };

  it('is given the time in which it may hide an order, and then a person has to look', () => {
    expect(found(state({ changedAt: before(HIDES_MS - 1) }), refused)).toEqual([]);
    const decision = decide(state({ changedAt: before(HIDES_MS) }), refused);
    expect(decision.findings).toEqual([{ kind: 'VENDOR_REFUSES', message: 'Refused. It says: “Not you.”' }]);
    expect(decision.status).toBe('PROVISIONING');
  });

  it('is found as well when it answered about other lines', () => {
    const lines = [line('0', { stage: 'assigning' }), line('1')];
    const partial = { ...lookedUp(WORKING), rest: refused } as StepOutcome;
    expect(found(state({ lines, changedAt: before(HIDES_MS) }), partial)).toEqual(['VENDOR_REFUSES']);
  });
});

describe('an order at which nothing changes', () => {
  const lines = [line('0', { stage: 'assigning' })];

  it('is overdue after ten times what the vendor usually takes', () => {
    expect(found(state({ lines, changedAt: before(10 * USUAL_MS - 1) }), lookedUp(WORKING))).toEqual([]);
    expect(found(state({ lines, changedAt: before(10 * USUAL_MS) }), lookedUp(WORKING))).toEqual(['OVERDUE']);
  });

  it('is not overdue while it waits for the customer', () => {
    const waiting = [line('0', { status: 'ACTION_REQUIRED', stage: 'agreement' })];
    expect(found(state({ lines: waiting, changedAt: before(20 * USUAL_MS) }), WAIT)).toEqual([]);
  });

  it('is not overdue because of a line for which a person looks already', () => {
    const missing = [line('0', { ...UNMENTIONED, stage: 'missing' })];
    expect(found(state({ lines: missing, changedAt: before(20 * USUAL_MS) }), lookedUp(MISSING))).toEqual([
      'UNMENTIONED_LINE lin_0',
    ]);
  });
});

describe('a look-up that read only some lines', () => {
  const rest: Wait = { kind: 'wait', afterMs: 7_000 };
  const partial: StepOutcome = { kind: 'looked-up', lines: [{ lineId: 'lin_0', state: WORKING }], rest };

  it('keeps what it read, and asks about the others after the pause that they need', () => {
    const decision = decide(state({ lines: [line('0'), line('1')] }), partial);
    expect(decision.lines.map(({ stage }) => stage)).toEqual(['assigning', null]);
    expect(decision.next).toEqual({ kind: 'step', afterMs: 7_000 });
  });

  it('keeps the moment from which lines wait for the agreement, of which an older acceptance would not count', () => {
    const since = before(60_000);
    const waiting = state({
      agreementNeededSince: since,
      lines: [line('0'), line('1', { status: 'ACTION_REQUIRED' })],
    });
    expect(decide(waiting, partial).agreementNeededSince).toBe(since);
    expect(decide(waiting, lookedUp(WORKING, WORKING)).agreementNeededSince).toBeNull();
  });
});

describe('an open item', () => {
  const stands = (kind: AttentionKind, order: FulfilmentState, outcome: StepOutcome, lineId: 'lin_1' | null = null) =>
    stillStands({ kind, lineId }, decide(order, outcome).stepped);
  const fulfilled: LineState = { kind: 'fulfilled', vendorSubscriptionId: 'S1', endsOn: null };

  it.each([
    ['UNMENTIONED_LINE', 'when the vendor shows the line', lookedUp(WORKING, { ...fulfilled }), false],
    ['UNMENTIONED_LINE', 'but not while the vendor is silent', WAIT, true],
    ['VENDOR_REFUSES', 'when the vendor answers', lookedUp(WORKING, MISSING), false],
    ['VENDOR_REFUSES', 'but not while it does not', WAIT, true],
    ['OVERDUE', 'when something changes', lookedUp(WORKING), false],
    ['JOB_FAILING', 'with the next step', WAIT, false],
    ['JOB_EXHAUSTED', 'with the next step', WAIT, false],
  ] as const)('of the kind %s closes %s', (kind, _when, outcome, expected) => {
    expect(stands(kind, state(), outcome, kind === 'UNMENTIONED_LINE' ? 'lin_1' : null)).toBe(expected);
  });

  it('closes with the order, whatever it is about', () => {
    const kinds = ['UNMENTIONED_LINE', 'UNKNOWN_OUTCOME', 'VENDOR_REFUSES', 'OVERDUE'] as const;
    for (const kind of kinds) expect(stands(kind, state(), lookedUp(fulfilled, fulfilled), 'lin_1')).toBe(false);
  });
});

describe('what an operator found out about a line', () => {
  const verdict = (vendorSubscriptionId: string | null) =>
    new Map([['lin_1', { message: 'Microsoft never got it.', vendorSubscriptionId }]]);

  it('ends the line that the vendor does not mention', () => {
    const failed = decide(state({ verdicts: verdict(null) }), lookedUp(WORKING, MISSING));
    expect(failed.lines[1]).toMatchObject({ status: 'FAILED', error: { message: 'Microsoft never got it.' } });
    expect(failed.findings).toEqual([]);
    const completed = decide(state({ verdicts: verdict('S9') }), lookedUp(WORKING, MISSING));
    expect(completed.lines[1]?.status).toBe('COMPLETED');
    expect(completed.subscriptions).toEqual([{ lineId: 'lin_1', vendorSubscriptionId: 'S9', endsOn: null }]);
  });

  it('counts for nothing where the vendor itself says something', () => {
    const decision = decide(state({ verdicts: verdict(null) }), lookedUp(WORKING, WORKING));
    expect(decision.lines[1]?.status).toBe('PROVISIONING');
  });
});
