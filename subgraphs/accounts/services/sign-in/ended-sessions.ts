import type { Reader } from '../../../shared/database/transaction.ts';

/** The sessions that have ended while an access token of theirs may still hold. Ids of sessions are no credentials. */
export interface EndedSince {
  /** When this was read, by the database's clock, in seconds since 1970: what to ask with the next time. */
  readonly asOf: number;
  /** How long an access token that was issued before may hold, clocks that differ included. */
  readonly keepSeconds: number;
  readonly sessionIds: readonly string[];
}

/** What ended before this is asked for again, since its transaction may have committed after the last answer. */
const OVERLAP_S = 10;
const CLOCKS_S = 60;

/**
 * Reads the sessions that ended since an earlier answer, or within the life of an access token when there is none.
 *
 * @param after `asOf` of the earlier answer, as it comes in the address; what is no number counts as none
 */
export async function readEndedSessions(
  read: Reader,
  accessTokenSeconds: number,
  after: string | null,
): Promise<EndedSince> {
  const keepSeconds = accessTokenSeconds + CLOCKS_S;
  const given = after === null ? Number.NaN : Number(after);
  const since = Number.isFinite(given) ? Math.min(Math.max(given - OVERLAP_S, 0), Number.MAX_SAFE_INTEGER / 1e6) : 0;
  const [row] = await read.query<{ readonly as_of: number; readonly ids: readonly string[] }>(
    `select extract(epoch from statement_timestamp())::float8 as as_of, coalesce(
       (select jsonb_agg(id) from accounts.session
        where ended_at > greatest(to_timestamp(?::float8), statement_timestamp() - ? * interval '1 second')), '[]') as ids`,
    [since, keepSeconds],
  );
  if (row === undefined) throw new Error('Invariant: a query without a table answers one row');
  return { asOf: row.as_of, keepSeconds, sessionIds: row.ids };
}
