import type { Server } from 'node:http';
import { createServer, type AddressInfo, type ListenOptions, type Server as SocketServer } from 'node:net';
import { ConfigError } from '../config.ts';

/**
 * Node accepts one connection of each listening socket in a round of the event loop. With one socket, and rounds of fifty
 * milliseconds because much is under way, the hundredth of new clients would wait for five seconds only to be refused. The
 * kernel spreads them over as many sockets.
 */
const SOCKETS = 32;
const BACKLOG = 4_096;

/** An open port. */
export interface Port {
  readonly address: AddressInfo;
  /** Accepts no connection any more. Resolves when the last one has ended. */
  close(): Promise<void>;
}

/** Reports an unusable port before anything else is started: rejects with a `ConfigError`. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await listen(probe, { port, host });
  await closed(probe);
}

/**
 * Opens a port for a server. Rejects with a `ConfigError` when it is in use or not permitted.
 *
 * @param onError told why a connection could not be accepted: the process has too many files open, say
 */
export async function openPort(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  onError: (error: Error) => void,
): Promise<Port> {
  // Sockets that share a port would share it with another process of this user, too, and take half of its clients.
  if (port !== 0) await requireFreePort(port, host);
  const isShared = await listenShared(server, { port, host });
  const address = server.address() as AddressInfo;
  const others = isShared ? Array.from({ length: SOCKETS - 1 }, () => takingFor(server)) : [];
  await Promise.all(others.map((other) => listen(other, { port: address.port, host, reusePort: true })));
  for (const one of [server, ...others]) one.on('error', onError);
  return {
    address,
    async close() {
      await Promise.all([server, ...others].map(closed));
    },
  };
}

/** Takes connections for another server. */
function takingFor(server: Server): SocketServer {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
}

/** Listens so that others can at the same port, where the system knows that. Resolves with whether it does. */
async function listenShared(server: Server, at: ListenOptions): Promise<boolean> {
  try {
    await listen(server, { ...at, reusePort: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTSUP') throw error;
    await listen(server, at);
    return false;
  }
}

function listen(server: SocketServer, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(explain(error, at));
    server.once('error', fail);
    server.listen({ ...at, backlog: BACKLOG }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function closed(server: SocketServer): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}

function explain(error: NodeJS.ErrnoException, { port, host }: ListenOptions): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError([`Port ${port} is in use by another process; set PORT to a free one.`]);
    case 'EACCES':
      return new ConfigError([`Port ${port} may not be opened by this user; set PORT to one above 1023.`]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError([`HOST must be an address of this machine, got "${host}"`]);
    case undefined:
    default:
      return error;
  }
}
