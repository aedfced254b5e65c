import type { Writer } from '../../../shared/database/transaction.ts';
import type { AttentionMail } from '../../../shared/mail/message-data.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { PLATFORM_SENDER } from '../../../shared/mail/sender.ts';
import type { WorkContext } from '../../context.ts';
import { AttentionEntity, type AttentionRow } from '../../entities/attention.ts';
import { OrderEntity, OrderLineEntity } from '../../entities/order.ts';
import { ATTENTION_KINDS } from '../../rules/attention/attention-kinds.ts';
import { ATTENTION_QUEUE, type AttentionJobData } from './open-item.ts';

/** The language of the mails to operators. */
const LANGUAGE = 'en';

/** The pause between two mails: however much goes wrong, operators get a mail at once, and then one for each pause. */
const PAUSE_MS = 15 * 60_000;

/** The most items that one mail describes; it says how many more there are. */
const MAX_DESCRIBED = 20;

/**
 * Tells the operators of a new item: in the log at once, and by mail where an address is configured. A mail is about every
 * item that is open and that no mail has told of yet. Throws when the mail cannot be handed over, to be tried again.
 */
export async function tellOperators(context: WorkContext, data: AttentionJobData): Promise<void> {
  const { deps } = context;
  const item = await context.read.findOne(AttentionEntity, { id: data.itemId });
  if (item === null) return;
  if (data.isLogged !== true) {
    const { id, kind, subject, message } = item;
    deps.logger.warn({ item: id, kind, subject, reason: message }, 'something needs attention');
  }
  const { operatorMail } = deps.config;
  if (operatorMail === undefined) return;
  const items = await context.write((tx) => claimItems(tx, context, item.id));
  if (items.length === 0) return;
  const sender = PLATFORM_SENDER;
  const recipient = { firstName: 'Tiergraph', lastName: 'operators', email: operatorMail };
  const mail = await toMail(context, items);
  await deps.mailer.send({
    name: `attention-${item.id}`,
    sender,
    recipient,
    content: renderMail('platform.attention', mail, { language: LANGUAGE, sender, recipient }),
  });
}

/** The items that this job's mail is about; none when another mail tells of its item, or the pause is not over. */
async function claimItems(tx: Writer, { deps }: WorkContext, id: AttentionRow['id']): Promise<readonly AttentionRow[]> {
  const now = deps.now();
  const [last] = await tx.query<{ readonly told_ms: number | null }>(
    'select (extract(epoch from max(told_at)) * 1000)::float8 as told_ms from orders.attention',
  );
  // Read after the last mail's moment, so that what that mail was about is told.
  const item = await tx.findOne(AttentionEntity, { id });
  if (item === null) return [];
  const { toldWith, resolvedAt } = item;
  // The same job before, which could not hand its mail over.
  if (toldWith === id) return tx.find(AttentionEntity, { toldWith: id }, { orderBy: { id: 'asc' } });
  const isTold = typeof toldWith === 'string' || (resolvedAt ?? null) !== null;
  if (isTold) return [];
  const startAfter = new Date((last?.told_ms ?? 0) + PAUSE_MS);
  if (startAfter > now) {
    const later: AttentionJobData = { itemId: id, isLogged: true };
    await deps.jobs.enqueue(tx, ATTENTION_QUEUE.name, later, { startAfter });
    return [];
  }
  await tx.execute(
    'update orders.attention set told_with = ?, told_at = ? where told_with is null and resolved_at is null',
    [id, now],
  );
  return tx.find(AttentionEntity, { toldWith: id }, { orderBy: { id: 'asc' } });
}

async function toMail({ read }: WorkContext, items: readonly AttentionRow[]): Promise<AttentionMail> {
  const described = items.slice(0, MAX_DESCRIBED);
  const orders = await read.find(OrderEntity, { id: { $in: described.flatMap(({ orderId }) => orderId ?? []) } });
  const lines = await read.find(OrderLineEntity, { id: { $in: described.flatMap(({ lineId }) => lineId ?? []) } });
  return {
    total: items.length,
    items: described.map(({ kind, orderId, lineId, message, since }) => {
      const order = orders.find(({ id }) => id === orderId);
      const line = lines.find(({ id }) => id === lineId);
      return {
        ...ATTENTION_KINDS[kind],
        orderNumber: order?.number,
        customerName: order?.customerProfile?.name,
        line: line === undefined ? undefined : { quantity: line.quantity, productName: line.productName },
        message,
        since,
      };
    }),
  };
}
