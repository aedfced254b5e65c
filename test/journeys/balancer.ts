import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** One address in front of several gateways. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
}

/** Gives each new connection to the next gateway that is ready, as a plain TCP balancer does. Throws when the port is taken. */
export async function startBalancer(port: number, gateways: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>(gateways);
  const sockets = new Set<Socket>();
  const ended = new AbortController();
  let next = 0;
  const server = createServer((client) => {
    const choices = gateways.filter((url) => ready.has(url));
    const target = new URL(choices[(next += 1) % choices.length] ?? gateways[0] ?? '');
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.once('close', () => {
        sockets.delete(from);
        to.end();
      });
      from.pipe(to);
    }
  });
  const look = async (url: string): Promise<void> => {
    while (!ended.signal.aborted) {
      const isReady = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) ready.add(url);
      else ready.delete(url);
      await sleep(LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const looking = gateways.map(look);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      ended.abort();
      await Promise.all(looking);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
