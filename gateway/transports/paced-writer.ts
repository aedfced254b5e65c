/** Where a stream's messages go: a WebSocket or the response of an SSE request. */
export interface MessageSink {
  /** Hands a message over; `flushed` is called when it has left for the network, or cannot any more. */
  write(message: string, flushed: () => void): void;
  /** Bytes handed over that have not left yet. */
  bufferedBytes(): number;
  /** The reader is too slow to be served. */
  giveUp(): void;
}

/** Above this the source waits for the network, so that a long replay never fills the buffer of a healthy reader. */
const PAUSE_ABOVE_BYTES = 65_536;

/**
 * Writes no faster than the reader reads. A reader for whom more than `maxBufferedBytes` wait when the next message
 * comes is given up: memory belongs to the others. One message alone may be of any size, so that a large answer reaches
 * whoever reads it; who takes nothing of it is cut by the connection's own watch.
 */
export class PacedWriter {
  readonly #sink: MessageSink;
  readonly #maxBufferedBytes: number;
  #room: Promise<void> | undefined;
  #gaveUp = false;

  constructor(sink: MessageSink, { maxBufferedBytes }: { readonly maxBufferedBytes: number }) {
    this.#sink = sink;
    this.#maxBufferedBytes = maxBufferedBytes;
  }

  /** Resolves when the next message may follow. */
  async write(message: string): Promise<void> {
    if (this.#gaveUp) return;
    if (this.#sink.bufferedBytes() > this.#maxBufferedBytes) {
      this.#gaveUp = true;
      this.#sink.giveUp();
      return;
    }
    let flushed = (): void => {};
    const left = new Promise<void>((resolve) => (flushed = resolve));
    this.#sink.write(message, flushed);
    if (this.#sink.bufferedBytes() > PAUSE_ABOVE_BYTES) this.#room = left;
    await this.#room;
  }

  /** Resolves at once unless the last messages still wait for the network. */
  async room(): Promise<void> {
    await this.#room;
  }
}
