import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps } from '../../context.ts';
import { AttentionEntity, type AttentionJob } from '../../entities/attention.ts';
import type { AttentionKind } from '../../rules/attention/attention-kinds.ts';

/** The queue that tells operators of new items, each of which is a job. */
export const ATTENTION_QUEUE = {
  name: 'orders.attention',
  options: { retryLimit: 50, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
};

export interface AttentionJobData {
  readonly itemId: Id<'att'>;
  /** The item has been logged, and waits for the next mail. */
  readonly isLogged?: boolean;
}

/** What a person has to look at. */
export interface NewItem {
  /** What it is about: of each subject and kind at most one item is open. */
  readonly subject: string;
  readonly kind: AttentionKind;
  readonly orderId: Id<'ord'> | null;
  readonly lineId: Id<'lin'> | null;
  readonly path: string;
  /** For everybody who may see the path: without secrets, prices and causes inside the platform. */
  readonly message: string;
  readonly job: AttentionJob | null;
}

/**
 * Puts an item into the list and has the operators told, in the transaction of the step that found it. One that is open
 * already was seen again, and nobody is told twice.
 */
export async function openItem(tx: Writer, deps: Pick<OrdersDeps, 'jobs' | 'now'>, item: NewItem): Promise<void> {
  const now = deps.now();
  const { subject, kind, message } = item;
  const open = await tx.findOne(AttentionEntity, { subject, kind, resolvedAt: null });
  if (open !== null) {
    Object.assign(open, { message, lastSeenAt: now });
    return;
  }
  const { id } = tx.create(AttentionEntity, { ...item, id: newId('att'), since: now, lastSeenAt: now });
  const data: AttentionJobData = { itemId: id };
  await deps.jobs.enqueue(tx, ATTENTION_QUEUE.name, data);
}
