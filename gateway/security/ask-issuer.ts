interface Question {
  /** The path with its parameters. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The time for all addresses together. */
  readonly timeoutMs: number;
}

/** Asks accounts for one of its documents. Rejects when no address has answered in time. */
export type AskIssuer = (question: Question) => Promise<unknown>;

/**
 * Asks one address of accounts after the other, beginning with the one that has answered last. An address that is silent
 * uses up the time; the next question begins with another one.
 *
 * @param urls the base addresses, without a path
 */
export function createIssuer(urls: readonly string[]): AskIssuer {
  let first = 0;
  return async ({ path, headers = {}, timeoutMs }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let failure: unknown = new Error('accounts has no address');
    for (let count = 0; count < urls.length && !signal.aborted; count += 1) {
      try {
        const response = await fetch(new URL(path, urls[first]), { headers, signal, redirect: 'error' });
        if (!response.ok) throw new Error(`status ${response.status}`);
        return (await response.json()) as unknown;
      } catch (error) {
        failure = error;
        first = (first + 1) % urls.length;
      }
    }
    throw failure;
  };
}
