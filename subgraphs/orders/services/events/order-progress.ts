import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { decodeCursor, encodeCursor } from '../../../shared/graphql/connection.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { LOG_START, type EventScope } from './event-log.ts';

/** The position after which a client continues: in the log of all orders, and in the order's own timeline. */
export interface EventPosition extends LogPosition {
  readonly sequence: number;
}

/** The cursor of an event, which clients give back to continue after it. */
export function eventCursor({ logPosition, sequence }: ProvisioningEventRow): string {
  return encodeCursor([logPosition.transactionId, logPosition.position, String(sequence)]);
}

/** Reads the cursor of an event; without one it is the beginning. Throws BAD_USER_INPUT for anything else. */
export function readEventCursor(after: Optional<string>): EventPosition {
  if (!isGiven(after)) return { ...LOG_START, sequence: 0 };
  const [transactionId, position, sequence, ...rest] = decodeCursor(after) ?? [];
  if (rest.length > 0 || !isNumber(transactionId, 19) || !isNumber(position, 18) || !isNumber(sequence, 9)) {
    throw badUserInput('after must be the cursor of an event, unchanged.', 'after');
  }
  return { transactionId, position, sequence: Number(sequence) };
}

function isNumber(text: string | undefined, maxDigits: number): text is string {
  return text !== undefined && text.length <= maxDigits && /^\d+$/.test(text);
}

/** The event; null when it does not exist or the viewer may not see it. */
export async function visibleEvent(
  { principal, loaders }: OrdersContext,
  id: Id<'evt'>,
): Promise<ProvisioningEventRow | null> {
  const event = await loaders.event.load(id);
  return event !== null && maySee(principal, event.path) ? event : null;
}

/**
 * Every event of an account's orders after a position, then new ones.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN for a position that this log has not reached
 */
export async function followAccountOrders(
  { deps }: SignedInContext,
  scope: Extract<EventScope, { kind: 'account' }>,
  after: EventPosition,
): Promise<AsyncIterableIterator<ProvisioningEventRow>> {
  await deps.feed.requireKnown(after);
  return deps.feed.follow(scope, after);
}

/**
 * Every event of one order after a position, then new ones; completes with the event that ends the order.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN for a position that this log has not reached
 */
export async function followOrder(
  { deps, read }: SignedInContext,
  orderId: Id<'ord'>,
  after: EventPosition,
): Promise<AsyncIterableIterator<ProvisioningEventRow>> {
  await deps.feed.requireKnown(after);
  const events = deps.feed.follow({ kind: 'order', orderId }, after);
  let ended: boolean | undefined;
  const untilEnd: AsyncIterableIterator<ProvisioningEventRow> = {
    async next() {
      ended ??= await isOver(read, orderId, after);
      if (ended) {
        await events.return?.();
        return { done: true, value: undefined };
      }
      const step = await events.next();
      ended = step.done !== true && step.value.terminal && (await isLast(read, step.value));
      return step;
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => untilEnd,
  };
  return untilEnd;
}

const ENDED = `status in ('COMPLETED', 'PARTIALLY_COMPLETED', 'FAILED', 'CANCELLED')`;

/** Whether the order has ended, and no event of it comes after a position. */
async function isOver(read: Reader, orderId: Id<'ord'>, after: LogPosition): Promise<boolean> {
  const rows = await read.query(
    `select 1 from orders."order" o
     where id = ? and ${ENDED}
       and not exists (
         select 1 from orders.provisioning_event e
         where e.order_id = o.id and (e.transaction_id, e.position) > (?::xid8, ?::bigint))`,
    [orderId, after.transactionId, after.position],
  );
  return rows.length > 0;
}

/** Whether the order has ended with an event, and was not begun again after it. */
async function isLast(read: Reader, { orderId, sequence }: ProvisioningEventRow): Promise<boolean> {
  const rows = await read.query(`select 1 from orders."order" where id = ? and not (${ENDED} and event_sequence = ?)`, [
    orderId,
    sequence,
  ]);
  return rows.length === 0;
}
