import type { Logger } from 'pino';
import type { UnitOfWork } from '../../../shared/database/transaction.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { EVENTS_TOPIC } from './append-event.ts';
import { hasUnsettled, isAfter, readEvents, readHead } from './event-log.ts';

/** The one reader of a process that follows the end of the event log. */
export interface LogTail {
  /** Reads new events; resolves when every event that was there at the call has been delivered. */
  advance(): Promise<void>;
  /** Whether the log has reached a position; there is no event after a later one. */
  reaches(position: LogPosition): Promise<boolean>;
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
  readonly deliver: (event: ProvisioningEventRow) => void;
}

/** How many events are read at once. */
export const PAGE = 200;
const UNSETTLED_RETRY_MS = 20;

/** Follows the end of the log, from its position when it is first needed. */
export function followLog(options: LogTailOptions): LogTail {
  const { bus, logger, pollMs, isNeeded } = options;
  let head: LogPosition | undefined;
  let reading: Promise<void> | undefined;
  let again = false;

  const readOn = async (): Promise<void> => {
    const { position, unsettled } = await readFrom(options, head);
    head = position;
    if (unsettled) setTimeout(poll, UNSETTLED_RETRY_MS).unref();
  };

  const advance = (): Promise<void> => {
    again = reading !== undefined;
    reading ??= readOn()
      .catch((error: unknown) => logger.error({ err: error }, 'event log not readable, trying again'))
      .finally(() => {
        reading = undefined;
        if (again) void advance();
      });
    return reading;
  };

  const poll = (): void => {
    if (isNeeded()) void advance();
    // The next follower begins at the end of the log, and reads what lies before it by itself.
    else if (reading === undefined) head = undefined;
  };

  const stopListening = bus.onNudge(EVENTS_TOPIC, poll);
  const timer = setInterval(poll, pollMs).unref();
  return {
    advance,
    async reaches(position) {
      // The end only moves forward: most positions are known to come before it without asking.
      if (head !== undefined && !isAfter(position, head)) return true;
      return !isAfter(position, await readHead(options.tables.read));
    },
    close() {
      clearInterval(timer);
      stopListening();
    },
  };
}

async function readFrom({ tables, deliver }: LogTailOptions, from: LogPosition | undefined) {
  let position = from ?? (await readHead(tables.read));
  for (;;) {
    const events = await readEvents(tables.read, { kind: 'all' }, position, PAGE);
    for (const event of events) deliver(event);
    position = events.at(-1)?.logPosition ?? position;
    if (events.length < PAGE) break;
  }
  return { position, unsettled: await hasUnsettled(tables.read, position) };
}
