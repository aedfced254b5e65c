import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A link to a server that a test can cut, as when the server is away. */
export interface TcpProxy {
  readonly port: number;
  /** Ends all connections and refuses new ones until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Swallows whatever existing connections send from now on, in both directions. New connections work. */
  silence(): void;
  /**
   * Ends the next connection whose client sends a text, when that client then sends `commit`: before the server gets it, or
   * after the server has answered, whose answer is lost.
   */
  loseCommit(of: string, what: 'the commit' | 'its answer'): void;
  close(): Promise<void>;
}

interface Losing {
  readonly of: string;
  readonly what: 'the commit' | 'its answer';
  /** The client that has sent the text. */
  client?: Socket;
}

/** Starts a proxy on 127.0.0.1 for a server. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let losing: Losing | undefined;
  const server = createServer((client) => {
    const upstream = connect(target);
    client.on('data', (sent) => {
      if (losing === undefined) return;
      if (sent.includes(losing.of)) losing.client = client;
      if (losing.client !== client || !/\bcommit\b/.test(sent.toString('latin1'))) return;
      const { what } = losing;
      losing = undefined;
      upstream.unpipe();
      if (what === 'its answer') upstream.once('data', () => client.destroy());
      else upstream.destroy();
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.once('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const silence = (): void => {
    for (const socket of sockets) {
      socket.unpipe();
      socket.resume();
    }
  };
  return {
    port,
    cut,
    silence,
    mend: () => listen(port),
    loseCommit: (of, what) => {
      losing = { of, what };
    },
    close: () => (server.listening ? cut() : Promise.resolve()),
  };
}
