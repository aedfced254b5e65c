/** A part of the platform that had to be asked is away, and said so or did not answer. */
export class PartAway extends Error {
  override readonly name = 'PartAway';
}

/** The database or the network is away: codes of Node and of PostgreSQL (classes 08 and 57P, too many connections). */
const AWAY = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0\d|53300)$/;

/** How the driver of PostgreSQL tells of a connection that it lost or never got. */
const CUT = /Connection terminated|Query read timeout|timeout exceeded when trying to connect/;

/**
 * Whether a failure says nothing of what was asked, because a database, a peer or the network is away. The same may succeed
 * later without a change.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof PartAway) return true;
  const { code, cause, message, name } = error as Readonly<Record<'code' | 'cause' | 'message' | 'name', unknown>>;
  if (typeof code === 'string' && AWAY.test(code)) return true;
  if (name === 'TimeoutError') return true;
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  return (typeof message === 'string' && CUT.test(message)) || isOutage(cause);
}
