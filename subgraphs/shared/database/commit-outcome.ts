import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader } from './transaction.ts';

/** What became of a transaction; `unknown` when the database could not be asked in time. */
export type CommitOutcome = 'committed' | 'rolled back' | 'unknown';

const ASK_AGAIN_MS = 200;

/**
 * Finds out what became of a transaction whose answer to COMMIT was lost: it may have been committed all the same. Asks
 * until the database answers and the transaction is over, or the time limit has passed.
 *
 * @param transactionId what `pg_current_xact_id()` answered within the transaction
 */
export async function findCommitOutcome(
  read: Pick<Reader, 'query'>,
  transactionId: string,
  limitMs: number,
): Promise<CommitOutcome> {
  const end = performance.now() + limitMs;
  do {
    const status = await askStatus(read, transactionId);
    if (status === 'committed') return 'committed';
    if (status === 'aborted') return 'rolled back';
    await sleep(ASK_AGAIN_MS);
  } while (performance.now() < end);
  return 'unknown';
}

async function askStatus(read: Pick<Reader, 'query'>, transactionId: string): Promise<string | null | undefined> {
  try {
    const [row] = await read.query<{ readonly status: string | null }>('select pg_xact_status(?::xid8) as status', [
      transactionId,
    ]);
    return row?.status;
  } catch {
    // The database is still away: it is asked again, within the limit.
    return undefined;
  }
}
