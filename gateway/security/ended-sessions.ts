import type { Logger } from 'pino';
import { unavailable } from '../errors.ts';
import type { Principal } from './principal.ts';

/** Where a gateway learns which sessions have ended. */
export interface EndedSessionsSource {
  /**
   * The sessions that ended after a moment, or within the life of an access token when none is given.
   *
   * @param after `asOf` of an earlier answer
   * @param headers the gateway's signed context for accounts
   */
  load(after: number | undefined, headers: Readonly<Record<string, string>>): Promise<unknown>;
  readonly pollMs: number;
}

/** An answer of accounts. */
interface EndedSince {
  /** When accounts answered, for the next question. */
  readonly asOf: number;
  /** How long an access token of such a session could still hold. */
  readonly keepSeconds: number;
  readonly sessionIds: readonly string[];
}

interface EndedSessionsOptions {
  readonly source: EndedSessionsSource;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly logger: Logger;
  /** Called after every answer: what is open of the sessions that have ended is to be closed. */
  readonly onUpdate: () => void;
  readonly now?: () => number;
}

/** One lost poll is no story; from the second on nobody knows who signed out. */
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
 * The sessions that have ended while access tokens of theirs still hold: followed by asking accounts again and again,
 * since the bus does not reach the gateway. While accounts is away the last known ones stay ended.
 */
export class EndedSessions {
  readonly #options: EndedSessionsOptions;
  readonly #now: () => number;
  /** By session, when its last access token is over, in milliseconds since 1970; in the order of these moments. */
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

  /** Resolves once there is an answer at all; throws SUBGRAPH_UNAVAILABLE while accounts has never answered. */
  async load(): Promise<void> {
    if (this.#asOf !== undefined) return;
    try {
      await this.#refresh();
    } catch (error) {
      throw unavailable('It cannot be read at the moment which sessions have ended.', error);
    }
  }

  /** Begins to follow; resolves after the first question, answered or not. */
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

  /** The log has one line for when accounts went away and one for when it came back. */
  #told(failures: number, error?: unknown): void {
    const { logger } = this.#options;
    if (failures === LOGGED_AT_FAILURE) {
      logger.warn({ err: error }, 'accounts does not tell which sessions have ended; those known before stay ended');
    }
    if (failures === 0 && this.#failures >= LOGGED_AT_FAILURE) {
      logger.info('accounts tells again which sessions have ended');
    }
    this.#failures = failures;
  }

  /** One question at a time; all who ask meanwhile wait for its answer. */
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
/** Polling, asking and ending take less than the five seconds that are promised. */
const TIMEOUT_MS = 2_000;

/**
 * The sessions that accounts publishes at `/sessions/ended.json`.
 *
 * @param accountsUrl the base address of the accounts subgraph, without a path
 */
export function createRemoteEndedSessions(accountsUrl: string): EndedSessionsSource {
  return {
    pollMs: POLL_MS,
    async load(after, headers) {
      const address = new URL('/sessions/ended.json', accountsUrl);
      if (after !== undefined) address.searchParams.set('after', String(after));
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(address, { headers, signal, redirect: 'error' });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return (await response.json()) as unknown;
    },
  };
}
