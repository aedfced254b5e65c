import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import {
  WebSocketSubscriptions,
  type WebSocketOptions,
} from '../../gateway/subgraph-clients/websocket-subscriptions.ts';
import { subgraphRequest } from './support/scripted-subgraph.ts';
import { TestSocket } from './support/open-socket.ts';
import { startSelfSignedServer } from './support/self-signed.ts';

interface Arrival {
  readonly socket: TestSocket;
  readonly request: IncomingMessage;
}

/** A server that takes sockets on 127.0.0.1 and does with each what the test says. */
async function startServer(arrive: (arrival: Arrival) => unknown, options: ServerOptions = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  const state = { count: 0 };
  server.on('connection', (socket: WebSocket, request) => {
    state.count += 1;
    arrive({ socket: new TestSocket(socket), request });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/`, state };
}

function connect(url: string, options: WebSocketOptions = {}) {
  const client = new WebSocketSubscriptions(url, options);
  onTestFinished(async () => await client.close());
  return client;
}

const request = (signal = new AbortController().signal) =>
  subgraphRequest({ operationKind: 'subscription', query: 'subscription{a}', variablesJson: '{"b":1}', signal });

/** Answers a new socket's greeting and waits for its subscription. */
async function accept(socket: TestSocket) {
  const init = await socket.next();
  socket.send({ type: 'connection_ack' });
  return { init, subscription: await socket.next() };
}

const next = (a: number) => ({ id: '1', type: 'next', payload: { data: { a } } });

async function readAll(events: AsyncIterable<unknown>) {
  const read: unknown[] = [];
  try {
    for await (const one of events) read.push(one);
    return { read };
  } catch (failure) {
    return { read, failure };
  }
}

describe('a subscription over WebSocket', () => {
  test('sends its headers with the upgrade and with connection_init, and ends when the subgraph completes', async () => {
    const told: unknown[] = [];
    const { url } = await startServer(async ({ socket, request: { headers } }) => {
      told.push(headers['x-shop'], await accept(socket));
      socket.send(next(1));
      socket.send({ type: 'ping' });
      told.push(await socket.next());
      socket.send(next(2));
      socket.send({ id: '1', type: 'complete' });
      told.push((await socket.closed()).code);
    });
    const events = connect(url).subscribe({ ...request(), headers: { 'x-shop': '7' } });
    expect(await readAll(events)).toEqual({ read: [{ data: { a: 1 } }, { data: { a: 2 } }] });
    await expect.poll(() => told).toHaveLength(4);
    expect(told).toEqual([
      '7',
      {
        init: { type: 'connection_init', payload: { 'x-shop': '7' } },
        subscription: { id: '1', type: 'subscribe', payload: { query: 'subscription{a}', variables: { b: 1 } } },
      },
      { type: 'pong' },
      1000,
    ]);
  });

  test('yields the errors of a refusal and then ends', async () => {
    const { url } = await startServer(async ({ socket }) => {
      await accept(socket);
      socket.send({ id: '1', type: 'error', payload: [{ message: 'no' }] });
    });
    expect(await readAll(connect(url).subscribe(request()))).toEqual({ read: [{ errors: [{ message: 'no' }] }] });
  });

  test.each([
    ['never greets back', () => {}, { kind: 'timeout' }, []],
    ['closes at the greeting', ({ socket }: Arrival) => socket.socket.close(4403), { message: /with 4403/ }, []],
    [
      'is cut after an event',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.socket.send(JSON.stringify(next(1)), () => socket.socket.terminate());
      },
      { kind: 'unavailable', message: /with 1006/ },
      [{ data: { a: 1 } }],
    ],
    [
      'closes normally before the stream is complete',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.send(next(1));
        socket.socket.close(1000);
      },
      { kind: 'unavailable', message: /with 1000/ },
      [{ data: { a: 1 } }],
    ],
    [
      'sends what is no message',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.send('<html>');
      },
      { kind: 'bad-response' },
      [],
    ],
    [
      'sends what is no GraphQL response',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.send({ id: '1', type: 'next', payload: { data: 1 } });
      },
      { kind: 'bad-response' },
      [],
    ],
    [
      'greets back twice',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.send({ type: 'connection_ack' });
      },
      { kind: 'bad-response', message: /twice/ },
      [],
    ],
    [
      'sends too much at once',
      async ({ socket }: Arrival) => {
        await accept(socket);
        socket.send({ id: '1', type: 'next', payload: { data: { a: 'x'.repeat(2_000) } } });
      },
      { kind: 'bad-response' },
      [],
    ],
  ])('fails, once, when the subgraph %s', async (_title, arrive, failure, read) => {
    const { url, state } = await startServer(arrive);
    const events = connect(url, { timeoutMs: 200, maxMessageBytes: 1_000 }).subscribe(request());
    const { message = /./, ...rest } = failure as { message?: RegExp; kind?: string };
    expect(await readAll(events)).toMatchObject({
      read,
      failure: { ...rest, message: expect.stringMatching(message) },
    });
    expect(state.count).toBe(1);
  });

  test('fails when the upgrade is refused, or the subprotocol is a different one', async () => {
    const refusing = await startServer(() => {}, { verifyClient: () => false });
    const other = await startServer(() => {}, { handleProtocols: () => false });
    for (const { url } of [refusing, other]) {
      expect(await readAll(connect(url).subscribe(request()))).toMatchObject({
        failure: { kind: 'unavailable' },
        read: [],
      });
    }
  });

  test('fails with the reason when the certificate is invalid', async () => {
    const host = await startSelfSignedServer((_request, response) => response.end());
    expect(await readAll(connect(`wss://${host}/`).subscribe(request()))).toMatchObject({
      failure: { kind: 'unavailable', message: expect.stringContaining('self-signed certificate') },
    });
  });

  test('fails when the subgraph gives no more sign of life', async () => {
    const { url } = await startServer(async ({ socket }) => await accept(socket), { autoPong: false });
    const { failure } = await readAll(connect(url, { pingIntervalMs: 20 }).subscribe(request()));
    expect(failure).toMatchObject({ kind: 'unavailable', message: 'The socket did not answer a ping' });
  });

  test('continues while the subgraph answers pings', async () => {
    const pings = { count: 0 };
    const { url } = await startServer(async ({ socket }) => {
      await accept(socket);
      socket.socket.on('ping', () => {
        pings.count += 1;
        if (pings.count === 3) socket.send({ id: '1', type: 'complete' });
      });
    });
    expect(await readAll(connect(url, { pingIntervalMs: 20 }).subscribe(request()))).toEqual({ read: [] });
  });

  test('makes the subgraph wait for a slow reader', async () => {
    const TOTAL = 20_000;
    const padding = 'x'.repeat(1_000);
    const state: { socket?: WebSocket } = {};
    const { url } = await startServer(async ({ socket }) => {
      await accept(socket);
      state.socket = socket.socket;
      for (let a = 0; a < TOTAL; a += 1) socket.send({ id: '1', type: 'next', payload: { data: { a, padding } } });
      socket.send({ id: '1', type: 'complete' });
    });
    const events = connect(url).subscribe(request());
    await events.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(state.socket?.bufferedAmount).toBeGreaterThan(1_000_000);
    const { read, failure } = await readAll(events);
    expect(failure).toBeUndefined();
    expect(read).toHaveLength(TOTAL - 1);
    expect(read.at(-1)).toEqual({ data: { a: TOTAL - 1, padding } });
  });

  test('is ended at the subgraph when its reader leaves, in any state', async () => {
    const ends: unknown[] = [];
    const { url } = await startServer(async ({ socket }) => {
      await accept(socket);
      socket.send(next(1));
      ends.push(await socket.next(), (await socket.closed()).code);
    });
    const leaving = new AbortController();
    const events = connect(url).subscribe(request(leaving.signal));
    await events.next();
    const last = events.next();
    leaving.abort();
    expect(await last).toEqual({ done: true, value: undefined });
    await expect.poll(() => ends).toEqual([{ id: '1', type: 'complete' }, 1000]);
  });

  test('is cancelled at once while the connection is being opened', async () => {
    const taken: Socket[] = [];
    const server = createServer((socket) => taken.push(socket.resume())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      for (const socket of taken) socket.destroy();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const leaving = new AbortController();
    const reading = readAll(connect(`ws://127.0.0.1:${port}/`).subscribe(request(leaving.signal)));
    await expect.poll(() => taken).toHaveLength(1);
    const closed = once(taken[0] ?? server, 'close');
    leaving.abort();
    expect(await reading).toEqual({ read: [] });
    await closed;
  });

  test('fails when its client is closed', async () => {
    const { url, state } = await startServer(async ({ socket }) => await accept(socket));
    const client = connect(url);
    const reading = readAll(client.subscribe(request()));
    await expect.poll(() => state.count).toBe(1);
    await client.close();
    expect(await reading).toMatchObject({ failure: { kind: 'unavailable', message: 'The client was closed' } });
  });
});
