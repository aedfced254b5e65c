import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The header in which a server says that it is going away (`draining`) or has too much to do (`overloaded`). With status
 * 503 it promises that nothing of the request was begun, so that the gateway may send it to another process.
 */
export const AVAILABILITY_HEADER = 'x-tiergraph-availability';

/** How a server goes away: it still serves while it says so, and then refuses what is new. */
export class Draining {
  #isLeaving = false;
  #isRefusing = false;
  readonly #streams = new Set<() => void>();

  /** Whether the server has been told to end: it is not ready any more, and takes no new streams. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /** Whether new requests are refused. */
  get isRefusing(): boolean {
    return this.#isRefusing;
  }

  /** Ends every stream, and lets others be sent elsewhere for some time before new requests are refused. */
  async begin(graceMs: number): Promise<void> {
    this.#isLeaving = true;
    for (const end of this.#streams) end();
    await sleep(graceMs);
    this.#isRefusing = true;
  }

  /** Has a stream ended when the server leaves, at once if it is leaving already. Gives what forgets the stream. */
  endWithServer(end: () => void): () => void {
    if (this.#isLeaving) end();
    else this.#streams.add(end);
    return () => void this.#streams.delete(end);
  }
}
