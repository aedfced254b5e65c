import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { ExhaustedJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AttentionEntity } from '../../entities/attention.ts';
import { FulfilmentEntity } from '../../entities/fulfilment.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import { exhaustedMessage, failingMessage } from '../../rules/attention/job-messages.ts';
import type { ProvisionJob } from '../fulfilment/enqueue-step.ts';
import { PROVISION_QUEUE } from '../fulfilment/enqueue-step.ts';
import { ATTENTION_QUEUE, openItem } from './open-item.ts';

/** Puts a job into the list that has failed so often that it is not tried any more. */
export async function recordExhausted({ write, deps }: WorkContext, { queue, id, data }: ExhaustedJob): Promise<void> {
  // Were the mails of the list in the list, each of them would need another one.
  if (queue === ATTENTION_QUEUE.name) return;
  await write(async (tx) => {
    const order = await lockOrderOf(tx, data);
    const subject = `${queue} ${order?.id ?? id}`;
    if (queue === PROVISION_QUEUE.name && (order === null || !(await marksStep(tx, order.id, data)))) return;
    const now = deps.now();
    const failing = await tx.findOne(AttentionEntity, { subject, kind: 'JOB_FAILING', resolvedAt: null });
    if (failing !== null) Object.assign(failing, { resolvedAt: now, resolution: 'MOVED_ON' });
    await openItem(tx, deps, {
      subject,
      kind: 'JOB_EXHAUSTED',
      orderId: order?.id ?? null,
      lineId: null,
      path: order?.path ?? (await providerPath(tx)),
      message: exhaustedMessage(queue, id),
      job: { queue, data },
    });
  });
}

/** Puts an order into the list whose next step fails again and again, while it is still tried. */
export async function recordFailing({ write, deps }: WorkContext, data: ProvisionJob): Promise<void> {
  await write(async (tx) => {
    const order = await lockOrderOf(tx, data);
    if (order === null || !(await marksStep(tx, order.id, data))) return;
    const { name: queue } = PROVISION_QUEUE;
    await openItem(tx, deps, {
      subject: `${queue} ${order.id}`,
      kind: 'JOB_FAILING',
      orderId: order.id,
      lineId: null,
      path: order.path,
      message: failingMessage(queue),
      job: { queue, data },
    });
  });
}

async function lockOrderOf(tx: Writer, data: object): Promise<OrderRow | null> {
  const orderId = 'orderId' in data ? data.orderId : undefined;
  return typeof orderId === 'string' ? tx.lock(OrderEntity, { id: orderId as Id<'ord'> }) : null;
}

/** Marks the order of a step, so that its next step looks at the list; false when the order has gone on without the job. */
async function marksStep(tx: Writer, orderId: Id<'ord'>, data: object): Promise<boolean> {
  const fulfilment = await tx.findOne(FulfilmentEntity, { orderId });
  if (fulfilment === null || !('stepsDone' in data) || data.stepsDone !== fulfilment.stepsDone) return false;
  fulfilment.needsAttention = true;
  return true;
}

/** Where items stand that are about no order: only the provider sees them. */
async function providerPath(tx: Writer): Promise<string> {
  const [row] = await tx.query<{ readonly path: string }>(
    `select coalesce((select path from orders.account where type = 'PROVIDER' limit 1),
       (select subpath(path, 0, 1) from orders."order" limit 1), '')::text as path`,
  );
  return row?.path ?? '';
}
