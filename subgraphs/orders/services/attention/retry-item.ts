import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { OrdersDeps, SignedInContext } from '../../context.ts';
import { AttentionEntity, type AttentionRow } from '../../entities/attention.ts';
import { PROVISION_QUEUE } from '../fulfilment/enqueue-step.ts';
import { askForStep } from './ask-for-step.ts';

const PATH = { path: ['itemId'] } as const;

/**
 * Has what an item is about done now: the next step of its order, or the job that was given up. A step looks up what is
 * unknown and repeats nothing blindly, so its item stays until the order has moved on; a job that is done again takes its
 * item off the list, and brings another one when it is given up again. The audit log records it.
 */
export async function retryItem(context: SignedInContext, itemId: Id<'att'>): Promise<Outcome<AttentionRow>> {
  const { viewer, deps } = context;
  return context.write(async (tx) => {
    const item = await tx.findOne(AttentionEntity, { id: itemId });
    if (item === null || !maySee(viewer, item.path)) {
      return refused(refusal('NOT_FOUND', 'There is no item with this id that you may see.', PATH));
    }
    if ((item.resolvedAt ?? null) !== null) return notOpen();
    // As in the steps of orders, the job comes before the item, so that neither waits for the other.
    await askAgain(tx, deps, item);
    const locked = await tx.lock(AttentionEntity, { id: itemId });
    if (locked === null || (locked.resolvedAt ?? null) !== null) return notOpen();
    if (item.kind === 'JOB_EXHAUSTED') Object.assign(locked, { resolvedAt: deps.now(), resolution: 'RETRIED' });
    await recordChange(tx, context, {
      action: 'retryAttentionItem',
      accountId: accountIdsOf(item.path).at(-1) ?? viewer.accountId,
      subjectId: item.lineId ?? item.orderId ?? undefined,
      changes: changesOfField('item', undefined, item.kind),
    });
    return done(locked);
  });
}

/** Somebody else has retried it, or it moved on: what was asked for here is rolled back. */
function notOpen(): Outcome<never> {
  const remedies = [{ description: 'List the items again. Nothing has to be done about this one.' }];
  return refused(refusal('STATE_CONFLICT', 'The item is not in the list any more.', { ...PATH, remedies }));
}

async function askAgain(tx: Writer, deps: OrdersDeps, { orderId, job }: AttentionRow): Promise<void> {
  const isJob = job !== null && job !== undefined && job.queue !== PROVISION_QUEUE.name;
  if (isJob) await deps.jobs.enqueue(tx, job.queue, job.data);
  else if (typeof orderId === 'string') await askForStep(tx, deps, orderId);
}
