/** A place in the queue. It is taken before the first statement to the database, and held until the answer is ready. */
export interface HashingPlace extends Disposable {
  /** Runs work that occupies a thread, when its turn comes. Throws TurnMissed when the turn comes too late. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface HashingLimits {
  /** How many may hash at the same time. */
  readonly concurrency: number;
  /** How many may hash or wait. */
  readonly places: number;
  /** How many of those may come from one address. */
  readonly placesPerAddress: number;
  /** Callers who wait longer have given up, or will have before the work is done. */
  readonly maxWaitMs: number;
}

/** The turn came after the caller had given up, so the work was not done. */
export class TurnMissed extends Error {
  override readonly name = 'TurnMissed';
}

/**
 * The queue for hashing passwords. Hashing occupies a thread of the pool for a tenth of a second. Therefore only a few hash
 * at the same time, and no more may wait than can be served before their callers give up.
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

  /** Takes a place, which the caller disposes of. Undefined when all places, or all places of the address, are taken. */
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
