import { setImmediate as nextRound } from 'node:timers/promises';
import type { Logger } from 'pino';
import { cursorUnknown } from '../../../shared/graphql/errors.ts';
import type { UnitOfWork } from '../../../shared/database/transaction.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { isAfter, isInScope, readEvents, type EventScope } from './event-log.ts';
import { followLog, PAGE } from './log-tail.ts';

/** Delivers the event log to subscribers: first the events that they missed, then new ones. */
export interface EventFeed {
  /** Every event of the scope after a position, once and in order, until the caller ends the iterator. */
  follow(scope: EventScope, after: LogPosition): AsyncIterableIterator<ProvisioningEventRow>;
  /**
   * Rejects a position that this log has not reached: it comes from another installation, or the database was restored.
   *
   * @throws {GraphQLError} CURSOR_UNKNOWN
   */
  requireKnown(after: LogPosition): Promise<void>;
  close(): void;
}

interface Follower {
  readonly scope: EventScope;
  /** Events that came while the follower was busy; undefined when there were too many and it must read the log again. */
  buffer: ProvisioningEventRow[] | undefined;
  wake: () => void;
  ended: boolean;
}

interface FeedOptions {
  /** A reader for each use. */
  readonly tables: Pick<UnitOfWork, 'read'>;
  readonly bus: Bus;
  readonly logger: Logger;
  /** How often the log is read without a nudge, since a message of the bus may be lost. */
  readonly pollMs: number;
}

const MAX_BUFFERED = 1_000;

/**
 * Opens the feed of this process. One reader follows the end of the log for all subscribers, and reads nothing while there
 * are none.
 */
export function createEventFeed({ tables, bus, logger, pollMs }: FeedOptions): EventFeed {
  const followers = new Set<Follower>();
  const deliver = (event: ProvisioningEventRow): void => {
    for (const follower of followers) {
      if (isInScope(event, follower.scope)) hand(follower, event);
    }
  };
  const tail = followLog({ tables, bus, logger, pollMs, deliver, isNeeded: () => followers.size > 0 });

  async function* read(follower: Follower, after: LogPosition): AsyncGenerator<ProvisioningEventRow, void, void> {
    let last = after;
    while (!follower.ended) {
      follower.buffer = [];
      await tail.advance();
      for await (const event of replay(tables, follower.scope, last)) {
        last = event.logPosition;
        yield event;
      }
      for (;;) {
        const event = await nextBuffered(follower);
        if (event === undefined) break;
        if (!isAfter(event.logPosition, last)) continue;
        last = event.logPosition;
        yield event;
      }
    }
  }

  return {
    follow(scope, after) {
      const follower: Follower = { scope, buffer: [], wake: () => undefined, ended: false };
      followers.add(follower);
      return endable(read(follower, after), () => {
        followers.delete(follower);
        follower.ended = true;
        follower.wake();
      });
    },
    async requireKnown(after) {
      if (!(await tail.reaches(after))) throw cursorUnknown();
    },
    close() {
      tail.close();
      followers.clear();
    },
  };
}

/** Gives an event to a follower. A follower that is too far behind reads the log again instead. */
function hand(follower: Follower, event: ProvisioningEventRow): void {
  if (follower.buffer !== undefined && follower.buffer.length >= MAX_BUFFERED) follower.buffer = undefined;
  follower.buffer?.push(event);
  follower.wake();
}

/** The next new event; undefined when the follower is too far behind, or has ended. */
async function nextBuffered(follower: Follower): Promise<ProvisioningEventRow | undefined> {
  while (!follower.ended && follower.buffer !== undefined) {
    const event = follower.buffer.shift();
    if (event !== undefined) return event;
    await new Promise<void>((resolve) => (follower.wake = resolve));
  }
  return undefined;
}

async function* replay(
  tables: Pick<UnitOfWork, 'read'>,
  scope: EventScope,
  after: LogPosition,
): AsyncGenerator<ProvisioningEventRow, void, void> {
  let last = after;
  for (;;) {
    // Other requests get their turn between two pages, however many replays begin at once.
    await nextRound();
    const events = await readEvents(tables.read, scope, last, PAGE);
    yield* events;
    last = events.at(-1)?.logPosition ?? last;
    if (events.length < PAGE) return;
  }
}

/** A generator that waits cannot be ended from outside, so this one is woken first. */
function endable<T>(source: AsyncGenerator<T, void, void>, end: () => void): AsyncIterableIterator<T> {
  return {
    next: () => source.next(),
    async return() {
      end();
      await source.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
