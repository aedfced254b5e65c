import type { Logger } from 'pino';
import type { UnitOfWork, Writer } from '../../../shared/database/transaction.ts';
import type { Bus } from '../../../shared/messaging/bus.ts';
import { oneAtATime } from '../../../shared/process/one-at-a-time.ts';
import { EVENTS_TOPIC } from './append-event.ts';
import { LastSuccess, type PartHealth } from './part-health.ts';

/** Gives events their positions in the log. Of all processes, one at a time does so. */
export interface Sequencer {
  /**
   * Gives positions to the events that have committed before the call, and tells the readers. Never rejects: it is tried
   * again.
   */
  run(): Promise<void>;
  /** Whether events get their positions. */
  health(): PartHealth;
  close(): void;
}

export interface SequencerOptions {
  readonly tables: UnitOfWork;
  readonly bus: Pick<Bus, 'nudge'>;
  readonly logger: Logger;
  /** How often events are looked for that nobody has numbered, because the process that wrote them died. */
  readonly pollMs: number;
}

const PAGE = 500;

/**
 * Who holds the lock and stops in the middle (a paused process, a connection that has gone silent) loses it after this time,
 * because the server ends the transaction.
 */
const HOLDER_TIMEOUT_MS = 1_000;

/**
 * Opens the sequencer of this process. An event's position is given after its transaction has committed, so positions have the
 * order in which events become visible: a reader that has passed a position has seen everything before it. Nothing else in
 * the database, such as a transaction that stays open, can hold events back.
 */
export function createSequencer({ tables, bus, logger, pollMs }: SequencerOptions): Sequencer {
  const lastLook = new LastSuccess(pollMs);
  let isClosed = false;

  const numbering = oneAtATime(async () => {
    try {
      let count = 0;
      do {
        count = await tables.write(numberPage, 'sequence');
        lastLook.note();
        if (count > 0) bus.nudge(EVENTS_TOPIC);
      } while (count === PAGE);
    } catch (error) {
      if (!isClosed) logger.warn({ err: error }, 'events could not be numbered, trying again');
    }
  });

  const run = (): Promise<void> => (isClosed ? Promise.resolve() : numbering.run());

  const poll = async (): Promise<void> => {
    const [found] = await tables.read.query<{ readonly exists: boolean }>(
      'select exists (select 1 from orders.provisioning_event where log_position is null) as exists',
    );
    if (found?.exists === true) await run();
    else lastLook.note();
  };
  const timer = setInterval(() => {
    if (!numbering.isRunning) poll().catch((error: unknown) => logger.debug({ err: error }, 'event log not looked at'));
  }, pollMs).unref();

  return {
    run,
    health: () => lastLook.health(),
    close() {
      isClosed = true;
      clearInterval(timer);
    },
  };
}

/** Numbers the next events, in the order in which they were written; answers how many there were. */
async function numberPage(tx: Writer): Promise<number> {
  // The lock first, in a statement of its own: the next one then sees what the holder before has committed.
  await tx.query(
    `select set_config('idle_in_transaction_session_timeout', ?, true),
       pg_advisory_xact_lock(hashtext('tiergraph.orders.event_log'))`,
    [String(HOLDER_TIMEOUT_MS)],
  );
  const numbered = await tx.execute(
    `with page as (
       select id, row_number() over (order by position) as place
       from (select id, position from orders.provisioning_event where log_position is null order by position limit ?) next
     ), log as (
       update orders.log set head = head + (select count(*) from page)
       where exists (select 1 from page) returning head - (select count(*) from page) as head
     )
     update orders.provisioning_event event set log_position = log.head + page.place
     from page, log where event.id = page.id returning 1 as numbered`,
    [PAGE],
  );
  return numbered.length;
}
