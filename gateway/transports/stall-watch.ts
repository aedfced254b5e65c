import type { Socket } from 'node:net';

/** How often a connection is checked within the time that it may stall. */
const LOOKS = 4;

/** What waited for a connection at the last check, and since when that has not changed. */
interface Standing {
  readonly progress: string;
  readonly sinceMs: number;
}

/**
 * Cuts connections that take no data while some is waiting. All bytes that the gateway sends, over any transport, go
 * through a watched connection, so memory for data that nobody fetches is freed after a limited time.
 */
export class StallWatch {
  readonly #stallMs: number;
  readonly #sockets = new Map<Socket, Standing | undefined>();
  #timer: NodeJS.Timeout | undefined;

  /** @param stallMs how long a connection may take no data while some is waiting */
  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /** Watches a connection until it closes. */
  add(socket: Socket): void {
    this.#sockets.set(socket, undefined);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#timer ??= setInterval(() => this.#look(), Math.max(10, this.#stallMs / LOOKS)).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    for (const [socket, standing] of this.#sockets) {
      if (socket.writableLength === 0) {
        if (standing) this.#sockets.set(socket, undefined);
        continue;
      }
      const progress = progressOf(socket);
      if (standing?.progress !== progress) this.#sockets.set(socket, { progress, sinceMs: nowMs });
      // A normal close would leave the waiting data in the system's buffers until the peer has read it.
      else if (nowMs - standing.sinceMs >= this.#stallMs) socket.resetAndDestroy();
    }
  }
}

/** A text that changes as soon as the peer takes data, or more data is written for it. */
function progressOf(socket: Socket): string {
  // Node's streams count a large write as one piece until its last byte has left; only the handle knows how much has.
  const { _handle: handle } = socket as { readonly _handle?: { readonly writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize ?? 0}`;
}
