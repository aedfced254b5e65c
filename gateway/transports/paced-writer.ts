/** Where a stream's messages go: a WebSocket or the response of an SSE request. */
export interface MessageSink {
  /** Hands a message over; `flushed` is called when it has left for the network, or cannot any more. */
  write(message: string, flushed: () => void): void;
  /** Bytes handed over that have not left yet. */
  bufferedBytes(): number;
  /** The reader is too slow to be served. */
  giveUp(): void;
}

interface PaceLimits {
  readonly maxBufferedBytes: number;
  readonly stallMs: number;
}

/** Above this the source waits for the network, so that a long replay never fills the buffer of a healthy reader. */
const PAUSE_ABOVE_BYTES = 65_536;

/**
 * Writes no faster than the reader reads. A reader that takes nothing for `stallMs`, or for whom more than
 * `maxBufferedBytes` wait, is given up: memory belongs to the others.
 */
export class PacedWriter {
  readonly #sink: MessageSink;
  readonly #limits: PaceLimits;
  #room: Promise<void> | undefined;
  #gaveUp = false;

  constructor(sink: MessageSink, limits: PaceLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** Resolves when the next message may follow. */
  async write(message: string): Promise<void> {
    if (this.#gaveUp) return;
    let flushed = (): void => {};
    const left = new Promise<void>((resolve) => (flushed = resolve));
    this.#sink.write(message, flushed);
    const buffered = this.#sink.bufferedBytes();
    if (buffered > this.#limits.maxBufferedBytes) this.#giveUp();
    else if (buffered > PAUSE_ABOVE_BYTES) this.#room = this.#waitFor(left);
    await this.#room;
  }

  /** Resolves at once unless the last messages still wait for the network. */
  async room(): Promise<void> {
    await this.#room;
  }

  async #waitFor(left: Promise<void>): Promise<void> {
    let stalled: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      stalled = setTimeout(() => {
        this.#giveUp();
        resolve();
      }, this.#limits.stallMs);
    });
    await Promise.race([left, patience]);
    clearTimeout(stalled);
  }

  #giveUp(): void {
    if (this.#gaveUp) return;
    this.#gaveUp = true;
    this.#sink.giveUp();
  }
}
