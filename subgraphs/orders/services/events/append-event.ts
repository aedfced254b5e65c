import type { Statement } from '../../../shared/database/question.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import type { WaitingOn } from '../../rules/fulfilment/waiting-on.ts';

/** A step of an order's timeline that is to be recorded. */
export interface NewEvent {
  readonly orderId: Id<'ord'>;
  /** The line that it is about; the whole order unless given. */
  readonly lineId?: Id<'lin'>;
  readonly status: LineStatus;
  readonly previousStatus?: Exclude<OrderStatus, 'PARTIALLY_COMPLETED'> | undefined;
  readonly message: string;
  readonly waitingOn?: WaitingOn | undefined;
  /** The order ends with this step. */
  readonly terminal?: boolean;
  readonly occurredAt: Date;
}

/** The topic on which new events are announced; a process that is told reads the log. */
export const EVENTS_TOPIC = 'orders.events';

/**
 * Appends a step to the log, under the order's next number. Numbering locks the order's row, so that the numbers of an order
 * have no gaps and no repetitions.
 */
export async function appendEvent(tx: Writer, event: NewEvent): Promise<void> {
  await tx.execute(
    `with numbered as (
       update orders."order" set event_sequence = event_sequence + 1 where id = ? returning id, event_sequence, path
     )
     insert into orders.provisioning_event
       (id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path, occurred_at)
     select ?, id, ?, event_sequence, ?, ?, ?, ?::jsonb, ?, path, ? from numbered`,
    [
      event.orderId,
      newId('evt'),
      event.lineId ?? null,
      event.status,
      event.previousStatus ?? null,
      event.message,
      event.waitingOn === undefined ? null : JSON.stringify(event.waitingOn),
      event.terminal ?? false,
      event.occurredAt,
    ],
  );
}

/**
 * The insert of an order's first step: a part of the statement that inserts the order, as `placed`, with 1 as its newest
 * number. In the message, `{number}` stands for the order's number.
 */
export function insertFirstEvent({ message, occurredAt }: Pick<NewEvent, 'message' | 'occurredAt'>): Statement {
  return {
    sql: `insert into orders.provisioning_event (id, order_id, sequence, status, message, terminal, path, occurred_at)
     select ?, id, event_sequence, status, replace(?, '{number}', number), false, path, ? from placed`,
    values: [newId('evt'), message, occurredAt],
  };
}
