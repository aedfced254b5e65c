import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** Where a server listens. */
export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** A link to a server that a test can break in every way in which networks break. */
export interface TcpProxy {
  readonly port: number;
  /** Ends all connections and refuses new ones until `mend`, as when the server is away. */
  cut(): Promise<void>;
  /** Ends every fault. Connections that went silent stay so: nobody tells them. */
  mend(): Promise<void>;
  /** Swallows whatever existing connections send from now on, in both directions. New connections work. */
  silence(): void;
  /** Silences existing connections and takes new ones without ever answering, until `mend`. */
  swallow(): void;
  /** Breaks existing connections with a reset. New connections work. */
  reset(): void;
  /** Everything takes so much longer in each direction, until `mend`. */
  delay(ms: number): void;
  /** Resets each of the next connections after the server has sent so many bytes over it. */
  cutAfter(bytes: number, connections: number): void;
  /**
   * Ends the next connection whose client sends a text, when that client then sends `commit`: before the server gets it, or
   * after the server has answered, whose answer is lost.
   */
  loseCommit(of: string, what: 'the commit' | 'its answer'): void;
  /** Leads new connections to another server. */
  lead(target: TcpAddress): void;
  close(): Promise<void>;
}

/** One connection through the proxy. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isSilent: boolean;
  /** Bytes that the server may still send before the connection is reset. */
  bytesLeft: number;
  /** Whether the connection ends instead of what the server sends next. */
  losesAnswer: boolean;
}

interface Losing {
  readonly of: string;
  readonly what: 'the commit' | 'its answer';
  /** The connection over which the text was sent. */
  pair?: Pair;
}

/** Starts a proxy on 127.0.0.1 for a server. */
export async function startTcpProxy(target: TcpAddress): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const fault = { target, delayMs: 0, swallows: false, bytes: Infinity, connectionsToCut: 0 };
  let losing: Losing | undefined;

  /** Whether what a client sends is to be lost, and the connection with it. */
  const isLost = (pair: Pair, sent: Buffer): boolean => {
    if (losing === undefined) return false;
    if (sent.includes(losing.of)) losing.pair = pair;
    if (losing.pair !== pair || !/\bcommit\b/.test(sent.toString('latin1'))) return false;
    const { what } = losing;
    losing = undefined;
    pair.losesAnswer = what === 'its answer';
    return !pair.losesAnswer;
  };

  const proxy = createServer((client) => {
    if (fault.swallows) {
      const pair = silentPair(client);
      pairs.add(pair);
      client.once('close', () => pairs.delete(pair));
      return;
    }
    const isToBeCut = fault.connectionsToCut > 0;
    if (isToBeCut) fault.connectionsToCut -= 1;
    const bytesLeft = isToBeCut ? fault.bytes : Infinity;
    const pair: Pair = { client, server: connect(fault.target), isSilent: false, bytesLeft, losesAnswer: false };
    pairs.add(pair);
    client.on('data', (sent: Buffer) => void (isLost(pair, sent) && pair.server.destroy()));
    carry(pair, 'client', () => fault.delayMs);
    carry(pair, 'server', () => fault.delayMs);
    client.once('close', () => pair.server.destroyed && pairs.delete(pair));
    pair.server.once('close', () => pair.client.destroyed && pairs.delete(pair));
  });
  const listen = async (port: number): Promise<void> => {
    proxy.listen(port, '127.0.0.1');
    await once(proxy, 'listening');
  };
  // It is listened to again after a while, and no connection may have it until then.
  const port = await freePort();
  await listen(port);

  const silence = (): void => {
    for (const pair of pairs) pair.isSilent = true;
  };
  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      if (proxy.listening) proxy.close(() => resolve());
      else resolve();
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      pairs.clear();
    });
  return {
    port,
    cut,
    silence,
    async mend() {
      Object.assign(fault, { delayMs: 0, swallows: false, connectionsToCut: 0 });
      if (!proxy.listening) await listen(port);
    },
    swallow() {
      fault.swallows = true;
      silence();
    },
    reset() {
      for (const pair of pairs) reset(pair);
    },
    delay: (ms) => void (fault.delayMs = ms),
    cutAfter: (bytes, connections) => void Object.assign(fault, { bytes, connectionsToCut: connections }),
    loseCommit(of, what) {
      losing = { of, what };
    },
    lead: (other) => void (fault.target = other),
    close: cut,
  };
}

/** A connection that was taken and leads nowhere. */
function silentPair(client: Socket): Pair {
  client.on('error', () => undefined).resume();
  return { client, server: client, isSilent: true, bytesLeft: Infinity, losesAnswer: false };
}

function reset({ client, server }: Pair): void {
  client.resetAndDestroy();
  server.resetAndDestroy();
}

/** Carries what one side sends to the other, in order, and its end. */
function carry(pair: Pair, side: 'client' | 'server', delayMs: () => number): void {
  const [from, to] = side === 'client' ? [pair.client, pair.server] : [pair.server, pair.client];
  let last: Promise<void> | undefined;

  /** Does something after what is still on its way. */
  const inTurn = (act: () => void): void => {
    const ms = delayMs();
    if (ms === 0 && last === undefined) act();
    else last = doAfter(last, ms, act);
  };
  from.on('error', () => undefined);
  from.on('data', (chunk: Buffer) => {
    inTurn(() => {
      if (pair.isSilent || to.destroyed) return;
      if (side === 'server' && pair.losesAnswer) {
        to.destroy();
        return;
      }
      if (side === 'server') pair.bytesLeft -= chunk.length;
      const allowed = pair.bytesLeft < 0 && side === 'server' ? chunk.subarray(0, pair.bytesLeft) : chunk;
      if (!to.write(allowed)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
      if (allowed !== chunk) setImmediate(() => reset(pair));
    });
  });
  // Whoever is at the other end of a silent connection never learns that it ended.
  from.once('close', () => inTurn(() => void (pair.isSilent || to.destroySoon())));
}

async function doAfter(before: Promise<void> | undefined, ms: number, act: () => void): Promise<void> {
  await Promise.all([before, sleep(ms)]);
  act();
}
