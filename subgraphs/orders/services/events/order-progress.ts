import type { EntityManager } from '@mikro-orm/postgresql';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { decodeCursor, encodeCursor } from '../../../shared/graphql/connection.ts';
import type { OrdersServices } from '../../context.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { OrderEntity } from '../../entities/order.ts';
import { isOrderTerminal } from '../../rules/fulfilment/order-status.ts';
import { LOG_START } from './event-log.ts';

/** An event's place in the log and in its order, as a client gives it back. */
export function eventCursor({ logPosition, sequence }: ProvisioningEventRow): string {
  return encodeCursor([logPosition.transactionId, logPosition.position, String(sequence)]);
}

/** Reads a cursor of an event. Throws BAD_USER_INPUT for anything else. */
export function readEventCursor(after: string | null | undefined): LogPosition & { readonly sequence: number } {
  if (after === undefined || after === null) return { ...LOG_START, sequence: 0 };
  const [transactionId = '', position = '', sequence = '', ...rest] = decodeCursor(after) ?? [];
  if (
    rest.length > 0 ||
    !/^\d{1,19}$/.test(transactionId) ||
    !/^\d{1,18}$/.test(position) ||
    !/^\d{1,9}$/.test(sequence)
  ) {
    throw badUserInput('after must be the cursor of an event, unchanged.', 'after');
  }
  return { transactionId, position, sequence: Number(sequence) };
}

/** One order's steps after a place, then live; ends with the step that ended the order. */
export function followOrder(
  { feed }: Pick<OrdersServices, 'feed'>,
  em: EntityManager,
  orderId: string,
  after: LogPosition,
): AsyncIterableIterator<ProvisioningEventRow> {
  const events = feed.follow({ kind: 'order', orderId }, after);
  let ended: boolean | undefined;
  return {
    async next() {
      ended ??= await isOver(em, orderId, after);
      if (ended) {
        await events.return?.();
        return { done: true, value: undefined };
      }
      const step = await events.next();
      ended = step.done !== true && step.value.terminal && (await isLast(em, step.value));
      return step;
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** An order that ended at or before the cursor has nothing more to say. */
async function isOver(em: EntityManager, orderId: string, after: LogPosition): Promise<boolean> {
  const rows = await em.fork().execute<object[]>(
    `select 1 from orders."order" o
     where id = ? and status in ('COMPLETED', 'PARTIALLY_COMPLETED', 'FAILED', 'CANCELLED')
       and not exists (
         select 1 from orders.provisioning_event e
         where e.order_id = o.id and (e.transaction_id, e.position) > (?::xid8, ?::bigint))`,
    [orderId, after.transactionId, after.position],
  );
  return rows.length > 0;
}

async function isLast(em: EntityManager, event: ProvisioningEventRow): Promise<boolean> {
  const order = await em.fork().findOne(OrderEntity, { id: event.orderId });
  return order === null || (isOrderTerminal(order.status) && order.eventSequence === event.sequence);
}
