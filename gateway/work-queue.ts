/** A turn ends after the piece of work that exceeds this time; other work runs between two turns. */
const TURN_MS = 10;

/**
 * Does small pieces of work one after the other, in short turns. So thousands of pieces at once, when all clients
 * reconnect, do not block the event loop. The pieces must not throw.
 */
export class WorkQueue {
  readonly #waiting: (() => void)[] = [];
  #done = 0;

  add(work: () => void): void {
    this.#waiting.push(work);
    if (this.#waiting.length === 1) setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    const endsAtMs = performance.now() + TURN_MS;
    do this.#waiting[this.#done++]?.();
    while (this.#done < this.#waiting.length && performance.now() < endsAtMs);
    if (this.#done < this.#waiting.length) {
      setImmediate(this.#turn);
      return;
    }
    this.#waiting.length = 0;
    this.#done = 0;
  };
}
