import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSocket, type TestSocket } from './support/open-socket.ts';
import { startGateway } from './support/start-gateway.ts';

/** An answer far above what the buffers of the system take: forty times a value of 900 kB. */
const COPIES = 40;
const LARGE = {
  query: `query ($v: String) { ${Array.from({ length: COPIES }, (_, index) => `a${index}: echo(value: $v)`).join(' ')} }`,
  variables: { v: 'x'.repeat(900_000) },
};

/** A connection that sends and never reads. */
async function connectWithoutReading(port: number): Promise<Socket> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  socket.pause();
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the other side has cut the connection, which one that does not read notices when it writes. */
async function cut(socket: Socket, write: () => void): Promise<void> {
  socket.on('error', () => {});
  const writing = setInterval(write, 20);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(writing);
}

function request(path: string, body: string, headers: readonly string[] = []): string {
  const lines = [`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', ...headers];
  return `${lines.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('a response that nobody reads', () => {
  test.each([
    ['HTTP', '/graphql', 'accept: application/json'],
    ['multipart', '/graphql', 'accept: multipart/mixed'],
    ['SSE', '/graphql/stream', 'accept: text/event-stream'],
  ])('is cut over %s, although the client continues to send', async (_name, path, accept) => {
    const { port } = await startGateway({ config: { streamLimits: { stallMs: 200 } } });
    const socket = await connectWithoutReading(port);
    socket.write(request(path, JSON.stringify(LARGE), [accept]));
    await cut(socket, () => void socket.write('\r\n'));
  });

  test('is cut when it consists of many small responses to probes', async () => {
    const { port } = await startGateway({ config: { streamLimits: { stallMs: 200 } } });
    const socket = await connectWithoutReading(port);
    const probe = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(500);
    await cut(socket, () => void socket.write(probe));
  });

  test('is cut over WebSocket, although no further message is written', async () => {
    const { url } = await startGateway({ config: { streamLimits: { stallMs: 200 } } });
    const reader = await openSocket(url);
    await reader.init();
    reader.send({ id: '1', type: 'subscribe', payload: LARGE });
    reader.socket.pause();
    const pinging = setInterval(() => {
      if (reader.socket.readyState === WebSocket.OPEN) reader.socket.ping();
    }, 20);
    onTestFinished(() => clearInterval(pinging));
    expect((await reader.closed()).code).toBe(1006);
  });
});

describe('a large response', () => {
  test('reaches a reader over WebSocket', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.send({ id: '1', type: 'subscribe', payload: LARGE });
    const { type, payload } = await socket.next();
    expect(type).toBe('next');
    expect(Object.keys((payload as { data: object }).data)).toHaveLength(COPIES);
  });

  test('reaches a slow reader over HTTP who takes a part now and then', async () => {
    const { port } = await startGateway({ config: { streamLimits: { stallMs: 400 } } });
    const socket = await connectWithoutReading(port);
    socket.write(request('/graphql', JSON.stringify(LARGE), ['accept: application/json', 'connection: close']));
    let received = 0;
    socket.on('data', ({ length }) => {
      received += length;
      socket.pause();
      setTimeout(() => socket.resume(), 3);
    });
    socket.resume();
    await once(socket, 'end');
    expect(received).toBeGreaterThan(COPIES * LARGE.variables.v.length);
  });
});

function sendFragments(sender: TestSocket, count: number): void {
  for (let index = 0; index < count; index += 1) sender.socket.send(' ', { fin: false });
}

describe('a message in fragments', () => {
  test('closes the socket with 1008 when it has a hundred thousand fragments', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    sendFragments(socket, 100_000);
    expect((await socket.closed()).code).toBe(1008);
  });

  test('closes the socket with 1008 above 1,024 fragments, and is read below', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    sendFragments(socket, 1_023);
    socket.socket.send('{"type":"ping"}', { fin: true });
    expect(await socket.next()).toEqual({ type: 'pong' });
    sendFragments(socket, 1_025);
    expect((await socket.closed()).code).toBe(1008);
  });
});
