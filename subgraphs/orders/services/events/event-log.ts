import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../../shared/database/sql.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';

/** Which events are asked for: one order's, or those of an account, with or without everything below it. */
export type EventScope =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'account'; readonly path: string; readonly includeDescendants: boolean }
  | { readonly kind: 'all' };

export const LOG_START: LogPosition = { transactionId: '0', position: '0' };

/** Whether one place in the log lies behind another. */
export function isAfter(place: LogPosition, other: LogPosition): boolean {
  const [a, b] = [BigInt(place.transactionId), BigInt(other.transactionId)];
  return a === b ? BigInt(place.position) > BigInt(other.position) : a > b;
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

const COLUMNS = `id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path::text as path,
  occurred_at, position::text as position, transaction_id::text as transaction_id`;

/**
 * Only what no running transaction can still precede: a transaction that commits late would otherwise put its events
 * behind a reader that has passed them.
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

interface RawEvent {
  readonly id: string;
  readonly order_id: string;
  readonly line_id: string | null;
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

function toEvent(row: RawEvent): ProvisioningEventRow {
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

/** Reads the log behind a place, oldest first, at most `limit` events. */
export async function readEvents(
  em: EntityManager,
  scope: EventScope,
  after: LogPosition,
  limit: number,
): Promise<readonly ProvisioningEventRow[]> {
  const { condition, values } = scopeCondition(scope);
  const rows = await em.execute<RawEvent[]>(
    `select ${COLUMNS} from orders.provisioning_event
     where ${condition} and (transaction_id, position) > (?::xid8, ?::bigint) and ${SETTLED}
     order by provisioning_event.transaction_id, provisioning_event.position limit ?`,
    [...values, after.transactionId, after.position, limit],
  );
  return rows.map(toEvent);
}

/** Whether there are events behind a place that a running transaction still holds back. */
export async function hasUnsettled(em: EntityManager, after: LogPosition): Promise<boolean> {
  const rows = await em.execute<object[]>(
    'select 1 from orders.provisioning_event where (transaction_id, position) > (?::xid8, ?::bigint) limit 1',
    [after.transactionId, after.position],
  );
  return rows.length > 0;
}

/** The end of the log: every later event will stand behind it. */
export async function readHead(em: EntityManager): Promise<LogPosition> {
  const rows = await em.execute<{ transaction_id: string; position: string }[]>(
    `select transaction_id::text as transaction_id, position::text as position from orders.provisioning_event
     where ${SETTLED} order by provisioning_event.transaction_id desc, provisioning_event.position desc limit 1`,
  );
  const [last] = rows;
  return last === undefined ? LOG_START : { transactionId: last.transaction_id, position: last.position };
}

/** Reads a page of each order's events by number. */
export async function readTimelines(
  em: EntityManager,
  orderIds: readonly string[],
  afterSequence: number,
  limit: number,
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await em.execute<RawEvent[]>(
    `select event.* from unnest(?::text[]) as owner (id) cross join lateral (
       select ${COLUMNS} from orders.provisioning_event
       where order_id = owner.id and sequence > ? order by sequence limit ?
     ) as event`,
    [textArray(orderIds), afterSequence, limit],
  );
  return rows.map(toEvent);
}

/** Reads the newest event of each line of some orders, and of each order as a whole. */
export async function readNewest(
  em: EntityManager,
  orderIds: readonly string[],
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await em.execute<RawEvent[]>(
    `select distinct on (order_id, line_id) ${COLUMNS} from orders.provisioning_event
     where order_id = any (?::text[]) order by order_id, line_id, sequence desc`,
    [textArray(orderIds)],
  );
  return rows.map(toEvent);
}

/** Reads events by their ids. */
export async function readEventsById(
  em: EntityManager,
  ids: readonly string[],
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await em.execute<RawEvent[]>(
    `select ${COLUMNS} from orders.provisioning_event where id = any (?::text[])`,
    [textArray(ids)],
  );
  return rows.map(toEvent);
}
