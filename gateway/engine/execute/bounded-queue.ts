/** A queue between a stream and its consumer that never grows beyond its limit. */
export class BoundedQueue<Item> {
  readonly #limit: number;
  readonly #items: Item[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns false when the queue is full: nothing was added */
  push(item: Item): boolean {
    if (this.#ended) return true;
    if (this.#items.length >= this.#limit) return false;
    this.#items.push(item);
    this.#wake?.();
    return true;
  }

  /** Nothing more is added; the consumer still gets what is queued, and a last item if one is given. */
  end(last?: Item): void {
    if (this.#ended) return;
    if (last !== undefined) this.#items.push(last);
    this.#ended = true;
    this.#wake?.();
  }

  /** Forgets what is queued and ends. */
  discard(): void {
    this.#items.length = 0;
    this.#ended = true;
    this.#wake?.();
  }

  /** The next item, or undefined at the end. */
  async next(): Promise<Item | undefined> {
    while (this.#items.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    return this.#items.shift();
  }
}
