/** How many requests may be asked twice in a row, as when a connection with many of them goes silent. */
const BURST = 64;
/** What each request adds to that: of many that are slow, one in twenty is asked twice. */
const EARNED = 0.05;

/** Why the first attempt was given up, when the second one was answered before it. */
export const OVERTAKEN = new Error('A later attempt was answered first');

/** Makes an attempt, which the signal ends. */
type Attempt<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Asks a second time when the first time takes far longer than it should, and takes the answer that comes first. A connection
 * over HTTP/1.1 that has gone silent looks like a slow subgraph, and only another connection can tell. A slow subgraph is
 * not asked twice for everything, which would make it slower still.
 */
export class Hedging {
  readonly #delayMs: number;
  #left = BURST;

  /** @param delayMs how long an attempt may take before the second one; 0 makes no second one */
  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Rejects with the failure of the first attempt, once no other is under way. */
  async run<T>(signal: AbortSignal, attempt: Attempt<T>): Promise<T> {
    if (this.#delayMs === 0) return await attempt(signal);
    this.#left = Math.min(BURST, this.#left + EARNED);
    const first = new AbortController();
    const second = new AbortController();
    const end = (): void => {
      first.abort();
      second.abort();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    try {
      const answer = attempt(first.signal);
      const isSlow = await this.#isSlow(answer);
      if (!isSlow || this.#left < 1) return await answer;
      this.#left -= 1;
      const later = attempt(second.signal);
      const answered = (): void => second.abort();
      const overtaken = (): void => first.abort(OVERTAKEN);
      void Promise.allSettled([answer.then(answered), later.then(overtaken)]);
      return await Promise.any([answer, later]).catch(() => answer);
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  /** Whether nothing comes of an attempt within the delay. */
  #isSlow(answer: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), this.#delayMs);
      const settled = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      answer.then(settled, settled);
    });
  }
}
