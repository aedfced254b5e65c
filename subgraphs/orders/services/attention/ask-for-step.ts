import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps } from '../../context.ts';
import { FulfilmentEntity } from '../../entities/fulfilment.ts';
import { enqueueStep, hastenSteps } from '../fulfilment/enqueue-step.ts';

/** Has the next step of an order done now. An order whose job was given up gets another one; one that has ended gets none. */
export async function askForStep(tx: Writer, deps: Pick<OrdersDeps, 'jobs'>, orderId: Id<'ord'>): Promise<void> {
  const fulfilment = await tx.findOne(FulfilmentEntity, { orderId });
  if (fulfilment === null || fulfilment.step === 'done') return;
  const hastened = await hastenSteps(tx, deps, [orderId]);
  if (!hastened.has(orderId)) await enqueueStep(tx, deps, { orderId, stepsDone: fulfilment.stepsDone });
}
