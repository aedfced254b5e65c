import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the system gives to connections of its own choice, of Linux, macOS and Windows. */
const GIVEN_PORTS = { from: 20_000, to: 32_000 };

/** A port that is free at this moment, and that no connection gets by chance until a process listens there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(GIVEN_PORTS.from, GIVEN_PORTS.to);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
