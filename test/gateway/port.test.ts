import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openPort } from '../../gateway/transports/port.ts';

const LOOPBACK = '127.0.0.1';

async function openServer(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((_request, response) => void response.end());
  const port = await openPort(server, { port: 0, host: LOOPBACK }, () => undefined);
  onTestFinished(async () => {
    server.closeAllConnections();
    await port.close();
  });
  return { server, port: port.address.port };
}

async function connectMany(port: number, count: number): Promise<void> {
  const sockets = Array.from({ length: count }, () => connect(port, LOOPBACK));
  onTestFinished(() => sockets.forEach((socket: Socket) => socket.destroy()));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
}

test.runIf(process.platform === 'linux')('takes many connections in one round of the event loop', async () => {
  const { server, port } = await openServer();
  let accepted = 0;
  let rounds = 0;
  const all = Promise.withResolvers<void>();
  server.on('connection', () => {
    accepted += 1;
    if (accepted === 200) all.resolve();
  });
  const count = (): void => {
    rounds += 1;
    if (accepted < 200) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all([connectMany(port, 200), all.promise]);
  expect(rounds).toBeLessThan(100);
});

test('closes when the last request has ended, whichever socket took its connection', async () => {
  const server = createServer();
  const port = await openPort(server, { port: 0, host: LOOPBACK }, () => undefined);
  const responses: ServerResponse[] = [];
  const all = Promise.withResolvers<void>();
  server.on('request', (_request, response) => void (responses.push(response) === 40 && all.resolve()));
  const answers = Array.from({ length: 40 }, () => fetch(`http://${LOOPBACK}:${port.address.port}`));
  await all.promise;
  let isClosed = false;
  const closing = port.close().then(() => (isClosed = true));
  const [last, ...others] = responses;
  for (const response of others) response.setHeader('connection', 'close').end();
  await Promise.race([Promise.all(answers), sleep(200)]);
  expect(isClosed).toBe(false);
  last?.setHeader('connection', 'close').end();
  await closing;
});
