/** Where the messages of a stream go: a WebSocket, or the response of an SSE request. */
export interface MessageSink {
  /** Sends a message. `flushed` is called when it has left for the network, or no longer can. */
  write(message: string, flushed: () => void): void;
  /** The bytes that were sent but have not left yet. */
  bufferedBytes(): number;
  /** Called when the reader is too slow to be served. */
  giveUp(): void;
}

/**
 * With more waiting bytes than this, the source waits for the network, so a long replay never fills a healthy reader's
 * buffer.
 */
const PAUSE_ABOVE_BYTES = 65_536;

/**
 * Writes no faster than the reader reads. A reader is given up when more than `maxBufferedBytes` wait for it as the
 * next message comes, to save memory for others. A single message may have any size, so that a large result reaches its
 * reader; a connection that takes nothing of it is cut by its own watch.
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

  /** Resolves at once, unless the last messages still wait for the network. */
  async room(): Promise<void> {
    await this.#room;
  }
}
