import { ConcurrencyLimit } from './concurrency-limit.ts';
import { overloaded } from './errors.ts';

/** How many operations a process executes at once, and how many may wait. */
export interface AdmissionLimits {
  readonly atOnce: number;
  readonly maxWaiting: number;
}

/** Mutations of signed-in callers, what else they ask, and everything of those who have not signed in. */
export type Admitted = 'mutation' | 'other' | 'stranger';

/** The right to execute one operation. */
export interface Place {
  /** Keeps the place while the operation is executed. Returns what gives it back. */
  take(): () => void;
  /** Gives the place back, unless it is taken before the next round of the event loop. */
  leaveUnlessTaken(): void;
}

/** A burst is waited for this long. */
const BURST_MS = 500;
/** In a burst, nobody begins to wait whose turn is expected later: turns come in lumps, and it might be missed. */
const BEARABLE_MS = 250;
/** When the line has not been empty for as long, more arrives than can be done, and waiting longer helps nobody. */
const OVERLOAD_WAIT_MS = 20;
/** What the last turn counts beside those before it: several end in one round of the event loop. */
const WEIGHT_OF_LAST = 0.05;
/** How often the log says that operations are refused. */
const TELL_EVERY_MS = 10_000;

const NEVER = new AbortController().signal;

/**
 * Decides whether an operation is executed or refused, before anything is done for it. Some are executed at once, some
 * wait for a moment in order of arrival, and further ones are refused at once, as are those whose turn would not come in
 * time. As long as the line is empty now and then, it takes a burst. When it never is, the wait is short, so that those who
 * are served are served in time (controlled delay).
 *
 * @see https://queue.acm.org/detail.cfm?id=2839461
 */
export class Admission {
  readonly #lines: Readonly<Record<Admitted, Line>>;
  readonly #tell: (refused: number) => void;
  #refused = 0;
  #toldAtMs = -Infinity;

  /** @param tell called with the number of refused operations, at most every ten seconds while there are any */
  constructor({ atOnce, maxWaiting }: AdmissionLimits, tell: (refused: number) => void) {
    const line = (): Line => new Line(atOnce, maxWaiting);
    this.#lines = { mutation: line(), other: line(), stranger: line() };
    this.#tell = tell;
  }

  /**
   * Waits for a place.
   *
   * @param kind each has as many places of its own: queries do not hold up orders, orders that wait for a slow vendor do
   * not hold up queries, and sign-ins that wait for their turn to be checked hold up neither
   * @param abandoned aborted when nobody waits for the operation any more
   * @throws {GatewayError} SERVICE_UNAVAILABLE when there is none in time
   */
  async enter(kind: Admitted, abandoned: AbortSignal = NEVER): Promise<Place> {
    const line = this.#lines[kind];
    if (await line.enter(abandoned)) return placeIn(line);
    if (!abandoned.aborted) this.#count();
    throw overloaded();
  }

  #count(): void {
    this.#refused += 1;
    const nowMs = performance.now();
    if (nowMs - this.#toldAtMs < TELL_EVERY_MS) return;
    this.#tell(this.#refused);
    this.#toldAtMs = nowMs;
    this.#refused = 0;
  }
}

class Line {
  readonly #limit: ConcurrencyLimit;
  #emptyAtMs = performance.now();
  #leftAtMs = -Infinity;
  /** How long the first in line waits for its turn, on average of the last ones. */
  #turnMs = 0;

  constructor(atOnce: number, maxWaiting: number) {
    this.#limit = new ConcurrencyLimit(atOnce, maxWaiting);
  }

  async enter(abandoned: AbortSignal): Promise<boolean> {
    if (this.#limit.tryAcquire()) return true;
    const nowMs = performance.now();
    const { waiting } = this.#limit;
    if (waiting === 0) this.#emptyAtMs = nowMs;
    const isOverload = nowMs - this.#emptyAtMs > BURST_MS;
    const patienceMs = isOverload ? OVERLOAD_WAIT_MS : BURST_MS;
    // Somebody always waits, so that a line that was slow once is found to be fast again.
    const bearableMs = isOverload ? OVERLOAD_WAIT_MS : BEARABLE_MS;
    if (waiting > 0 && (waiting + 1) * this.#turnMs > bearableMs) return false;
    return (await this.#limit.acquire(abandoned, patienceMs)) === 'granted';
  }

  leave(): void {
    const nowMs = performance.now();
    if (this.#limit.waiting > 0) {
      const tookMs = nowMs - Math.max(this.#leftAtMs, this.#emptyAtMs);
      this.#turnMs += (tookMs - this.#turnMs) * WEIGHT_OF_LAST;
    }
    this.#leftAtMs = nowMs;
    this.#limit.release();
  }
}

function placeIn(line: Line): Place {
  let isTaken = false;
  let isGivenBack = false;
  const giveBack = (): void => {
    if (isGivenBack) return;
    isGivenBack = true;
    line.leave();
  };
  return {
    take() {
      isTaken = true;
      return giveBack;
    },
    leaveUnlessTaken() {
      setImmediate(() => {
        if (!isTaken) giveBack();
      });
    },
  };
}
