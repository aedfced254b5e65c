/** How a request left the line: it may begin, it is refused, or nobody waits for it any more. */
export type Entrance = 'admitted' | 'refused' | 'given-up';

/** A burst is waited for this long. */
const BURST_MS = 500;
/** In a burst, nobody begins to wait whose turn is expected later: turns come in lumps, and it might be missed. */
const BEARABLE_MS = 250;
/** When the line has not been empty for as long, more arrives than can be done, and waiting longer helps nobody. */
const OVERLOAD_WAIT_MS = 20;
/** What the last turn counts beside those before it: several end in one round of the event loop. */
const WEIGHT_OF_LAST = 0.05;

interface Waiting {
  readonly settle: (entrance: Entrance) => void;
  readonly isWanted: () => boolean;
}

/**
 * Lets so many requests be worked on at once; others wait in one line for a moment and are then refused, before anything
 * is done for them; those whose turn would not come in time are refused at once. As long as the line is empty now and
 * then, it takes a burst. When it never is, the wait is short, so that those who are served are served in time
 * (controlled delay).
 *
 * @see https://queue.acm.org/detail.cfm?id=2839461
 */
export class Admission {
  readonly #atOnce: number;
  readonly #maxWaiting: number;
  readonly #waiting = new Set<Waiting>();
  #running = 0;
  #emptyAtMs = performance.now();
  #leftAtMs = -Infinity;
  /** How long the first in line waits for its turn, on average of the last ones. */
  #turnMs = 0;

  constructor({ atOnce, maxWaiting }: { readonly atOnce: number; readonly maxWaiting: number }) {
    this.#atOnce = atOnce;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Works on a request in its turn.
   *
   * @param isWanted whether somebody still waits for the answer; asked when the request's turn has come
   * @returns whether the work was done
   */
  async run(work: () => Promise<void>, isWanted: () => boolean): Promise<Entrance> {
    const entrance = await this.#enter(isWanted);
    if (entrance !== 'admitted') return entrance;
    try {
      await work();
      return entrance;
    } finally {
      this.#leave();
    }
  }

  async #enter(isWanted: () => boolean): Promise<Entrance> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return 'admitted';
    }
    const nowMs = performance.now();
    if (this.#waiting.size === 0) this.#emptyAtMs = nowMs;
    if (this.#waiting.size >= this.#maxWaiting) return 'refused';
    const isOverload = nowMs - this.#emptyAtMs > BURST_MS;
    const patienceMs = isOverload ? OVERLOAD_WAIT_MS : BURST_MS;
    // Somebody always waits, so that a line that was slow once is found to be fast again.
    const bearableMs = isOverload ? OVERLOAD_WAIT_MS : BEARABLE_MS;
    if (this.#waiting.size > 0 && (this.#waiting.size + 1) * this.#turnMs > bearableMs) return 'refused';
    return await new Promise<Entrance>((resolve) => {
      const settle = (entrance: Entrance): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        resolve(entrance);
      };
      const waiting: Waiting = { settle, isWanted };
      const timer = setTimeout(() => settle('refused'), patienceMs);
      this.#waiting.add(waiting);
    });
  }

  #leave(): void {
    const nowMs = performance.now();
    if (this.#waiting.size > 0) {
      const tookMs = nowMs - Math.max(this.#leftAtMs, this.#emptyAtMs);
      this.#turnMs += (tookMs - this.#turnMs) * WEIGHT_OF_LAST;
    }
    this.#leftAtMs = nowMs;
    for (const waiting of this.#waiting) {
      if (waiting.isWanted()) return waiting.settle('admitted');
      waiting.settle('given-up');
    }
    this.#running -= 1;
  }
}
