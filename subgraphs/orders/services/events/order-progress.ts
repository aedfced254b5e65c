import type { Reader } from '../../../shared/database/transaction.ts';
import { isId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { decodeCursor, encodeCursor } from '../../../shared/graphql/connection.ts';
import { badUserInput, cursorUnknown } from '../../../shared/graphql/errors.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { maySeeOrders } from '../orders/visible-orders.ts';
import type { EventPage } from './event-feed.ts';
import { LOG_START, readEventsById, type EventScope } from './event-log.ts';

/** What the cursor of an event says about it. */
interface EventCursor {
  readonly logId: string;
  readonly eventId: Id<'evt'>;
  /** Empty when the event had no position yet. */
  readonly position: string;
  readonly sequence: number;
}

/** The cursor of an event, which clients give back to continue after it. */
export function eventCursor({ logId, id, position, sequence }: ProvisioningEventRow): string {
  return encodeCursor([logId, id, position === null ? '' : String(position), String(sequence)]);
}

/**
 * Reads the cursor of an event; undefined when there is none.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN for a cursor from before the log had positions, BAD_USER_INPUT for anything else
 */
export function readEventCursor(after: Optional<string>): EventCursor | undefined {
  if (!isGiven(after)) return undefined;
  const parts = decodeCursor(after) ?? [];
  if (parts.length === 3 && parts.every((part) => isNumber(part, 1, 19))) throw cursorUnknown();
  const [logId, eventId, position, sequence, ...rest] = parts;
  const isWhole = rest.length === 0 && logId !== undefined && eventId !== undefined && isId('evt', eventId);
  if (!isWhole || !isNumber(position, 0, 15) || !isNumber(sequence, 1, 9)) {
    throw badUserInput('after must be the cursor of an event, unchanged.', 'after');
  }
  return { logId, eventId, position, sequence: Number(sequence) };
}

function isNumber(text: string | undefined, minDigits: number, maxDigits: number): text is string {
  return text !== undefined && text.length >= minDigits && text.length <= maxDigits && /^\d*$/.test(text);
}

/**
 * The position in the log after which a cursor continues.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN when the event is not in this log at this position: the cursor comes from another
 * installation, the database was restored to a moment before the event, or the viewer may not see the event
 */
async function positionOf({ viewer, deps, read }: SignedInContext, cursor: EventCursor | undefined): Promise<number> {
  if (cursor === undefined) return LOG_START;
  let [event] = await readEventsById(read, [cursor.eventId]);
  if (event?.position === null) {
    await deps.sequencer.run();
    [event] = await readEventsById(read, [cursor.eventId]);
  }
  if (event === undefined || !maySeeOrders(viewer, event.path)) throw cursorUnknown();
  const isHere = event.logId === cursor.logId && (cursor.position === '' || cursor.position === String(event.position));
  if (!isHere) throw cursorUnknown();
  invariant(event.position, 'the sequencer has numbered the event');
  return event.position;
}

/** The event; null when it does not exist or the viewer may not see it. */
export async function visibleEvent(
  { principal, loaders }: OrdersContext,
  id: Id<'evt'>,
): Promise<ProvisioningEventRow | null> {
  const event = await loaders.event.load(id);
  return event !== null && maySeeOrders(principal, event.path) ? event : null;
}

/** An account whose events are followed, as it is when that begins. */
export type FollowedAccount = Omit<EventScope & { readonly kind: 'account' }, 'kind' | 'viewerPath'>;

/**
 * Every event of an account's orders after a cursor, then new ones, in pages.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN for an event that this log does not have
 */
export async function followAccountOrders(
  context: SignedInContext,
  followed: FollowedAccount,
  cursor: EventCursor | undefined,
): Promise<AsyncIterableIterator<EventPage>> {
  const scope: EventScope = { kind: 'account', ...followed, viewerPath: context.viewer.path };
  return context.deps.feed.follow(scope, await positionOf(context, cursor));
}

/**
 * Every event of one order after a cursor, then new ones, in pages; completes with the event that ends the order.
 *
 * @throws {GraphQLError} CURSOR_UNKNOWN for an event that this log does not have
 */
export async function followOrder(
  context: SignedInContext,
  orderId: Id<'ord'>,
  cursor: EventCursor | undefined,
): Promise<AsyncIterableIterator<EventPage>> {
  const { read, deps, viewer } = context;
  const after = await positionOf(context, cursor);
  const events = deps.feed.follow({ kind: 'order', orderId, viewerPath: viewer.path }, after);
  let ended: boolean | undefined;
  const untilEnd: AsyncIterableIterator<EventPage> = {
    async next() {
      ended ??= await isOver(read, orderId, after);
      if (ended) {
        await events.return?.();
        return { done: true, value: undefined };
      }
      const step = await events.next();
      const last = step.done === true ? undefined : step.value.at(-1);
      ended = last?.terminal === true && (await isLast(read, last));
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
async function isOver(read: Reader, orderId: Id<'ord'>, after: number): Promise<boolean> {
  const rows = await read.query(
    `select 1 from orders."order" o
     where id = ? and ${ENDED}
       and not exists (
         select 1 from orders.event e
         where e.order_id = o.id and (e.log_position is null or e.log_position > ?::bigint))`,
    [orderId, after],
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
