import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../shared/domain/ids.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { WaitingOn } from '../../rules/fulfilment/waiting-on.ts';

/** One step to write down. */
export interface NewEvent {
  readonly orderId: string;
  readonly lineId?: string | undefined;
  readonly status: LineStatus;
  readonly previousStatus?: LineStatus | undefined;
  readonly message: string;
  readonly waitingOn?: WaitingOn | undefined;
  readonly terminal?: boolean;
  readonly occurredAt: Date;
}

/** The topic on which new events are announced; who hears it reads the log. */
export const EVENTS_TOPIC = 'orders.events';

/**
 * Writes a step into the log with the order's next number, in the caller's transaction.
 * The order's row is locked by the numbering, so numbers have no gap and no repeat.
 */
export async function appendEvent(em: EntityManager, event: NewEvent): Promise<void> {
  await em.execute(
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
