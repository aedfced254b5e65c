import type { WorkContext } from '../../context.ts';
import { decideFulfilment, type StepOutcome } from '../../rules/fulfilment/decide-fulfilment.ts';
import type { ProvisionJob } from './enqueue-step.ts';
import {
  markCheckoutSent,
  reloadOrder,
  TakenOver,
  takeOver,
  toFulfilmentOrder,
  toFulfilmentState,
  type OpenOrder,
} from './open-order.ts';
import { writeFulfilment } from './write-fulfilment.ts';

/**
 * Does one step of an order and asks for the next. Each call to the vendor lies between two transactions: what is about to be
 * done is written before it, and its outcome after it, unless another worker took the order over meanwhile.
 */
export async function provisionOrder(context: WorkContext, job: ProvisionJob, signal: AbortSignal): Promise<void> {
  const { write, deps } = context;
  const taken = await takeOver(context, job);
  if (taken === undefined) return;
  try {
    const outcome = await runStep(context, taken, signal);
    if (outcome === undefined) return;
    await write(async (tx) => {
      const open = await reloadOrder(tx, taken);
      const { followMs, expectedMs } = deps.config.microsoft;
      const decision = decideFulfilment(toFulfilmentState(open), outcome, { now: deps.now(), followMs, expectedMs });
      await writeFulfilment(tx, deps, { open, decision });
    });
    void deps.sequencer.run();
  } catch (error) {
    // The worker that took the order over continues with it.
    if (!(error instanceof TakenOver)) throw error;
  }
}

async function runStep(context: WorkContext, open: OpenOrder, signal: AbortSignal): Promise<StepOutcome | undefined> {
  const { connector } = context.deps;
  const order = toFulfilmentOrder(open);
  switch (open.fulfilment.step) {
    case 'prepare':
      return connector.prepare(order, signal);
    case 'submit':
      await markCheckoutSent(context, open);
      return connector.submit(order, signal);
    case 'follow':
      return connector.lookUp(order, signal);
    case 'done':
      return undefined;
  }
}
