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
