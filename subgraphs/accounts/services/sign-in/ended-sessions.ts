import type { Reader } from '../../../shared/database/transaction.ts';

/** The sessions that have ended while one of their access tokens may still be valid. Session ids are not credentials. */
export interface EndedSince {
  /** When this was read, by the database's clock, in seconds since 1970: the next request passes it as `after`. */
  readonly asOf: number;
  /** How long an access token that was issued before may be valid, with an allowance for clocks that differ. */
  readonly keepSeconds: number;
  readonly sessionIds: readonly string[];
}

/** How far an answer reaches back before `after`: longer than a statement that ends sessions may take to commit. */
const OVERLAP_S = 45;
/** More than the leeway with which tokens are accepted. */
const CLOCKS_S = 120;

/**
 * Reads the sessions that ended after an earlier answer, or within the lifetime of an access token without one.
 *
 * @param after `asOf` of the earlier answer, as a text from the URL; a text that is not a number is ignored
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
        where ended_at > greatest(to_timestamp(?::float8), statement_timestamp() - ? * interval '1 second')
          and coalesce(refreshed_at, created_at) > statement_timestamp() - ? * interval '1 second'), '[]') as ids`,
    // A session without a token that may still be valid is of no interest.
    [since, keepSeconds, keepSeconds],
  );
  if (row === undefined) throw new Error('Invariant: a query without a table answers one row');
  return { asOf: row.as_of, keepSeconds, sessionIds: row.ids };
}
