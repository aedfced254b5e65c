import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

/** What a client of HTTP/2 sends first (RFC 9113, 3.4); no request of HTTP/1.1 begins like that. */
const PREFACE = 'PRI * HTTP/2.0';
/** Megabytes of state for one connection; a stream takes a few kilobytes, and Node's own limit of 10 refuses streams. */
const MAX_SESSION_MEMORY_MB = 100;
/** How long a connection may keep silent before it says which language it speaks. */
const FIRST_BYTES_MS = 10_000;

/** How often a client is asked whether it is there, in milliseconds. */
const PING_INTERVAL_MS = 5_000;
/** A client that has not answered so many times, or not ended in the time for as many, is given up. */
const MAX_UNANSWERED = 3;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type ConnectionListener = (...args: unknown[]) => void;

/**
 * Lets a server of HTTP/1.1 speak HTTP/2 on its port too, to clients that begin with its preface: the gateway, whose
 * event streams then share connections. Call it before anything else listens for the server's connections.
 *
 * @param handler answers what comes by HTTP/2: Node's compatibility API gives requests and responses of the same shape
 * @param pingMs how often a client is asked whether it is there
 * @returns tells the clients that no new streams are taken; those that are open may end
 */
export function alsoServeHttp2(server: Server, handler: Handler, pingMs = PING_INTERVAL_MS): () => void {
  const http2 = createHttp2Server({ maxSessionMemory: MAX_SESSION_MEMORY_MB });
  http2.on('request', (request, response) => Reflect.apply(handler, undefined, [request, response]));
  const sessions = new Set<ServerHttp2Session>();
  const serveHttp2 = (socket: Socket): void => {
    http2.once('session', (session) => {
      sessions.add(session);
      const stopPinging = keepAlive(session, socket, pingMs);
      session.once('close', () => {
        stopPinging();
        sessions.delete(session);
      });
    });
    http2.emit('connection', socket);
  };
  const serveHttp1 = server.listeners('connection') as ConnectionListener[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => sortOut(socket, { server, serveHttp1, serveHttp2 }));
  return () => {
    for (const session of sessions) session.close();
  };
}

/**
 * Ends a connection whose client has gone silent: its streams would be kept, and filled, until the network gives up. It ends one
 * that is over and that the client does not end, too. Returns a function that stops the pings.
 */
function keepAlive(session: ServerHttp2Session, socket: Socket, pingMs: number): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= MAX_UNANSWERED) {
      session.destroy();
      socket.destroy();
      return;
    }
    unanswered += 1;
    // One that is over waits for the client to end the connection too, and throws when it is asked for a ping.
    if (!session.destroyed) session.ping(() => (unanswered = 0));
  }, pingMs).unref();
  return () => clearInterval(timer);
}

interface Servers {
  readonly server: Server;
  readonly serveHttp1: readonly ConnectionListener[];
  readonly serveHttp2: (socket: Socket) => void;
}

/** Gives a connection to the server whose language its first bytes speak. */
function sortOut(socket: Socket, { server, serveHttp1, serveHttp2 }: Servers): void {
  const cut = (): void => void socket.destroy();
  socket.once('error', cut);
  socket.setTimeout(FIRST_BYTES_MS, cut);
  socket.once('data', (first: Buffer) => {
    socket.off('error', cut);
    socket.setTimeout(0, cut);
    socket.pause();
    socket.unshift(first);
    if (first.toString('latin1', 0, PREFACE.length) === PREFACE) {
      serveHttp2(socket);
      return;
    }
    for (const listener of serveHttp1) listener.call(server, socket);
    socket.resume();
  });
}
