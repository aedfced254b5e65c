import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { UnitOfWork } from '../../../shared/database/transaction.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LoggedEvent } from '../../entities/provisioning-event.ts';
import { isInScope, readEvents, type EventScope } from './event-log.ts';
import { followLog, PAGE } from './log-tail.ts';
import type { PartHealth } from './part-health.ts';

/** Delivers the event log to subscribers: first the events that they missed, then new ones. */
export interface EventFeed {
  /**
   * Every event of the scope after a position, once and in order, until the caller ends the iterator. What is there
   * together comes together: a page has one event or more.
   */
  follow(scope: EventScope, after: number): AsyncIterableIterator<EventPage>;
  /** Whether followers get new events. */
  health(): PartHealth;
  close(): void;
}

/** Events that are delivered together. */
export type EventPage = readonly LoggedEvent[];

interface Follower {
  readonly scope: EventScope;
  /** Events that came while the follower was busy; undefined when there were too many and it must read the log again. */
  buffer: LoggedEvent[] | undefined;
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
/** The pause before the log is read again after it could not be read. */
const RETRY_MS = 500;

/**
 * Opens the feed of this process. One reader follows the end of the log for all subscribers, and reads nothing while there
 * are none.
 */
export function createEventFeed({ tables, bus, logger, pollMs }: FeedOptions): EventFeed {
  const followers = new Set<Follower>();
  const deliver = (event: LoggedEvent): void => {
    for (const follower of followers) {
      if (isInScope(event, follower.scope)) hand(follower, event);
    }
  };
  const tail = followLog({ tables, bus, logger, pollMs, deliver, isNeeded: () => followers.size > 0 });

  /** Waits until the tail delivers whatever comes from now on. Before that, a follower would miss what it has not read. */
  async function joinTail(follower: Follower): Promise<void> {
    while (!follower.ended) {
      const isFollowing = await tail.advance().then(
        () => true,
        () => false,
      );
      if (isFollowing) return;
      await sleep(RETRY_MS);
    }
  }

  async function* read(follower: Follower, after: number): AsyncGenerator<EventPage, void, void> {
    let last = after;
    while (!follower.ended) {
      follower.buffer = [];
      await joinTail(follower);
      for await (const page of replay(tables, follower.scope, last)) {
        last = page.at(-1)?.position ?? last;
        yield page;
      }
      for (;;) {
        const buffered = await takeBuffered(follower);
        if (buffered === undefined) break;
        const page = buffered.filter(({ position }) => position > last);
        last = page.at(-1)?.position ?? last;
        if (page.length > 0) yield page;
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
    health: () => tail.health(),
    close() {
      tail.close();
      followers.clear();
    },
  };
}

/** Gives an event to a follower. A follower that is too far behind reads the log again instead. */
function hand(follower: Follower, event: LoggedEvent): void {
  if (follower.buffer !== undefined && follower.buffer.length >= MAX_BUFFERED) follower.buffer = undefined;
  follower.buffer?.push(event);
  follower.wake();
}

/** All new events, once there are any; undefined when the follower is too far behind, or has ended. */
async function takeBuffered(follower: Follower): Promise<EventPage | undefined> {
  while (!follower.ended && follower.buffer !== undefined) {
    if (follower.buffer.length > 0) return follower.buffer.splice(0);
    await new Promise<void>((resolve) => (follower.wake = resolve));
  }
  return undefined;
}

async function* replay(
  tables: Pick<UnitOfWork, 'read'>,
  scope: EventScope,
  after: number,
): AsyncGenerator<EventPage, void, void> {
  let last = after;
  for (;;) {
    // Other requests get their turn between two pages, however many replays begin at once.
    await nextRound();
    const events = await readEvents(tables.read, scope, last, PAGE);
    if (events.length > 0) yield events;
    last = events.at(-1)?.position ?? last;
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
