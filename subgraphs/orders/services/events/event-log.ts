import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { isWithin } from '../../../shared/domain/account-path.ts';
import { idLabel, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { LoggedEvent, ProvisioningEventRow } from '../../entities/provisioning-event.ts';

/**
 * Which events are wanted: those of one order, of an account with or without the accounts below it, or all. An account that moves
 * while its events are followed is followed to its new place, as far as the viewer sees it: it is at or below `viewerPath`.
 */
export type EventScope =
  | { readonly kind: 'order'; readonly orderId: Id<'ord'>; readonly viewerPath: string }
  | {
      readonly kind: 'account';
      readonly accountId: Id<'acc'>;
      /** Where the account was when following began. */
      readonly path: string;
      readonly viewerPath: string;
      readonly includeDescendants: boolean;
    }
  | { readonly kind: 'all' };

/** The position before the first event. */
export const LOG_START = 0;

/** Whether an event belongs to a scope. */
export function isInScope(event: ProvisioningEventRow, scope: EventScope): boolean {
  switch (scope.kind) {
    case 'order':
      return event.orderId === scope.orderId && isWithin(event.path, scope.viewerPath);
    case 'account':
      return isWithin(event.path, scope.viewerPath) && isOf(event.path, scope);
    case 'all':
      return true;
  }
}

/** The columns of an event, as `orders.event` has them: the events of the log, wherever they are. */
export const EVENT_COLUMNS = `id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path::text as path,
  occurred_at, log_position::float8 as log_position, (select log.id from orders.log) as log_id`;

/** Whether a path leads to an account, or through it where its descendants count. */
function isOf(
  path: string,
  { accountId, includeDescendants }: Pick<EventScope & { kind: 'account' }, 'accountId' | 'includeDescendants'>,
): boolean {
  const label = `.${idLabel(accountId)}`;
  return `.${path}`.endsWith(label) || (includeDescendants && `.${path}`.includes(`${label}.`));
}

function scopeCondition(scope: EventScope): { readonly condition: string; readonly values: readonly string[] } {
  switch (scope.kind) {
    case 'order':
      // The events of an order that has moved follow it; where the order is decides at once.
      return {
        condition: 'order_id = ? and (select path from orders."order" where id = ?) <@ ?::ltree',
        values: [scope.orderId, scope.orderId, scope.viewerPath],
      };
    case 'account': {
      const place = 'coalesce((select account.path from orders.account where account.id = ?), ?::ltree)';
      return {
        condition: `path ${scope.includeDescendants ? '<@' : '='} ${place} and path <@ ?::ltree`,
        values: [scope.accountId, scope.path, scope.viewerPath],
      };
    }
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
  readonly log_position: number | null;
  readonly log_id: string;
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
    logId: row.log_id,
    position: row.log_position,
  };
}

/**
 * Reads the events after a position, oldest first, at most `limit` of them. Whether they can be in the archive is decided in the
 * statement itself, where nothing can move meanwhile; whoever is near the end of the log does not look into the archive.
 */
export async function readEvents(
  read: Reader,
  scope: EventScope,
  after: number,
  limit: number,
): Promise<readonly LoggedEvent[]> {
  const { condition, values } = scopeCondition(scope);
  const rows = await read.query<RawEvent & { readonly log_position: number }>(
    `select ${EVENT_COLUMNS} from orders.event
     where ${condition} and log_position > ?::bigint
       and (not is_archived or (select archived_to from orders.archive) > ?::bigint)
     order by event.log_position limit ?`,
    [...values, after, after, limit],
  );
  return rows.map((row) => ({ ...toEvent(row), position: row.log_position }));
}

/** The position of the newest event: every later one will come after it. */
export async function readHead(read: Reader): Promise<number> {
  const [log] = await read.query<{ readonly head: number }>('select head::float8 as head from orders.log');
  invariant(log, 'there is an event log');
  return log.head;
}

/** Reads the newest event of each line of the orders, and of each order as a whole. */
export async function readNewest(
  read: Reader,
  orderIds: readonly Id<'ord'>[],
): Promise<readonly ProvisioningEventRow[]> {
  const rows = await read.query<RawEvent>(
    `select distinct on (order_id, line_id) ${EVENT_COLUMNS} from orders.event
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
  const rows = await read.query<RawEvent>(`select ${EVENT_COLUMNS} from orders.event where id = any (?::text[])`, [
    textArray(ids),
  ]);
  return rows.map(toEvent);
}
