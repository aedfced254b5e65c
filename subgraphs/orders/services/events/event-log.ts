import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';

/** Which events are wanted: those of one order, of an account with or without the accounts below it, or all. */
export type EventScope =
  | { readonly kind: 'order'; readonly orderId: Id<'ord'> }
  | { readonly kind: 'account'; readonly path: string; readonly includeDescendants: boolean }
  | { readonly kind: 'all' };

export const LOG_START: LogPosition = { transactionId: '0', position: '0' };

/** Whether one position in the log comes after another. */
export function isAfter(position: LogPosition, other: LogPosition): boolean {
  const [a, b] = [BigInt(position.transactionId), BigInt(other.transactionId)];
  return a === b ? BigInt(position.position) > BigInt(other.position) : a > b;
}

/** Whether an event belongs to a scope. */
export function isInScope(event: ProvisioningEventRow, scope: EventScope): boolean {
  switch (scope.kind) {
    case 'order':
      return event.orderId === scope.orderId;
    case 'account':
      return event.path === scope.path || (scope.includeDescendants && event.path.startsWith(`${scope.path}.`));
    case 'all':
      return true;
  }
}

/** The columns of an event. */
export const EVENT_COLUMNS = `id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path::text as path,
  occurred_at, position::text as position, transaction_id::text as transaction_id`;

/**
 * Only events that no running transaction can still precede. A reader would otherwise miss the events of a transaction that
 * commits after the reader has passed their position.
 */
const SETTLED = 'transaction_id < pg_snapshot_xmin(pg_current_snapshot())';

function scopeCondition(scope: EventScope): { readonly condition: string; readonly values: readonly string[] } {
  switch (scope.kind) {
    case 'order':
      return { condition: 'order_id = ?', values: [scope.orderId] };
    case 'account':
      return { condition: scope.includeDescendants ? 'path <@ ?::ltree' : 'path = ?::ltree', values: [scope.path] };
    case 'all':
      return { condition: 'true', values: [] };
  }
}

/** An event as SQL answers it. */
export interface RawEvent {
  readonly id: Id<'evt'>;
  readonly order_id: Id<'ord'>;
  readonly line_id: Id<'lin'> | null;
  readonly sequence: number;
  readonly status: ProvisioningEventRow['status'];
  readonly previous_status: ProvisioningEventRow['previousStatus'];
  readonly message: string;
  readonly waiting_on: ProvisioningEventRow['waitingOn'];
  readonly terminal: boolean;
  readonly path: string;
  readonly occurred_at: Date | string;
  readonly position: string;
  readonly transaction_id: string;
}

/** Reads an event as SQL answered it. */
export function toEvent(row: RawEvent): ProvisioningEventRow {
  return {
    id: row.id,
    orderId: row.order_id,
    lineId: row.line_id,
    sequence: row.sequence,
    status: row.status,
    previousStatus: row.previous_status,
    message: row.message,
    waitingOn: row.waiting_on,
    terminal: row.terminal,
    path: row.path,
    occurredAt: new Date(row.occurred_at),
    logPosition: { transactionId: row.transaction_id, position: row.position },
  };
}

/** Reads the events after a position, oldest first, at most `limit` of them. */
export async function readEvents(
  read: Reader,
  scope: EventScope,
  after: LogPosition,
  limit: number,
): Promise<readonly ProvisioningEventRow[]> {
  const { condition, values } = scopeCondition(scope);
  const rows = await read.query<RawEvent>(
    `select ${EVENT_COLUMNS} from orders.provisioning_event
     where ${condition} and (transaction_id, position) > (?::xid8, ?::bigint) and ${SETTLED}
     order by provisioning_event.transaction_id, provisioning_event.position limit ?`,
    [...values, after.transactionId, after.position, limit],
  );
  return rows.map(toEvent);
}

/** Whether there are events after a position that a running transaction still holds back. */
export async function hasUnsettled(read: Reader, after: LogPosition): Promise<boolean> {
  const rows = await read.query(
    'select 1 from orders.provisioning_event where (transaction_id, position) > (?::xid8, ?::bigint) limit 1',
    [after.transactionId, after.position],
  );
  return rows.length > 0;
}

/** The end of the log: every later event will come after it. */
export async function readHead(read: Reader): Promise<LogPosition> {
  const rows = await read.query<{ readonly transaction_id: string; readonly position: string }>(
    `select transaction_id::text as transaction_id, position::text as position from orders.provisioning_event
     where ${SETTLED} order by provisioning_event.transaction_id desc, provisioning_event.position desc limit 1`,
  );
  const [last] = rows;
  return last === undefined ? LOG_START : { transactionId: last.transaction_id, position: last.position };
}

/** Reads the newest event of each line of the orders, and of each order as a whole. */
export async function readNewest(
  read: Reader,
  orderIds: readonly Id<'ord'>[],
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await read.query<RawEvent>(
    `select distinct on (order_id, line_id) ${EVENT_COLUMNS} from orders.provisioning_event
     where order_id = any (?::text[]) order by order_id, line_id, sequence desc`,
    [textArray(orderIds)],
  );
  return rows.map(toEvent);
}

/** Reads events by their ids. */
export async function readEventsById(
  read: Reader,
  ids: readonly Id<'evt'>[],
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await read.query<RawEvent>(
    `select ${EVENT_COLUMNS} from orders.provisioning_event where id = any (?::text[])`,
    [textArray(ids)],
  );
  return rows.map(toEvent);
}
