import type { Logger } from 'pino';
import type { UnitOfWork } from '../../../shared/database/transaction.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LoggedEvent } from '../../entities/provisioning-event.ts';
import { oneAtATime } from '../../../shared/process/one-at-a-time.ts';
import { EVENTS_TOPIC } from './append-event.ts';
import { readEvents, readHead } from './event-log.ts';
import { LastSuccess, type PartHealth } from './part-health.ts';

/** The one reader of a process that follows the end of the event log. */
export interface LogTail {
  /**
   * Reads new events; resolves when every event that was there at the call has been delivered. Rejects when the log can't be
   * read. What was not read then is read later: nothing is passed over once the tail has a position.
   */
  advance(): Promise<void>;
  /** Whether the log can be read; while nobody needs it, nothing is wrong. */
  health(): PartHealth;
  close(): void;
}

export interface LogTailOptions {
  /** A reader for each use. */
  readonly tables: Pick<UnitOfWork, 'read'>;
  readonly bus: Bus;
  readonly logger: Logger;
  /** How often the log is read without a nudge, since a message of the bus may be lost. */
  readonly pollMs: number;
  /** Whether anybody follows; otherwise nothing is read. */
  readonly isNeeded: () => boolean;
  /** Is called with each event once, in the order of the log. */
  readonly deliver: (event: LoggedEvent) => void;
}

/** How many events are read at once. */
export const PAGE = 200;

/** Follows the end of the log, from its position when it is first needed. */
export function followLog(options: LogTailOptions): LogTail {
  const { bus, logger, pollMs, isNeeded } = options;
  const lastRead = new LastSuccess(pollMs);
  let position: number | undefined;

  const reading = oneAtATime(async () => {
    position ??= await readHead(options.tables.read);
    for (;;) {
      const events = await readEvents(options.tables.read, { kind: 'all' }, position, PAGE);
      lastRead.note();
      for (const event of events) options.deliver(event);
      position = events.at(-1)?.position ?? position;
      if (events.length < PAGE) return;
    }
  });

  const poll = (): void => {
    if (isNeeded()) {
      reading.run().catch((error: unknown) => logger.error({ err: error }, 'event log not readable, trying again'));
    }
    // The next follower begins at the end of the log, and reads what lies before it by itself.
    else if (!reading.isRunning) {
      position = undefined;
      lastRead.note();
    }
  };

  const stopListening = bus.onNudge(EVENTS_TOPIC, poll);
  const timer = setInterval(poll, pollMs).unref();
  return {
    advance: () => reading.run(),
    health: () => lastRead.health(),
    close() {
      clearInterval(timer);
      stopListening();
    },
  };
}
