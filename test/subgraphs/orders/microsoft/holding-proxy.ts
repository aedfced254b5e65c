import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request whose answer is held back. */
export interface Held {
  /** Resolves when the vendor has answered it. */
  readonly answered: Promise<void>;
  /** Lets the answer through. */
  release(): void;
}

/** A proxy that can hold answers back, like a network that is slow for one of two clients. */
export interface HoldingProxy {
  readonly url: string;
  /** Holds back the answer to the next request of this method whose path matches. */
  holdNext(method: string, path: RegExp): Held;
  close(): Promise<void>;
}

interface Hold {
  readonly method: string;
  readonly path: RegExp;
  readonly answered: () => void;
  readonly released: Promise<void>;
}

/** Starts a proxy for a server on 127.0.0.1. */
export async function startHoldingProxy(target: string): Promise<HoldingProxy> {
  const holds: Hold[] = [];
  const server = createServer((request, response) => {
    forward(target, holds, { request, response }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    holdNext(method, path) {
      const answered = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      holds.push({ method, path, answered: answered.resolve, released: released.promise });
      return { answered: answered.promise, release: released.resolve };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  target: string,
  holds: Hold[],
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks);
  const answer = await fetch(new URL(url, target), {
    method,
    headers: headers as Record<string, string>,
    ...(body === undefined ? {} : { body }),
  });
  const content = Buffer.from(await answer.arrayBuffer());
  const index = holds.findIndex((hold) => hold.method === method && hold.path.test(url));
  const [hold] = index === -1 ? [] : holds.splice(index, 1);
  hold?.answered();
  await hold?.released;
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(content);
}
