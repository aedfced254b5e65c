/** How often a fact is tried, and how long the pauses in between are, which double. */
export interface RetryPolicy {
  readonly maxTries: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Ten tries within about four minutes. */
export const FACT_RETRIES: RetryPolicy = { maxTries: 10, firstPauseMs: 1_000, longestPauseMs: 60_000 };

const MAX_REASON = 500;

/** How long to wait after a try, the first of which is 1, in milliseconds. */
export function pauseAfter(tries: number, { firstPauseMs, longestPauseMs }: RetryPolicy): number {
  return Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
}

/** An error in one line for those who look after the platform. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(/[^\u0020-\u007e]+/g, ' ').slice(0, MAX_REASON);
}

/** The database or the network is away: codes of Node and of PostgreSQL (classes 08 and 57P, too many connections). */
const AWAY = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0\d|53300)$/;

/** How the driver of PostgreSQL tells of a connection that it lost or never got. */
const CUT = /Connection terminated|timeout exceeded when trying to connect/;

/**
 * Whether the failure says nothing of the fact, since what it would have been written to is away: then it waits, however
 * long that takes.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause, message } = error as Readonly<Record<'code' | 'cause' | 'message', unknown>>;
  if (typeof code === 'string' && AWAY.test(code)) return true;
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  return (typeof message === 'string' && CUT.test(message)) || isOutage(cause);
}
