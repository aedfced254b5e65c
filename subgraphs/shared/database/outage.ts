/** A part of the platform that had to be asked is away, and said so or did not answer. */
export class PartAway extends Error {
  override readonly name = 'PartAway';
}

/** The network is away, or the other side ended a connection: codes of Node, and of its HTTP client. */
const UNREACHABLE =
  /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_(?:SOCKET|(?:CONNECT|HEADERS|BODY)_TIMEOUT))$/;

/**
 * The database is away, ending, out of connections, memory or disk, has a faulty disk, is a standby since another one took
 * over, or has ended a transaction: because its process stood still, or because it and another one waited for each other. Codes
 * of PostgreSQL.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY = /^(?:08\w{3}|53[0-3]00|57P0\d|58000|58030|25006|25P03|40P01)$/;

/** How the driver of PostgreSQL tells of a connection that it lost or never got. */
const CUT =
  /Connection terminated|is not queryable|Query read timeout|timeout expired|timeout exceeded when trying to connect/;

/**
 * Whether a failure says nothing of what was asked, because a database, a peer or the network is away. The same may succeed
 * later without a change.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof PartAway) return true;
  const { code, cause, message, name } = error as Readonly<Record<'code' | 'cause' | 'message' | 'name', unknown>>;
  if (typeof code === 'string' && (UNREACHABLE.test(code) || AWAY.test(code))) return true;
  if (name === 'TimeoutError') return true;
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  return (typeof message === 'string' && CUT.test(message)) || isOutage(cause);
}
