import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Bus } from '../../../shared/messaging/bus.ts';
import type { LogPosition, ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { EVENTS_TOPIC } from './append-event.ts';
import { hasUnsettled, isAfter, readEvents, readHead } from './event-log.ts';

/** The one reader of a process that follows the end of the event log. */
export interface LogTail {
  /** Reads what is new; resolves when everything that was there at the call has been handed on. */
  advance(): Promise<void>;
  /** Whether a place is one that the log has come to; nothing stands behind others. */
  reaches(place: LogPosition): Promise<boolean>;
  close(): void;
}

export interface LogTailOptions {
  readonly fork: () => EntityManager;
  readonly bus: Bus;
  readonly logger: Logger;
  /** How often the log is looked at without being told, since a message of the bus may be lost. */
  readonly pollMs: number;
  /** Whether anybody wants to know; nothing is read otherwise. */
  readonly isNeeded: () => boolean;
  /** Takes each event once, in the order of the log. */
  readonly deliver: (event: ProvisioningEventRow) => void;
}

/** How many events are read at once. */
export const PAGE = 200;
const UNSETTLED_RETRY_MS = 20;

/** Follows the end of the log, from where it is when it is first needed. */
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
    // Who comes next begins at the end of the log; nobody misses what is in between.
    else if (reading === undefined) head = undefined;
  };

  const stopListening = bus.onNudge(EVENTS_TOPIC, poll);
  const timer = setInterval(poll, pollMs).unref();
  return {
    advance,
    async reaches(place) {
      // The end moves on only: most places are known to lie before it without asking.
      if (head !== undefined && !isAfter(place, head)) return true;
      return !isAfter(place, await readHead(options.fork()));
    },
    close() {
      clearInterval(timer);
      stopListening();
    },
  };
}

async function readFrom({ fork, deliver }: LogTailOptions, from: LogPosition | undefined) {
  let position = from ?? (await readHead(fork()));
  for (;;) {
    const events = await readEvents(fork(), { kind: 'all' }, position, PAGE);
    for (const event of events) deliver(event);
    position = events.at(-1)?.logPosition ?? position;
    if (events.length < PAGE) break;
  }
  return { position, unsettled: await hasUnsettled(fork(), position) };
}
