import type { Socket } from 'node:net';

/** How often a connection is looked at within the time that it may stand still. */
const LOOKS = 4;

/** What a connection had left when it was looked at last, and since when that is so. */
interface Standing {
  readonly progress: string;
  readonly sinceMs: number;
}

/**
 * Cuts connections that take nothing of what waits for them. Every byte that the gateway answers, whatever the
 * transport, goes through a watched connection: memory that nobody fetches is given back after a bounded time.
 */
export class StallWatch {
  readonly #stallMs: number;
  readonly #sockets = new Map<Socket, Standing | undefined>();
  #timer: NodeJS.Timeout | undefined;

  /** @param stallMs how long a connection may take nothing while something waits */
  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /** Watches a connection to its end. */
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
      // A plain end would leave what waits in the system's buffers until the peer has read it.
      else if (nowMs - standing.sinceMs >= this.#stallMs) socket.resetAndDestroy();
    }
  }
}

/** A text that changes as soon as the peer takes anything, or more is written for it. */
function progressOf(socket: Socket): string {
  // A large write is one piece to Node's streams until the last byte of it has left; only the handle knows of parts.
  const { _handle: handle } = socket as { readonly _handle?: { readonly writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize ?? 0}`;
}
