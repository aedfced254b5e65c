import type { Logger } from 'pino';
import { unavailable } from '../errors.ts';
import { createIssuer } from './ask-issuer.ts';
import type { Principal } from './principal.ts';

/** Where a gateway learns which sessions have ended. */
export interface EndedSessionsSource {
  /**
   * The sessions that have ended since a moment, or within the lifetime of an access token when none is given.
   *
   * @param after the `asOf` of an earlier answer
   * @param headers the gateway's signed context for accounts
   */
  load(after: number | undefined, headers: Readonly<Record<string, string>>): Promise<unknown>;
  readonly pollMs: number;
}

/** The answer of accounts. */
interface EndedSince {
  /** When accounts answered; the `after` of the next question. */
  readonly asOf: number;
  /** How long an access token of an ended session may still be valid. */
  readonly keepSeconds: number;
  readonly sessionIds: readonly string[];
}

interface EndedSessionsOptions {
  readonly source: EndedSessionsSource;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly logger: Logger;
  /** Called after every answer, to close what is still open for ended sessions. */
  readonly onUpdate: () => void;
  readonly now?: () => number;
}

/** A single failed poll is not reported. From the second one on, it is unknown who has signed out. */
const LOGGED_AT_FAILURE = 2;

function parseAnswer(body: unknown): EndedSince {
  if (typeof body === 'object' && body !== null && 'asOf' in body && 'keepSeconds' in body && 'sessionIds' in body) {
    const { asOf, keepSeconds, sessionIds } = body;
    if (typeof asOf === 'number' && typeof keepSeconds === 'number' && Array.isArray(sessionIds)) {
      return { asOf, keepSeconds, sessionIds: sessionIds.filter((id) => typeof id === 'string') };
    }
  }
  throw new TypeError('the answer is not a list of ended sessions');
}

/**
 * The sessions that have ended and may still have valid access tokens. Accounts is polled for them, because the gateway
 * is not connected to the message bus. While accounts is away, the last known sessions stay ended.
 */
export class EndedSessions {
  readonly #options: EndedSessionsOptions;
  readonly #now: () => number;
  /** When the last access token of each ended session expires, in milliseconds since 1970, in this order. */
  readonly #keptUntilMs = new Map<string, number>();
  #asOf: number | undefined;
  #loading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopped = false;

  constructor(options: EndedSessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Whether the principal's session has ended. */
  holds(principal: Principal): boolean {
    return principal.kind !== 'anonymous' && this.#keptUntilMs.has(principal.sessionId);
  }

  /** Resolves once accounts has answered at least once. Throws SUBGRAPH_UNAVAILABLE as long as it never has. */
  async load(): Promise<void> {
    if (this.#asOf !== undefined) return;
    try {
      await this.#refresh();
    } catch (error) {
      throw unavailable('The ended sessions cannot be read at the moment.', error);
    }
  }

  /** Starts polling. Resolves after the first poll, whether it was answered or not. */
  async follow(): Promise<void> {
    await this.#poll();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    try {
      await this.#refresh();
      this.#told(0);
    } catch (error) {
      this.#told(this.#failures + 1, error);
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#poll(), this.#options.source.pollMs);
    this.#timer.unref();
  }

  /** The log has one line when accounts goes away and one when it comes back. */
  #told(failures: number, error?: unknown): void {
    const { logger } = this.#options;
    if (failures === LOGGED_AT_FAILURE) {
      logger.warn({ err: error }, 'accounts does not answer which sessions have ended; the known ones stay ended');
    }
    if (failures === 0 && this.#failures >= LOGGED_AT_FAILURE) {
      logger.info('accounts answers again which sessions have ended');
    }
    this.#failures = failures;
  }

  /** Only one poll at a time; everyone who asks in the meantime waits for its answer. */
  #refresh(): Promise<void> {
    this.#loading ??= this.#ask().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #ask(): Promise<void> {
    const { source, headers, onUpdate } = this.#options;
    const { asOf, keepSeconds, sessionIds } = parseAnswer(await source.load(this.#asOf, headers()));
    const nowMs = this.#now();
    for (const id of sessionIds) {
      this.#keptUntilMs.delete(id);
      this.#keptUntilMs.set(id, nowMs + keepSeconds * 1000);
    }
    for (const [id, keptUntilMs] of this.#keptUntilMs) {
      if (keptUntilMs > nowMs) break;
      this.#keptUntilMs.delete(id);
    }
    this.#asOf = asOf;
    if (this.#keptUntilMs.size > 0) onUpdate();
  }
}

const POLL_MS = 1_500;
/**
 * An ended session has to be known within five seconds: the poll interval, the poll and ending its streams take less.
 */
const TIMEOUT_MS = 2_000;

/**
 * The ended sessions that accounts publishes at `/sessions/ended.json`.
 *
 * @param accountsUrls the base addresses of the accounts subgraph, without a path
 */
export function createRemoteEndedSessions(accountsUrls: readonly string[]): EndedSessionsSource {
  const ask = createIssuer(accountsUrls);
  return {
    pollMs: POLL_MS,
    async load(after, headers) {
      const path = `/sessions/ended.json${after === undefined ? '' : `?after=${after}`}`;
      return await ask({ path, headers, timeoutMs: TIMEOUT_MS });
    },
  };
}
