import type { UnitOfWork, Writer } from '../../../shared/database/transaction.ts';

/** Which events are archived. */
export interface ArchiveRequest {
  readonly now: Date;
  /** How many whole months stay beside the current one. */
  readonly keptMonths: number;
}

const BATCH = 500;

const COLUMNS = `id, order_id, line_id, sequence, status, previous_status, message, waiting_on, terminal, path,
  occurred_at, log_position`;

/**
 * Moves the events of old months into the archive, in the order of the log and in short transactions. Can be stopped and
 * repeated at any point, and several may do it at the same time.
 *
 * @returns how many events were moved
 */
export async function archiveEvents(
  { write }: Pick<UnitOfWork, 'write'>,
  { now, keptMonths }: ArchiveRequest,
  signal: AbortSignal,
): Promise<number> {
  const keptFrom = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keptMonths));
  let total = 0;
  for (let moved = BATCH; moved === BATCH && !signal.aborted; total += moved) {
    moved = await write((tx) => moveBatch(tx, keptFrom));
  }
  return total;
}

/**
 * Moves the next events up to the first one that is kept, so that the archive is always the beginning of the log. Both tables
 * and the end of the archive change together: a statement that reads them sees each event once.
 */
async function moveBatch(tx: Writer, keptFrom: Date): Promise<number> {
  // The lock first, in a statement of its own: the next one then sees what the holder before has moved.
  const [archive] = await tx.execute<{ readonly archived_to: string }>(
    'select archived_to::text from orders.archive where begins_at <= now() for update',
  );
  if (archive === undefined) return 0;
  const [moving] = await tx.execute<{ readonly moved: number }>(
    `with next as (
       select log_position, occurred_at >= ? as is_kept from orders.provisioning_event
       where log_position > ?::bigint order by log_position limit ?
     ), due as (
       select max(log_position) as last from next
       where log_position < all (select log_position from next where is_kept)
     ), moved as (
       delete from orders.provisioning_event
       where log_position > ?::bigint and log_position <= (select last from due) returning ${COLUMNS}
     ), archived as (
       insert into orders.archived_event (${COLUMNS}) select ${COLUMNS} from moved returning 1
     )
     update orders.archive set archived_to = due.last from due where due.last is not null
     returning (select count(*) from archived)::int as moved`,
    [keptFrom, archive.archived_to, BATCH, archive.archived_to],
  );
  return moving?.moved ?? 0;
}
