import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the system gives to connections of its own choice, of Linux, macOS and Windows. */
const OUR_PORTS = { from: 20_000, to: 32_000 };

/** The ports that this process has been given: each is given once. */
const given = new Set<number>();

/** A port that is free at this moment, and that no connection gets by chance until a process listens there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(OUR_PORTS.from, OUR_PORTS.to);
    if (given.has(port)) continue;
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    given.add(port);
    return port;
  }
}
