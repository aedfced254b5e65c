import { setImmediate as nextRound } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { cursorUnknown } from '../../../shared/graphql/errors.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { isAfter, isInScope, readEvents, type EventScope } from './event-log.ts';
import { followLog, PAGE } from './log-tail.ts';

/** Hands the log to subscribers: what they missed from the log, then what comes. */
export interface EventFeed {
  /** Every event of the scope after a place, once and in order, until the caller ends the iterator. */
  follow(scope: EventScope, after: LogPosition): AsyncIterableIterator<ProvisioningEventRow>;
  /**
   * Says that a place is none of this log: another installation gave it, or the database is an older one.
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
  readonly fork: () => EntityManager;
  readonly bus: Bus;
  readonly logger: Logger;
  /** How often the log is looked at without being told, since a message of the bus may be lost. */
  readonly pollMs: number;
}

const MAX_BUFFERED = 1_000;

/**
 * Opens the feed of this process. One reader follows the end of the log for all subscribers together;
 * it reads nothing while nobody subscribes.
 */
export function createEventFeed({ fork, bus, logger, pollMs }: FeedOptions): EventFeed {
  const followers = new Set<Follower>();
  const deliver = (event: ProvisioningEventRow): void => {
    for (const follower of followers) {
      if (isInScope(event, follower.scope)) hand(follower, event);
    }
  };
  const tail = followLog({ fork, bus, logger, pollMs, deliver, isNeeded: () => followers.size > 0 });

  async function* read(follower: Follower, after: LogPosition): AsyncGenerator<ProvisioningEventRow, void, void> {
    let last = after;
    while (!follower.ended) {
      follower.buffer = [];
      await tail.advance();
      for await (const event of replay(fork, follower.scope, last)) {
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

/** Gives an event to a follower; one that has fallen too far behind will read the log again instead. */
function hand(follower: Follower, event: ProvisioningEventRow): void {
  if (follower.buffer !== undefined && follower.buffer.length >= MAX_BUFFERED) follower.buffer = undefined;
  follower.buffer?.push(event);
  follower.wake();
}

/** The next event that came live; undefined when the follower fell behind, or ended. */
async function nextBuffered(follower: Follower): Promise<ProvisioningEventRow | undefined> {
  while (!follower.ended && follower.buffer !== undefined) {
    const event = follower.buffer.shift();
    if (event !== undefined) return event;
    await new Promise<void>((resolve) => (follower.wake = resolve));
  }
  return undefined;
}

async function* replay(
  fork: () => EntityManager,
  scope: EventScope,
  after: LogPosition,
): AsyncGenerator<ProvisioningEventRow, void, void> {
  let last = after;
  for (;;) {
    // Many who come at once read one page after the other, with everybody else's requests in between.
    await nextRound();
    const events = await readEvents(fork(), scope, last, PAGE);
    yield* events;
    last = events.at(-1)?.logPosition ?? last;
    if (events.length < PAGE) return;
  }
}

/** A generator that waits can't be ended from outside; this one is woken first. */
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
