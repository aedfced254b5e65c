/** A place in the queue, held from before anything is asked of the database until the answer is there. */
export interface HashingPlace extends Disposable {
  /** Does work that keeps a thread busy, when it is its turn. Throws TurnMissed when that came too late. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface HashingLimits {
  /** How many hash at once. */
  readonly concurrency: number;
  /** How many hash or wait. */
  readonly places: number;
  /** How many of them from one address. */
  readonly placesPerAddress: number;
  /** Whoever waited longer has given up, or will have when the work is done. */
  readonly maxWaitMs: number;
}

/** The turn came when nobody waited for it any more: the work was not done. */
export class TurnMissed extends Error {
  override readonly name = 'TurnMissed';
}

/**
 * The queue of those who hash a password. Hashing takes a thread of the pool for a tenth of a second, so that few do it
 * at once, and no more may wait than are served before their callers give up.
 */
export class HashingQueue {
  readonly #limits: HashingLimits;
  readonly #waiting: (() => void)[] = [];
  readonly #ofAddresses = new Map<string, number>();
  #taken = 0;
  #running = 0;

  constructor(limits: HashingLimits) {
    this.#limits = limits;
  }

  /** A place, which its holder disposes of; undefined when all are taken, or all of the address. */
  enter(address: string): HashingPlace | undefined {
    const { places, placesPerAddress } = this.#limits;
    const ofAddress = this.#ofAddresses.get(address) ?? 0;
    if (this.#taken >= places || ofAddress >= placesPerAddress) return undefined;
    this.#taken += 1;
    this.#ofAddresses.set(address, ofAddress + 1);
    return {
      run: (work) => this.#run(work),
      [Symbol.dispose]: () => {
        this.#taken -= 1;
        const left = (this.#ofAddresses.get(address) ?? 1) - 1;
        if (left > 0) this.#ofAddresses.set(address, left);
        else this.#ofAddresses.delete(address);
      },
    };
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    const waitsUntilMs = performance.now() + this.#limits.maxWaitMs;
    await this.#turn();
    try {
      if (performance.now() > waitsUntilMs) throw new TurnMissed();
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      const begin = (): void => {
        this.#running += 1;
        resolve();
      };
      if (this.#running < this.#limits.concurrency) begin();
      else this.#waiting.push(begin);
    });
  }
}
