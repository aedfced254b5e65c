import { once } from 'node:events';
import { createServer as createHttp2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { EventStreams } from '../../gateway/subgraph-clients/event-streams.ts';
import { Http2Sessions } from '../../gateway/subgraph-clients/http2-sessions.ts';
import { HttpSubgraphClient } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import type { SubscriptionClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { WebSocketSubscriptions } from '../../gateway/subgraph-clients/websocket-subscriptions.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { answer, startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';

/** Twice what is promised, because tests share their machine: the fault suite measures the promise. */
const BACK_WITHIN_MS = 10_000;

async function linkTo(port: number) {
  const link = await startTcpProxy({ host: '127.0.0.1', port });
  onTestFinished(() => link.close());
  return link;
}

test('queries and mutations take new connections when idle ones have gone silent', async () => {
  const subgraph = await startScriptedSubgraph(({ response }) => {
    response.setHeader('keep-alive', 'timeout=600');
    answer(response);
  });
  const link = await linkTo(Number(new URL(subgraph.url).port));
  const client = new HttpSubgraphClient(`http://127.0.0.1:${link.port}/graphql`);
  onTestFinished(async () => await client.close());
  const askTwenty = () =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.execute(subgraphRequest({ operationKind: index % 2 === 0 ? 'query' : 'mutation' })),
      ),
    );
  await askTwenty();
  link.silence();
  const startedAt = performance.now();
  await sleep(2_500);
  await askTwenty();
  expect(performance.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
});

/** Reads the first event, then lets the link go silent; resolves with how the stream ended and when. */
async function endOfStream(client: SubscriptionClient, silence: () => void) {
  const events = client.subscribe(subgraphRequest({ operationKind: 'subscription', query: 'subscription{a}' }));
  expect(await events.next()).toMatchObject({ value: { data: { a: 1 } } });
  silence();
  const startedAt = performance.now();
  const failure = await events.next().then(
    () => 'another event',
    (error: unknown) => error,
  );
  return { failure, tookMs: performance.now() - startedAt };
}

test('a stream over HTTP/2 ends with an error when its connection has gone silent, and a new one works', async () => {
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server();
  server.on('session', (session) => void sessions.add(session.on('error', () => {})));
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
    stream.write('event: next\ndata: {"data":{"a":1}}\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  const link = await linkTo((server.address() as AddressInfo).port);
  const client = new EventStreams(`http://127.0.0.1:${link.port}/`, { timeoutMs: 10_000, maxEventBytes: 1_000 });
  onTestFinished(async () => await client.close());
  const { failure, tookMs } = await endOfStream(client, () => link.silence());
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(tookMs).toBeLessThan(BACK_WITHIN_MS);
  await endOfStream(client, () => link.silence());
});

test('a stream over WebSocket ends with an error when its socket has gone silent, and a new one works', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') socket.send('{"id":"1","type":"next","payload":{"data":{"a":1}}}');
    });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const link = await linkTo((server.address() as AddressInfo).port);
  const client = new WebSocketSubscriptions(`ws://127.0.0.1:${link.port}/`);
  onTestFinished(async () => await client.close());
  const { failure, tookMs } = await endOfStream(client, () => link.silence());
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(tookMs).toBeLessThan(BACK_WITHIN_MS);
  await endOfStream(client, () => link.silence());
});

test('a connection over HTTP/2 that is over is cut when the subgraph does not end it', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    // Empty settings, the answer to the client's, and GOAWAY without a fault (RFC 9113, 6.5 and 6.8).
    for (const frame of ['000000040000000000', '000000040100000000', '0000080700000000000000000000000000']) {
      socket.write(Buffer.from(frame, 'hex'));
    }
    // What is written to a connection that was cut is refused, which is how its other end learns of it.
    socket.once('end', () => {
      const writing = setInterval(() => socket.write('\0'), 100);
      socket.once('close', () => clearInterval(writing));
    });
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const ends = once(server, 'connection').then(async ([socket]: Socket[]) => {
    await new Promise((resolve) => socket?.once('end', resolve));
    const endedAt = performance.now();
    await new Promise((resolve) => socket?.once('close', resolve));
    return performance.now() - endedAt;
  });
  const sessions = new Http2Sessions(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1_000);
  onTestFinished(() => sessions.close());
  void sessions.reserve().catch(() => undefined);
  expect(await ends).toBeLessThan(BACK_WITHIN_MS);
});
