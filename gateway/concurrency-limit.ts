/** What a call gets: its turn, a refusal because too many calls wait, or the end of its waiting time. */
export type TurnOutcome = 'granted' | 'overflow' | 'gave-up';

interface Waiting {
  readonly grant: () => void;
}

/** Lets a number of calls run at once and a number of calls wait for their turn, first come, first served. */
export class ConcurrencyLimit {
  readonly #max: number;
  readonly #maxQueue: number;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(max: number, maxQueue: number) {
    this.#max = max;
    this.#maxQueue = maxQueue;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a turn if one is free. Give it back with `release`. */
  tryAcquire(): boolean {
    if (this.#running >= this.#max) return false;
    this.#running += 1;
    return true;
  }

  /** Waits for a turn until the signal is aborted or the time is over. */
  async acquire(signal: AbortSignal, patienceMs: number): Promise<TurnOutcome> {
    if (this.tryAcquire()) return 'granted';
    if (this.#waiting.size >= this.#maxQueue) return 'overflow';
    if (signal.aborted) return 'gave-up';
    return await new Promise<TurnOutcome>((resolve) => {
      const finish = (turn: TurnOutcome): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        this.#waiting.delete(waiting);
        resolve(turn);
      };
      const giveUp = (): void => finish('gave-up');
      const waiting: Waiting = { grant: () => finish('granted') };
      const timer = setTimeout(giveUp, patienceMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(waiting);
    });
  }

  /** Gives a turn back; it goes to the call that has waited longest. */
  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#running -= 1;
    else next.grant();
  }
}
