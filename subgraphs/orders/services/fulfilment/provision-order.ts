import type { EntityManager } from '@mikro-orm/postgresql';
import type { AgreementNeeded, Refused, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import type { OrdersServices } from '../../context.ts';
import { EVENTS_TOPIC } from '../events/append-event.ts';
import {
  applyAgreementNeeded,
  applyLookUp,
  applyPrepared,
  applyRefused,
  applySubmitted,
  applyWait,
} from './apply-outcome.ts';
import { enqueueStep, type ProvisionJob } from './enqueue-step.ts';
import { claim, markCheckoutSent, reload, TakenOver, toFulfilmentOrder, type OpenOrder } from './fulfilment-store.ts';

/**
 * Does one step of an order and asks for the next. Every call to the vendor lies between two transactions:
 * what is about to be done is written before it, what came of it after it, unless another worker took over meanwhile.
 */
export async function provisionOrder(
  services: OrdersServices,
  fork: () => EntityManager,
  { orderId, stepsDone }: ProvisionJob,
  signal: AbortSignal,
): Promise<void> {
  const open = await claim(fork(), orderId, stepsDone);
  if (open === undefined) return;
  try {
    const apply = await runStep(services, fork, open, signal);
    await fork().transactional(async (tx) => {
      const current = await reload(tx, open);
      const afterMs = await apply(tx, current);
      current.fulfilment.stepsDone += 1;
      if (afterMs !== undefined) await enqueueStep(services, tx, { orderId, stepsDone: stepsDone + 1 }, afterMs);
    });
    services.bus.nudge(EVENTS_TOPIC);
  } catch (error) {
    // Whoever took the order over carries on with it.
    if (!(error instanceof TakenOver)) throw error;
  }
}

/** Writes what came of a step; answers after how long the next one is due, or undefined when there is none. */
type Apply = (em: EntityManager, open: OpenOrder) => Promise<number | undefined>;

async function runStep(
  services: OrdersServices,
  fork: () => EntityManager,
  open: OpenOrder,
  signal: AbortSignal,
): Promise<Apply> {
  const { connector, now } = services;
  const order = toFulfilmentOrder(open);
  switch (open.fulfilment.step) {
    case 'prepare': {
      const outcome = await connector.prepare(order, signal);
      if (outcome.kind === 'prepared') return (tx, current) => applyPrepared(services, tx, current, outcome);
      return waitOrFail(services, outcome);
    }
    case 'submit': {
      await markCheckoutSent(fork(), open, now());
      const outcome = await connector.submit(order, signal);
      if (outcome.kind === 'submitted') return (tx, current) => applySubmitted(services, tx, current, outcome);
      return waitOrFail(services, outcome);
    }
    case 'follow': {
      const outcome = await connector.lookUp(order, signal);
      if (outcome.kind === 'looked-up') return (tx, current) => applyLookUp(services, tx, current, outcome);
      return waitOrFail(services, outcome);
    }
    case 'done':
      return () => Promise.resolve(undefined);
  }
}

function waitOrFail(services: OrdersServices, outcome: Wait | Refused | AgreementNeeded): Apply {
  switch (outcome.kind) {
    case 'wait':
      return (tx, current) => applyWait(services, tx, current, outcome);
    case 'agreement-needed':
      return (tx, current) => applyAgreementNeeded(services, tx, current, outcome);
    case 'refused':
      return (tx, current) => applyRefused(services, tx, current, outcome.refusal);
  }
}
