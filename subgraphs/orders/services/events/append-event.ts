import type { Statement } from '../../../shared/database/sql.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import type { WaitingOn } from '../../rules/fulfilment/waiting-on.ts';

/** A step of an order's timeline that is to be recorded. */
export interface NewEvent {
  /** The line that it is about; the whole order unless given. */
  readonly lineId?: Id<'lin'>;
  readonly status: LineStatus;
  readonly previousStatus?: Exclude<OrderStatus, 'PARTIALLY_COMPLETED'> | undefined;
  readonly message: string;
  readonly waitingOn?: WaitingOn | undefined;
  /** The order ends with this step. */
  readonly terminal?: boolean;
}

/** The topic on which new events are announced; a process that is told reads the log. */
export const EVENTS_TOPIC = 'orders.events';

/** Appends one step to the log, like `appendEvents`. */
export async function appendEvent(
  tx: Writer,
  { orderId, occurredAt, ...event }: NewEvent & { readonly orderId: Id<'ord'>; readonly occurredAt: Date },
): Promise<void> {
  await appendEvents(tx, orderId, [event], occurredAt);
}

/**
 * Appends steps to the log, under the order's next numbers, and answers the last of these. Numbering locks the order's row, so
 * that the numbers of an order have no gaps and no repetitions.
 */
export async function appendEvents(
  tx: Writer,
  orderId: Id<'ord'>,
  events: readonly NewEvent[],
  occurredAt: Date,
): Promise<number> {
  const rows = events.map((event, index) => ({
    place: index + 1,
    id: newId('evt'),
    line_id: event.lineId,
    status: event.status,
    previous_status: event.previousStatus,
    message: event.message,
    waiting_on: event.waitingOn,
    terminal: event.terminal ?? false,
  }));
  const [numbered] = await tx.execute<{ readonly last: number }>(
    `with numbered as (
       update orders."order" set event_sequence = event_sequence + ?::int where id = ? returning id, event_sequence, path
     ), added as (
       insert into orders.provisioning_event
         (id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path, occurred_at)
       select event.id, numbered.id, line_id, event_sequence - ?::int + place, status, previous_status, message, waiting_on,
         terminal, path, ?::timestamptz
       from numbered, jsonb_to_recordset(?::jsonb) as event (
         place int, id text, line_id text, status text, previous_status text, message text, waiting_on jsonb,
         terminal boolean)
       order by place
     )
     select event_sequence as last from numbered`,
    [rows.length, orderId, rows.length, occurredAt, JSON.stringify(rows)],
  );
  invariant(numbered, 'the order is there');
  return numbered.last;
}

/**
 * The insert of an order's first step: a part of the statement that inserts the order, as `placed`, with 1 as its newest
 * number. In the message, `{number}` stands for the order's number.
 */
export function insertFirstEvent({
  message,
  occurredAt,
}: Pick<NewEvent, 'message'> & { readonly occurredAt: Date }): Statement {
  return {
    sql: `insert into orders.provisioning_event (id, order_id, sequence, status, message, terminal, path, occurred_at)
     select ?, id, event_sequence, status, replace(?, '{number}', number), false, path, ? from placed`,
    values: [newId('evt'), message, occurredAt],
  };
}
