import type { Logger } from 'pino';
import { createIssuer } from './ask-issuer.ts';

/** Reads the platform's time, in milliseconds since 1970. */
export type ReadTime = () => Promise<number>;

const REFRESH_MS = 5_000;
/** The pause before the next question as long as none has been answered. */
const FIRST_MS = 1_000;
/** A process whose clock differs by more says so. */
const TOLERANCE_MS = 30_000;

/**
 * The time as the platform's database has it, which accounts tells: tokens are signed and checked with it, so that a gateway
 * whose own clock is wrong serves like any other. It is the count of milliseconds of this process, moved to that time. Until
 * accounts has answered, it is the clock of the process.
 */
export class PlatformClock {
  readonly #logger: Logger;
  /** The time is this and the milliseconds that the process has counted. */
  #originMs = Date.now() - performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #offSince: string | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Whole milliseconds since 1970. */
  readonly nowMs = (): number => Math.floor(this.#originMs + performance.now());

  /** What is wrong with the process's own clock, and since when it is known; undefined while it agrees. */
  get fault(): { readonly since: string; readonly detail: string } | undefined {
    if (this.#offSince === undefined) return undefined;
    const aheadS = Math.round((Date.now() - this.nowMs()) / 1_000);
    const side = aheadS > 0 ? 'ahead of' : 'behind';
    return {
      since: this.#offSince,
      detail: `the clock of this process is ${Math.abs(aheadS)} s ${side} the database's`,
    };
  }

  /** Asks for the time until `stop`. Resolves after the first question, whether it was answered or not. */
  async follow(read: ReadTime): Promise<void> {
    const isAnswered = await this.#ask(read).then(
      () => true,
      () => false,
    );
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.follow(read), isAnswered ? REFRESH_MS : FIRST_MS).unref();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** The time was read at some moment between question and answer. A clock that agrees with that stays as it is. */
  async #ask(read: ReadTime): Promise<void> {
    const askedAt = performance.now();
    const timeMs = await read();
    const earliest = timeMs - performance.now();
    const latest = timeMs - askedAt;
    this.#originMs = Math.min(Math.max(this.#originMs, earliest), latest);
    const isOff = Math.abs(Date.now() - this.nowMs()) > TOLERANCE_MS;
    if (isOff === (this.#offSince !== undefined)) return;
    this.#offSince = isOff ? new Date().toISOString() : undefined;
    if (isOff)
      this.#logger.warn({ detail: this.fault?.detail }, 'the clock of this process is off; it goes by another');
    else this.#logger.info('the clock of this process agrees again');
  }
}

const TIMEOUT_MS = 2_000;

/**
 * The time that accounts publishes at `/.well-known/time.json`.
 *
 * @param accountsUrls the base addresses of the accounts subgraph, without a path
 */
export function createRemoteTime(accountsUrls: readonly string[]): ReadTime {
  const ask = createIssuer(accountsUrls);
  return async () => {
    const body = await ask({ path: '/.well-known/time.json', timeoutMs: TIMEOUT_MS });
    if (typeof body === 'object' && body !== null && 'ms' in body && typeof body.ms === 'number') return body.ms;
    throw new TypeError('the answer is not a time');
  };
}
