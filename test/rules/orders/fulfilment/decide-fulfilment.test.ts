import { describe, expect, it } from 'vitest';
import {
  decideFulfilment,
  type FulfilmentDecision,
  type FulfilmentState,
  type StepOutcome,
} from '../../../../subgraphs/orders/rules/fulfilment/decide-fulfilment.ts';
import type { FulfilledLine } from '../../../../subgraphs/orders/rules/fulfilment/line-state.ts';
import type { LineState } from '../../../../subgraphs/orders/rules/fulfilment/vendor-outcome.ts';
import { refusal } from '../../../../subgraphs/shared/domain/refusal.ts';

const NOW = new Date('2026-11-26T10:00:00Z');
const CLOCK = { vendorName: 'Microsoft', now: NOW, expectedMs: 1_200_000, followMs: 15_000, lookUpMs: 900_000 };
const AGREEMENT = refusal('CUSTOMER_AGREEMENT_MISSING', 'The customer has not accepted the agreement.');

const line = (id: string, values: Partial<FulfilledLine> = {}): FulfilledLine => ({
  id: `lin_${id}`,
  status: 'PROVISIONING',
  stage: null,
  error: null,
  vendorOrderId: 'V1',
  vendorLineNumber: 0,
  ...values,
});
const state = (lines: readonly FulfilledLine[], values: Partial<FulfilmentState> = {}): FulfilmentState => ({
  step: 'follow',
  tenantDomain: 'contoso.onmicrosoft.com',
  agreementNeededSince: null,
  changedAt: NOW,
  checkoutSentAt: null,
  lines,
  ...values,
});
const lookedUp = (...states: readonly LineState[]): StepOutcome => ({
  kind: 'looked-up',
  lines: states.map((atVendor, index) => ({ lineId: `lin_${index}`, state: atVendor })),
});
const decide = (before: FulfilmentState, outcome: StepOutcome): FulfilmentDecision =>
  decideFulfilment(before, outcome, CLOCK);
const told = ({ steps }: FulfilmentDecision): readonly string[] =>
  steps.map(({ previousStatus, status, message }) => `${previousStatus} → ${status}: ${message}`);

describe('an order whose tenant is prepared', () => {
  const submitted = state([line('0', { status: 'SUBMITTED' })], { step: 'prepare', agreementNeededSince: NOW });
  const prepared: StepOutcome = { kind: 'prepared', vendorCustomerId: 'C1', vendorCartId: 'K1' };

  it('is submitted at once, and waits for nobody to accept an agreement any more', () => {
    const decision = decide(submitted, prepared);
    expect(decision).toMatchObject({
      step: 'submit',
      status: 'PROVISIONING',
      agreementNeededSince: null,
      prepared,
      next: { kind: 'step', afterMs: 0 },
    });
    expect(told(decision)).toEqual(['SUBMITTED → PROVISIONING: The tenant contoso.onmicrosoft.com is ready.']);
  });

  it('tells that the tenant was created when there are credentials', () => {
    const credentials = { userId: 'admin', temporaryPassword: 'secret' };
    const decision = decide(submitted, { ...prepared, credentials });
    expect(told(decision)).toEqual(['SUBMITTED → PROVISIONING: The tenant contoso.onmicrosoft.com was created.']);
    expect(JSON.stringify(decision.steps)).not.toContain('secret');
  });
});

describe('an order that the vendor has taken', () => {
  const before = state([line('0', { vendorOrderId: null }), line('1', { vendorOrderId: null })], { step: 'submit' });
  const accepted = { kind: 'accepted', lineId: 'lin_0', vendorOrderId: 'V7', vendorLineNumber: 3 } as const;
  const rejected = refusal('VENDOR_REJECTED', 'The vendor refused.', { vendorMessage: 'Not today.' });

  it('is followed, with the ids that the vendor gave its lines', () => {
    const decision = decide(before, { kind: 'submitted', lines: [accepted, { ...accepted, lineId: 'lin_1' }] });
    expect(decision).toMatchObject({ step: 'follow', next: { kind: 'step', afterMs: 15_000 } });
    expect(decision.lines[0]).toMatchObject({ vendorOrderId: 'V7', vendorLineNumber: 3, status: 'PROVISIONING' });
  });

  it('has failed lines where the vendor refused them, with its words', () => {
    const refused = { kind: 'refused', lineId: 'lin_1', refusal: rejected } as const;
    const decision = decide(before, { kind: 'submitted', lines: [accepted, refused] });
    expect(decision.lines.map(({ status }) => status)).toEqual(['PROVISIONING', 'FAILED']);
    expect(told(decision)[1]).toBe('PROVISIONING → FAILED: The vendor refused. Not today.');
    expect(decision.next.kind).toBe('step');
  });

  it('ends when every line was refused', () => {
    const decision = decide(before, { kind: 'refused', refusal: rejected });
    expect(decision).toMatchObject({ step: 'done', status: 'FAILED', next: { kind: 'close' } });
  });
});

describe('an order that is looked up', () => {
  it('writes a step for each new stage, and none for a stage that it knows', () => {
    const working: LineState = { kind: 'working', stage: 'allocating', message: 'Allocating.' };
    const first = decide(state([line('0')]), lookedUp(working));
    expect(told(first)).toEqual(['PROVISIONING → PROVISIONING: Allocating.']);
    const again = decide(state(first.lines), lookedUp(working));
    expect(again.steps).toEqual([]);
    expect(again.lines).toEqual(first.lines);
  });

  it('creates a subscription for each fulfilled line, and closes when all have ended', () => {
    const fulfilled: LineState = { kind: 'fulfilled', vendorSubscriptionId: 'S1', endsOn: '2027-11-25' };
    const decision = decide(state([line('0'), line('1', { status: 'FAILED' })]), lookedUp(fulfilled, fulfilled));
    expect(decision.subscriptions).toEqual([{ lineId: 'lin_0', vendorSubscriptionId: 'S1', endsOn: '2027-11-25' }]);
    expect(decision).toMatchObject({ step: 'done', status: 'PARTIALLY_COMPLETED', next: { kind: 'close' } });
  });

  it('asks for an action by mail once, whatever number of lines wait for it', () => {
    const waits: LineState = { kind: 'action-required', stage: 'agreement', refusal: AGREEMENT };
    const first = decide(state([line('0'), line('1')]), lookedUp(waits, waits));
    expect(first).toMatchObject({ status: 'ACTION_REQUIRED', asksForAction: true, agreementNeededSince: NOW });
    const again = decide(state(first.lines, { agreementNeededSince: NOW }), lookedUp(waits, waits));
    expect(again).toMatchObject({ asksForAction: false, steps: [] });
  });
});

describe('the pause before an order is looked at again', () => {
  const unchangedFor = (seconds: number): Partial<FulfilmentState> => ({
    step: 'follow',
    changedAt: new Date(NOW.getTime() - seconds * 1_000),
  });
  const working: LineState = { kind: 'working', stage: 'assigning', message: 'Microsoft assigns the licences.' };
  const atThatStage = [line('0', { stage: 'assigning' })];

  it.each([
    [0, 15_000],
    [150, 15_000],
    [600, 60_000],
    [3_600, 360_000],
    [9_000, 900_000],
    [86_400 * 30, 900_000],
  ])('after %d seconds without a change is %d ms', (seconds, afterMs) => {
    expect(decide(state(atThatStage, unchangedFor(seconds)), lookedUp(working)).next).toEqual({
      kind: 'step',
      afterMs,
    });
  });

  it('is short again after a change', () => {
    expect(decide(state([line('0')], unchangedFor(86_400)), lookedUp(working)).next).toEqual({
      kind: 'step',
      afterMs: 15_000,
    });
  });

  it('is never shorter than the vendor asks for', () => {
    const throttled: StepOutcome = { kind: 'wait', afterMs: 60_000 };
    expect(decide(state(atThatStage, unchangedFor(60)), throttled).next).toEqual({ kind: 'step', afterMs: 60_000 });
  });
});

describe('an order whose checkout was not answered', () => {
  it('forgets the checkout only when it has certainly bought nothing', () => {
    const submitting = state([line('0')], { step: 'submit' });
    for (const isUnsent of [true, false]) {
      const decision = decide(submitting, { kind: 'wait', afterMs: 2_000, isUnsent });
      expect(decision).toMatchObject({
        step: 'submit',
        forgetsCheckout: isUnsent,
        next: { kind: 'step', afterMs: 2_000 },
      });
    }
    expect(decide(submitting, { kind: 'wait', afterMs: 2_000 }).forgetsCheckout).toBe(false);
  });
});

describe('an order that needs an agreement', () => {
  const needed: StepOutcome = { kind: 'agreement-needed', afterMs: 60_000, refusal: AGREEMENT };

  it('says first that the vendor was asked, then what is required', () => {
    const decision = decide(state([line('0', { status: 'SUBMITTED' })], { step: 'prepare' }), needed);
    expect(decision.steps.map(({ status }) => status)).toEqual(['PROVISIONING', 'ACTION_REQUIRED']);
    expect(decision.steps.map(({ waitingOn }) => waitingOn?.party)).toEqual(['VENDOR', 'CUSTOMER']);
    expect(decision).toMatchObject({
      step: 'prepare',
      forgetsCheckout: true,
      asksForAction: true,
      next: { kind: 'step', afterMs: 60_000 },
    });
  });

  it('keeps the moment from which it waits', () => {
    const since = new Date('2026-11-20T10:00:00Z');
    const waiting = state([line('0', { status: 'ACTION_REQUIRED', error: AGREEMENT })], {
      agreementNeededSince: since,
    });
    expect(decide(waiting, needed)).toMatchObject({ agreementNeededSince: since, steps: [], asksForAction: false });
  });
});

describe('an order whose vendor does not answer', () => {
  it('tells a wait that is worth telling once, and repeats the step', () => {
    const wait: StepOutcome = { kind: 'wait', afterMs: 5_000, reason: 'Microsoft does not answer.' };
    const first = decide(state([line('0')]), wait);
    expect(told(first)).toEqual(['PROVISIONING → PROVISIONING: Microsoft does not answer.']);
    expect(first.next).toEqual({ kind: 'step', afterMs: 5_000 });
    expect(decide(state(first.lines), wait).steps).toEqual([]);
  });

  it('does not take away what the customer has to do', () => {
    const waiting = line('0', { status: 'ACTION_REQUIRED', stage: 'agreement', error: AGREEMENT });
    const decision = decide(state([waiting]), { kind: 'wait', afterMs: 5_000, reason: 'Microsoft does not answer.' });
    expect(decision.lines).toEqual([waiting]);
    expect(decision.status).toBe('ACTION_REQUIRED');
  });

  it('leaves lines alone that have ended', () => {
    const done = line('0', { status: 'COMPLETED' });
    const decision = decide(state([done, line('1')]), { kind: 'wait', afterMs: 1, reason: 'Silence.' });
    expect(decision.lines[0]).toEqual(done);
  });
});
