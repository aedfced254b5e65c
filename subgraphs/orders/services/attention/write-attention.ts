import type { Writer } from '../../../shared/database/transaction.ts';
import type { OrdersDeps } from '../../context.ts';
import { AttentionEntity, type AttentionRow } from '../../entities/attention.ts';
import type { FulfilmentRow } from '../../entities/fulfilment.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { FulfilmentDecision } from '../../rules/fulfilment/decide-fulfilment.ts';
import { stillStands } from '../../rules/attention/order-attention.ts';
import { PROVISION_QUEUE } from '../fulfilment/enqueue-step.ts';
import { openItem } from './open-item.ts';

/** An order that a worker has locked, with what was decided about it. */
export interface SteppedOrder {
  readonly open: { readonly order: OrderRow; readonly fulfilment: FulfilmentRow };
  readonly decision: Pick<FulfilmentDecision, 'findings' | 'stepped'>;
}

/** Brings the list up to date with a step: what it found is open, and what it moved on is closed. */
export async function writeAttention(tx: Writer, deps: OrdersDeps, { open, decision }: SteppedOrder): Promise<void> {
  const { order, fulfilment } = open;
  const { findings, stepped } = decision;
  const { id: orderId, path } = order;
  const now = deps.now();
  const items = (await tx.find(AttentionEntity, { orderId, resolvedAt: null })).filter(isAboutSteps);
  const isFound = ({ kind, lineId }: AttentionRow): boolean =>
    findings.some((finding) => finding.kind === kind && (finding.lineId ?? null) === (lineId ?? null));
  const ended = items.filter(
    (item) => !isFound(item) && !stillStands({ kind: item.kind, lineId: item.lineId ?? null }, stepped),
  );
  for (const item of ended) Object.assign(item, { resolvedAt: now, resolution: 'MOVED_ON' });
  for (const { kind, lineId = null, message } of findings) {
    await openItem(tx, deps, { subject: lineId ?? orderId, kind, orderId, lineId, path, message, job: null });
  }
  fulfilment.needsAttention = findings.length > 0 || ended.length < items.length;
}

/** Items about other jobs of an order, such as its mails, do not end with its steps. */
function isAboutSteps({ job }: AttentionRow): boolean {
  return job === null || job === undefined || job.queue === PROVISION_QUEUE.name;
}
