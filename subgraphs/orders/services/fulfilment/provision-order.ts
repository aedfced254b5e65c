import { isDeepStrictEqual } from 'node:util';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import { vendorOfOrder } from '../../connectors/vendors.ts';
import type { WorkContext } from '../../context.ts';
import {
  decideFulfilment,
  type FulfilmentDecision,
  type FulfilmentState,
  type StepOutcome,
} from '../../rules/fulfilment/decide-fulfilment.ts';
import { readVerdicts } from '../attention/complete-line.ts';
import type { ProvisionJob } from './enqueue-step.ts';
import {
  markCheckoutSent,
  openOrder,
  TakenOver,
  toFulfilmentOrder,
  toFulfilmentState,
  type OpenOrder,
} from './open-order.ts';
import { writeFulfilment } from './write-fulfilment.ts';

/**
 * Does the next step of an order, and those that can follow at once. Each call to the vendor lies between two transactions:
 * what is about to be done is written before it, and its outcome after it, unless another worker wrote the step meanwhile.
 */
export async function provisionOrder(context: WorkContext, wanted: ProvisionJob, job: RunningJob): Promise<void> {
  let open = await openOrder(context, wanted);
  try {
    while (open !== undefined) open = await doStep(context, open, job);
  } catch (error) {
    // Whoever wrote the step continues with the order.
    if (!(error instanceof TakenOver)) throw error;
  }
}

/** Does one step and writes its outcome. Answers the order again when its next step follows at once. */
async function doStep(context: WorkContext, open: OpenOrder, job: RunningJob): Promise<OpenOrder | undefined> {
  const { write, deps } = context;
  const { step } = open.fulfilment;
  const outcome = await runStep(context, open, job);
  if (outcome === undefined || step === 'done') return undefined;
  const state = await toAttendedState(context, open);
  const { name: vendorName, pace } = vendorOfOrder(deps.vendors, open.fulfilment.connector);
  const decision = decideFulfilment(state, outcome, { ...pace, vendorName, now: deps.now() });
  if (decision.next.kind === 'step' && changesNothing(open, decision)) {
    job.again(new Date(deps.now().getTime() + decision.next.afterMs));
    return undefined;
  }
  const next = await write((tx) => writeFulfilment(tx, deps, { open, decision, job }), step);
  void deps.sequencer.run();
  return next === 'at once' ? open : undefined;
}

/** The order as it is decided on. Only of one that needs attention may operators know more than the vendor says. */
async function toAttendedState(context: WorkContext, open: OpenOrder): Promise<FulfilmentState> {
  const state = toFulfilmentState(open);
  if (!open.fulfilment.needsAttention) return state;
  return { ...state, verdicts: await readVerdicts(context, open.order.id) };
}

async function runStep(context: WorkContext, open: OpenOrder, job: RunningJob): Promise<StepOutcome | undefined> {
  const { connector } = vendorOfOrder(context.deps.vendors, open.fulfilment.connector);
  const { signal } = job;
  const order = toFulfilmentOrder(open);
  switch (open.fulfilment.step) {
    case 'prepare':
      return connector.prepare(order, signal);
    case 'submit':
      // The connector is told of earlier attempts only.
      if (order.checkoutSentAt === null && !open.isCheckoutNoted) await markCheckoutSent(context, open);
      job.assertHeld();
      return connector.submit(order, signal);
    case 'follow':
      return connector.lookUp(order, signal);
    case 'done':
      return undefined;
  }
}

/** Whether everything stays as it is, so that only the time of the next look is written. */
function changesNothing(open: OpenOrder, decision: FulfilmentDecision): boolean {
  const { step, lines, agreementNeededSince } = toFulfilmentState(open);
  return (
    decision.step === step &&
    decision.status === open.order.status &&
    decision.prepared === undefined &&
    decision.steps.length === 0 &&
    !decision.forgetsCheckout &&
    decision.findings.length === 0 &&
    !open.fulfilment.needsAttention &&
    isDeepStrictEqual(decision.agreementNeededSince, agreementNeededSince) &&
    isDeepStrictEqual(decision.lines, lines)
  );
}
