import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createSecureServer as createSecureHttp2Server,
  createServer,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { EventStreams } from '../../gateway/subgraph-clients/event-streams.ts';
import type { SubgraphResponse } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { localhostCertificate } from './support/localhost-certificate.ts';
import { startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';

const event = (n: number, text = ''): string => `event: next\ndata: {"data":{"n":${n},"text":"${text}"}}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';

/** A subgraph of HTTP/2 and what it saw. */
interface Subgraph {
  readonly url: string;
  readonly server: Http2Server;
  readonly sessions: ServerHttp2Session[];
  /** The streams that are open. */
  readonly streams: Set<ServerHttp2Stream>;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** @param serve answers a stream whose head is sent */
async function startSubgraph(
  serve: (stream: ServerHttp2Stream) => void,
  settings: { readonly maxConcurrentStreams?: number } = {},
): Promise<Subgraph> {
  const server = createServer({ settings });
  const sessions: ServerHttp2Session[] = [];
  const streams = new Set<ServerHttp2Stream>();
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => {});
  });
  server.on('stream', (stream: ServerHttp2Stream) => {
    streams.add(stream);
    stream.on('error', () => {});
    stream.once('close', () => streams.delete(stream));
    stream.respond({ ':status': 200, 'content-type': 'text/event-stream; charset=utf-8' });
    serve(stream);
  });
  const url = await listen(server);
  onTestFinished(async () => {
    for (const session of sessions) session.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  });
  return { url, server, sessions, streams };
}

function connect(url: string, timeoutMs = 10_000): EventStreams {
  const client = new EventStreams(url, { timeoutMs, maxEventBytes: 1_000_000 });
  onTestFinished(async () => await client.close());
  return client;
}

type Stream = AsyncIterableIterator<SubgraphResponse>;
const open = (client: EventStreams, count: number): Stream[] =>
  Array.from({ length: count }, () => client.subscribe(subgraphRequest({ operationKind: 'subscription' })));
const firstOf = async (streams: readonly Stream[]): Promise<unknown[]> =>
  await Promise.all(streams.map(async (stream) => (await stream.next()).value?.data?.['n']));
const endAll = async (streams: readonly Stream[]): Promise<void> => {
  for (const stream of streams) await stream.return?.();
};
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('shares a connection among 250 streams to a subgraph that speaks HTTP/2', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)));
  const streams = open(connect(subgraph.url), 600);
  expect(await firstOf(streams)).toEqual(Array.from({ length: 600 }, () => 1));
  expect(subgraph.sessions).toHaveLength(3);
  await endAll(streams);
  await until(() => subgraph.streams.size === 0);
});

test('leaves nothing at the subgraph when a stream is cancelled before it is open', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)));
  const client = connect(subgraph.url);
  await endAll(open(client, 50));
  await firstOf(open(client, 1));
  await endAll(open(client, 50));
  const ended = new AbortController();
  const given = client.subscribe(subgraphRequest({ signal: ended.signal }));
  const next = given.next();
  ended.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  await firstOf(open(client, 1));
  await until(() => subgraph.streams.size === 2);
});

test('opens more connections to a subgraph that allows fewer streams per connection', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)), { maxConcurrentStreams: 2 });
  expect(await firstOf(open(connect(subgraph.url), 5))).toEqual([1, 1, 1, 1, 1]);
  expect(subgraph.sessions).toHaveLength(3);
});

test('opens a connection for each stream to a subgraph that speaks only HTTP/1.1', async () => {
  const ports = new Set<number | undefined>();
  const subgraph = await startScriptedSubgraph(({ request, response }) => {
    ports.add(request.socket.remotePort);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(1));
  });
  expect(await firstOf(open(connect(subgraph.url), 3))).toEqual([1, 1, 1]);
  expect(ports.size).toBe(3);
});

test.each([
  ['HTTP/2', createSecureHttp2Server(localhostCertificate), '2.0'],
  ['HTTP/1.1 only', createHttpsServer(localhostCertificate), '1.1'],
])('speaks %s over TLS to a subgraph that speaks it', async (_name, server, version) => {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, localhostCertificate.cert]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(event(Number(request.httpVersion)) + COMPLETE);
  });
  const { port } = new URL(await listen(server));
  onTestFinished(() => void server.close());
  expect(await firstOf(open(connect(`https://localhost:${port}/graphql`), 1))).toEqual([Number(version)]);
});

test('times out when a server accepts the connection and sends nothing', async () => {
  const server = createTcpServer((socket) => socket.resume());
  const url = await listen(server);
  onTestFinished(() => void server.close());
  const [stream] = open(connect(url, 100), 1);
  await expect(stream?.next()).rejects.toMatchObject({ kind: 'timeout' });
});

test('times out when a subgraph that spoke HTTP/2 is too busy to answer, and does not fall back to HTTP/1.1', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)), { maxConcurrentStreams: 1 });
  const preambles: string[] = [];
  let isBusy = false;
  const front = createTcpServer((socket) => {
    socket.on('error', () => {});
    if (!isBusy) subgraph.server.emit('connection', socket);
    else socket.once('data', (bytes: Buffer) => preambles.push(bytes.toString('latin1', 0, 3)));
  });
  const url = await listen(front);
  onTestFinished(() => void front.close());
  const client = connect(url, 200);
  await firstOf(open(client, 1));
  isBusy = true;
  await expect(open(client, 1)[0]?.next()).rejects.toMatchObject({ kind: 'timeout' });
  await expect(open(client, 1)[0]?.next()).rejects.toMatchObject({ kind: 'timeout' });
  expect(new Set(preambles)).toEqual(new Set(['PRI']));
});

test('speaks HTTP/1.1 to a subgraph that replaces one with HTTP/2', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)));
  const client = connect(subgraph.url);
  const [before] = open(client, 1);
  await before?.next();
  for (const session of subgraph.sessions.splice(0)) session.destroy();
  await expect(before?.next()).rejects.toMatchObject({ kind: 'unavailable' });
  subgraph.server.close();
  await once(subgraph.server, 'close');
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(2));
  });
  server.listen(Number(new URL(subgraph.url).port), '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  expect(await firstOf(open(client, 1))).toEqual([2]);
});

test('fails as unavailable when the subgraph is not running, and the next subscription tries again', async () => {
  const first = await startSubgraph((stream) => stream.write(event(1)));
  const client = connect(first.url);
  const [before] = open(client, 1);
  await before?.next();
  for (const session of first.sessions.splice(0)) session.destroy();
  await expect(before?.next()).rejects.toMatchObject({ kind: 'unavailable' });
  const port = Number(new URL(first.url).port);
  first.server.close();
  await once(first.server, 'close');
  await expect(open(client, 1)[0]?.next()).rejects.toMatchObject({ kind: 'unavailable' });
  first.server.listen(port, '127.0.0.1');
  await once(first.server, 'listening');
  expect(await firstOf(open(client, 1))).toEqual([1]);
});

test('fails as unavailable when a stream ends before it is complete', async () => {
  const subgraph = await startSubgraph((stream) => stream.end(event(1)));
  const [stream] = open(connect(subgraph.url), 1);
  expect((await stream?.next())?.value).toMatchObject({ data: { n: 1 } });
  await expect(stream?.next()).rejects.toMatchObject({ kind: 'unavailable' });
});

test('ends a complete stream even if the subgraph leaves it open', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1) + COMPLETE));
  const [stream] = open(connect(subgraph.url), 1);
  expect((await stream?.next())?.value).toMatchObject({ data: { n: 1 } });
  expect(await stream?.next()).toEqual({ done: true, value: undefined });
  await until(() => subgraph.streams.size === 0);
});

test('keeps the other streams of a connection when a great number of streams end', async () => {
  const subgraph = await startSubgraph((stream) => stream.write(event(1)));
  const client = connect(subgraph.url);
  const [lasting] = open(client, 1);
  await lasting?.next();
  const [lastingAtSubgraph] = subgraph.streams;
  for (let round = 0; round < 15; round += 1) {
    const passing = open(client, 100);
    await firstOf(passing);
    await endAll(passing);
    await until(() => subgraph.streams.size === 1);
  }
  lastingAtSubgraph?.write(event(2));
  expect((await lasting?.next())?.value).toMatchObject({ data: { n: 2 } });
});

test('holds up only the own stream of a reader that does not read, and no other on its connection', async () => {
  const large = 'x'.repeat(20_000);
  const written = new Map<ServerHttp2Stream, number>();
  const subgraph = await startSubgraph((stream) => {
    const write = (): void => {
      for (let count = written.get(stream) ?? 0; count < 1_000; count += 1) {
        written.set(stream, count + 1);
        if (!stream.write(event(count, large))) return void stream.once('drain', write);
      }
      stream.end(COMPLETE);
    };
    write();
  });
  const [idle, eager] = open(connect(subgraph.url), 2);
  await idle?.next();
  const numbers: unknown[] = [];
  for await (const { data } of eager ?? []) numbers.push(data?.['n']);
  expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  expect(subgraph.sessions).toHaveLength(1);
  expect(Math.min(...written.values())).toBeLessThan(500);
  const late: unknown[] = [];
  for await (const { data } of idle ?? []) late.push(data?.['n']);
  expect(late).toEqual(Array.from({ length: 999 }, (_, n) => n + 1));
});
