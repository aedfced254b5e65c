import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext, WorkContext } from '../../context.ts';
import { AttentionEntity } from '../../entities/attention.ts';
import { OrderEntity, OrderLineEntity, type OrderRow } from '../../entities/order.ts';
import { decideVerdict, type LineCompletion, type Verdicts } from '../../rules/attention/verdict.ts';
import { askForStep } from './ask-for-step.ts';

const PATH = { path: ['lineId'] } as const;

/**
 * Notes what an operator found out about a line that the vendor does not mention. The next step of its order, which is done at
 * once, ends the line with it, unless the vendor shows the line by then. Only the provider may, because it can ask the vendor.
 */
export async function completeLine(context: SignedInContext, completion: LineCompletion): Promise<Outcome<OrderRow>> {
  const { viewer, deps } = context;
  const { lineId } = completion;
  const verdict = decideVerdict(completion);
  return context.write(async (tx) => {
    const order = await findOrderOf(tx, lineId);
    if (order === null || !maySee(viewer, order.path)) {
      return refused(refusal('NOT_FOUND', 'There is no order line with this id that you may see.', PATH));
    }
    if (viewer.accountType !== 'PROVIDER') {
      const remedies = [{ description: 'Ask the provider. The line stands in its list of what needs attention.' }];
      return refused(refusal('NOT_ALLOWED', 'Only the provider can end a line by hand.', { ...PATH, remedies }));
    }
    if (!verdict.ok) return verdict;
    // As in the steps of orders, the job comes before the item, so that neither waits for the other.
    await askForStep(tx, deps, order.id);
    const item = await tx.lock(AttentionEntity, { subject: lineId, kind: 'UNMENTIONED_LINE', resolvedAt: null });
    if (item === null) {
      const remedies = [{ description: 'Wait until the vendor has ended the line.' }];
      const message =
        'Only a line that the vendor does not mention, and that stands in the list, can be ended by hand.';
      return refused(refusal('STATE_CONFLICT', message, { ...PATH, remedies }));
    }
    item.verdict = verdict.value;
    await recordChange(tx, context, {
      action: 'completeOrderLine',
      accountId: order.customerId,
      subjectId: lineId,
      changes: changesOfField('outcome', undefined, verdict.value),
    });
    return done(order);
  });
}

async function findOrderOf(tx: Writer, lineId: Id<'lin'>): Promise<OrderRow | null> {
  const line = await tx.findOne(OrderLineEntity, { id: lineId });
  return line === null ? null : tx.findOne(OrderEntity, { id: line.orderId });
}

/** What operators have found out about the lines of an order. */
export async function readVerdicts({ read }: WorkContext, orderId: Id<'ord'>): Promise<Verdicts> {
  const items = await read.find(AttentionEntity, { orderId, resolvedAt: null });
  return new Map(
    items.flatMap(({ lineId, verdict }) =>
      typeof lineId === 'string' && verdict !== null && verdict !== undefined ? [[lineId, verdict] as const] : [],
    ),
  );
}
