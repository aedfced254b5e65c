import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, type Server } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { StreamLimits } from '../config.ts';
import type { RequestOrigin } from './exchange.ts';
import { PacedWriter } from './paced-writer.ts';
import { MAX_REQUEST_BYTES } from './read-body.ts';
import { CloseCode, Connection, createSocketProtocol, type StreamParts } from './websocket-protocol.ts';

/** A reader that was given up gets this long to take the close frame. */
const CLOSE_PATIENCE_MS = 1_000;

export interface WebSocketTransport {
  /** Takes over an upgrade request whose path and origin were accepted. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin: RequestOrigin): void;
  /** Closes every socket with 1001, initialised or not. */
  endAll(): void;
  /** Cuts what did not close in time. */
  cutAll(): void;
}

function closeSlowReader(socket: WebSocket): void {
  socket.close(CloseCode.tryAgainLater, 'Reading too slowly: resume from the last cursor');
  setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS).unref();
}

function pacedWriter(socket: WebSocket, limits: StreamLimits): PacedWriter {
  return new PacedWriter(
    {
      write: (message, flushed) => {
        if (socket.readyState === socket.OPEN) socket.send(message, () => flushed());
        else flushed();
      },
      bufferedBytes: () => socket.bufferedAmount,
      giveUp: () => closeSlowReader(socket),
    },
    limits,
  );
}

/** Answers what graphql-ws threw: a message that only servers send is the client's fault, all else is ours. */
function closeAfter(error: unknown, { socket, origin }: Connection): void {
  if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
    socket.close(CloseCode.badRequest, 'Invalid message received');
    return;
  }
  origin.logger.error({ err: error }, 'a socket failed');
  socket.close(CloseCode.internalError, 'Internal server error');
}

function serve(protocol: Server<Connection>, connection: Connection, limits: StreamLimits): void {
  const { socket, origin } = connection;
  const writer = pacedWriter(socket, limits);
  // ws reports a broken frame or connection here and closes the socket by itself.
  socket.on('error', (error) => origin.logger.debug({ err: error }, 'a socket broke'));
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: async (message) => await writer.write(message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (data: Buffer) => {
          receive(data.toString('utf8')).catch((error: unknown) => closeAfter(error, connection));
        });
      },
    },
    connection,
  );
  socket.once('close', (code, reason) => {
    closed(code, reason.toString('utf8')).catch((error: unknown) => {
      origin.logger.error({ err: error }, 'ending the operations of a socket failed');
    });
  });
}

/** Pings every socket from one timer; one that has not answered by the next ping is gone. Returns how to stop. */
function keepAlive(sockets: ReadonlySet<WebSocket>, intervalMs: number): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket));
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Serves all operations over WebSocket, subprotocol graphql-transport-ws. */
export function createWebSocketTransport(parts: StreamParts): WebSocketTransport {
  const protocol = createSocketProtocol(parts);
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_REQUEST_BYTES,
    perMessageDeflate: false,
  });
  const stopPinging = keepAlive(server.clients, parts.limits.pingIntervalMs);
  return {
    upgrade(request, socket, head, origin) {
      server.handleUpgrade(request, socket, head, (opened) => {
        serve(protocol, new Connection(opened, origin), parts.limits);
      });
    },
    endAll() {
      for (const socket of server.clients) socket.close(CloseCode.goingAway, 'Going away');
    },
    cutAll() {
      stopPinging();
      for (const socket of server.clients) socket.terminate();
    },
  };
}
