import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { LargeDocuments } from '../support/large-documents.ts';
import { NODE_OPTIONS } from './contenders.ts';
import { DIST, distAt, fromDist } from './from-dist.ts';
import type { BenchOptions } from './options.ts';
import { askAs, placeOrders, signIn } from './own-graph-rows.ts';
import { launch } from './processes.ts';
import { table } from './statistics.ts';
import type * as SupergraphModule from '../../gateway/supergraph/supergraph.ts';

const { loadSupergraph } = await fromDist<typeof SupergraphModule>('supergraph/supergraph.js');

const SUPERGRAPH = 'schema/supergraph.graphql';
const FLOOD_CONNECTIONS = 10;
const STREAMS = 20;
const HEAD = ['what one caller does', 'build', 'others’ p50 ms', 'p99 ms', 'answered', 'done by the one'];

/** What others meet with while one caller does its worst. */
interface Met {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly answered: number;
}

/** Asks one question after the other until the time is over. */
async function meet(ask: () => Promise<unknown>, isOver: () => boolean): Promise<Met> {
  const tookMs: number[] = [];
  while (!isOver()) {
    const startedAtMs = performance.now();
    await ask();
    tookMs.push(performance.now() - startedAtMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const sorted = tookMs.toSorted((left, right) => left - right);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), answered: sorted.length };
}

function row(what: string, build: string, { p50Ms, p99Ms, answered }: Met, done: string): string[] {
  return [what, build, p50Ms.toFixed(1), p99Ms.toFixed(1), String(answered), done];
}

async function post(url: string, query: string, address: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  await response.arrayBuffer();
}

/** Stands for all subgraphs: who asks gets nothing at once, so that what is measured is the gateway. */
async function startEmpty(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/graphql`, [Symbol.asyncDispose]: stop };
}

async function measureFlood(dist: URL, durationMs: number): Promise<{ readonly met: Met; readonly sent: number }> {
  await using empty = await startEmpty();
  const urls = Object.fromEntries(['ACCOUNTS', 'CATALOG', 'ORDERS'].map((name) => [`${name}_URL`, empty.url]));
  await using gateway = await launch({
    command: [new URL('gateway/main.js', dist).pathname, '--supergraph', SUPERGRAPH],
    environment: { ...urls, PORT: '0', LOG_LEVEL: 'warn', TRUSTED_PROXIES: '1' },
    says: /^Tiergraph is ready at (\S+)$/m,
    nodeOptions: NODE_OPTIONS,
  });
  const { url } = gateway;
  const { apiSchema } = await loadSupergraph(await readFile(SUPERGRAPH, 'utf8'));
  const documents = new LargeDocuments(apiSchema, { characters: 6_000 });
  let sent = 0;
  const endsAtMs = performance.now() + durationMs;
  const isOver = (): boolean => performance.now() > endsAtMs;
  const sending = Array.from({ length: FLOOD_CONNECTIONS }, async () => {
    while (!isOver()) await post(url, documents.query((sent += 1)), '10.0.0.1');
  });
  const met = await meet(async () => await post(url, '{ viewer { permissions } }', '10.0.0.2'), isOver);
  await Promise.all(sending);
  return { met, sent };
}

const FOLLOW = `subscription ($id: ID!) { accountProvisioning(accountId: $id) {
  sequence status order { id number customer { id name } lines { id plan { id product { name } } } } } }`;

/** Subscribes so often on one socket that the whole log is replayed each time; counts the events. */
function replay(url: string, token: string, accountId: string): { readonly received: () => number; close(): void } {
  let received = 0;
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  });
  socket.on('message', (data: Buffer) => {
    const { type } = JSON.parse(data.toString('utf8')) as { type: string };
    if (type === 'next') received += 1;
    if (type !== 'connection_ack') return;
    const payload = { query: FOLLOW, variables: { id: accountId } };
    for (let id = 0; id < STREAMS; id += 1) socket.send(JSON.stringify({ type: 'subscribe', id: String(id), payload }));
  });
  return { received: () => received, close: () => socket.terminate() };
}

async function measureReplay(home: URL, dataDir: string): Promise<{ readonly met: Met; readonly received: number }> {
  await mkdir(dataDir, { recursive: true });
  await using graph = await launch({
    command: [new URL('own-graph.ts', import.meta.url).pathname],
    directory: home,
    environment: { DATA_DIR: dataDir, DATABASE_URL: '', BENCH_DIST: new URL('dist', home).pathname },
  });
  const token = await signIn(graph.url, 'champion.admin');
  const ask = askAs(graph.url, token);
  await placeOrders(ask, 10);
  const { viewer } = await ask<{ viewer: { account: { id: string } } }>('{ viewer { account { id } } }', {});
  const other = askAs(graph.url, await signIn(graph.url, 'alpine.admin'));
  const stream = replay(graph.url, token, viewer.account.id);
  let quietSinceMs = performance.now();
  let last = 0;
  const isOver = (): boolean => {
    if (stream.received() !== last || last === 0) quietSinceMs = performance.now();
    last = stream.received();
    return performance.now() - quietSinceMs > 1_000;
  };
  const met = await meet(async () => await other('{ viewer { account { id name } } }', {}), isOver);
  stream.close();
  return { met, received: stream.received() };
}

/** What others meet with while one caller sends documents that nobody knows, or replays what there is to replay. */
export async function benchOthers(options: BenchOptions, folder: string, say: (text: string) => void): Promise<void> {
  const rows: string[][] = [];
  const durationMs = options.rounds * options.roundMs;
  const builds = [
    ['Tiergraph', DIST] as const,
    ...(options.against ? [['the other build', distAt(options.against)] as const] : []),
  ];
  for (const [name, dist] of builds) {
    const { met, sent } = await measureFlood(dist, durationMs);
    rows.push(row(`${FLOOD_CONNECTIONS} connections of new documents`, name, met, `${sent} documents`));
  }
  for (const [name, dist] of builds) {
    const { met, received } = await measureReplay(new URL('../', dist), `${folder}/${name.replaceAll(' ', '-')}`);
    rows.push(row(`${STREAMS} replays on one socket, on PGlite`, name, met, `${received} events`));
  }
  say('\nWhat others meet with while one caller does its worst\n');
  say(table(HEAD, rows));
}
