import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { handleProtocols, type Server } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { StreamLimits } from '../../config.ts';
import { WorkQueue } from '../../work-queue.ts';
import type { RequestOrigin } from '../exchange.ts';
import { PacedWriter } from '../paced-writer.ts';
import { MAX_REQUEST_BYTES } from '../http/read-body.ts';
import { CloseCode, Connection, createSocketProtocol, type StreamParts } from './websocket-protocol.ts';

/** How long a reader that was given up has to take the close frame. */
const CLOSE_PATIENCE_MS = 1_000;
/**
 * The number of frames that one message may have. Clients send one, or one per some thousand bytes of a long message.
 */
const MAX_FRAGMENTS = 1_024;
/** The number of network chunks that one frame may have. A megabyte in the smallest packets is half of it. */
const MAX_BUFFERED_CHUNKS = 4_096;
const PING_TURNS = 50;

export interface WebSocketTransport {
  /** Takes over an upgrade request whose path and origin were accepted. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin: RequestOrigin): void;
  /** Closes every socket with 1001, whether initialised or not. */
  endAll(): void;
  /** Destroys the sockets that did not close in time. */
  cutAll(): void;
}

function closeSlowReader({ socket, transport }: Opened): void {
  socket.close(CloseCode.tryAgainLater, 'Reading too slowly: resume from the last cursor');
  // The close frame waits behind all other data, and a normal end would leave it in the system's buffers for as long.
  const cut = (): unknown => (transport instanceof Socket ? transport.resetAndDestroy() : transport.destroy());
  setTimeout(cut, CLOSE_PATIENCE_MS).unref();
}

function pacedWriter(opened: Opened): PacedWriter {
  const { socket, limits } = opened;
  return new PacedWriter(
    {
      write: (message, flushed) => {
        if (socket.readyState === socket.OPEN) socket.send(message, () => flushed());
        else flushed();
      },
      bufferedBytes: () => socket.bufferedAmount,
      giveUp: () => closeSlowReader(opened),
    },
    limits,
  );
}

/**
 * Answers what graphql-ws threw: a message that only servers send is the client's fault; everything else is internal.
 */
function closeAfter(error: unknown, { socket, origin }: Connection): void {
  if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
    socket.close(CloseCode.badRequest, 'Invalid message received');
    return;
  }
  origin.logger.error({ err: error }, 'a socket failed');
  socket.close(CloseCode.internalError, 'Internal server error');
}

interface Opened {
  readonly socket: WebSocket;
  /** The stream that carries the socket's frames. */
  readonly transport: Duplex;
  readonly origin: RequestOrigin;
  readonly limits: StreamLimits;
  readonly queue: WorkQueue;
}

function serve(protocol: Server<Connection>, opened: Opened): void {
  const { socket, origin, queue } = opened;
  const connection = new Connection(socket, origin);
  const writer = pacedWriter(opened);
  // ws reports a broken frame or connection here, and closes the socket itself.
  socket.on('error', (error) => origin.logger.debug({ err: error }, 'a socket had an error'));
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: async (message) => await writer.write(message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (data: Buffer) => {
          const message = data.toString('utf8');
          connection.noteNumbers(message);
          receive(message).catch((error: unknown) => closeAfter(error, connection));
        });
      },
    },
    connection,
  );
  const end = (code: number, reason: string): void => {
    closed(code, reason).catch((error: unknown) => {
      origin.logger.error({ err: error }, 'ending the operations of a socket failed');
    });
  };
  socket.once('close', (code, reason) => queue.add(() => end(code, reason.toString('utf8'))));
}

/**
 * Pings every socket once per interval. A socket that has not answered by the next ping is gone. The pings are spread
 * over the interval, because ten thousand at once would hold up everything else.
 */
class Pinging {
  readonly #turns: readonly Set<WebSocket>[] = Array.from({ length: PING_TURNS }, () => new Set<WebSocket>());
  readonly #silent = new WeakSet<WebSocket>();
  readonly #timer: NodeJS.Timeout;
  #added = 0;
  #turn = 0;

  constructor(intervalMs: number) {
    this.#timer = setInterval(() => this.#pingTurn(), intervalMs / PING_TURNS);
    this.#timer.unref();
  }

  add(socket: WebSocket): void {
    const turn = this.#turns[(this.#added += 1) % PING_TURNS];
    turn?.add(socket);
    socket.once('close', () => turn?.delete(socket));
    socket.on('pong', () => this.#silent.delete(socket));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #pingTurn(): void {
    this.#turn = (this.#turn + 1) % PING_TURNS;
    for (const socket of this.#turns[this.#turn] ?? []) {
      if (this.#silent.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#silent.add(socket);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }
}

/** Serves all operations over WebSocket with the subprotocol graphql-transport-ws. */
export function createWebSocketTransport(parts: StreamParts): WebSocketTransport {
  const protocol = createSocketProtocol(parts);
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_REQUEST_BYTES,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
    perMessageDeflate: false,
  });
  const queue = new WorkQueue();
  const pinging = new Pinging(parts.limits.pingIntervalMs);
  return {
    upgrade(request, socket, head, origin) {
      // Until its turn nobody else listens for errors, and an unhandled one would end the process.
      const ignore = (): void => {};
      socket.on('error', ignore);
      queue.add(() => {
        socket.off('error', ignore);
        server.handleUpgrade(request, socket, head, (opened) => {
          pinging.add(opened);
          serve(protocol, { socket: opened, transport: socket, origin, limits: parts.limits, queue });
        });
      });
    },
    endAll() {
      for (const socket of server.clients) socket.close(CloseCode.goingAway, 'Going away');
    },
    cutAll() {
      pinging.stop();
      for (const socket of server.clients) socket.terminate();
    },
  };
}
