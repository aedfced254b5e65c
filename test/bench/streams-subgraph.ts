/**
 * The subgraph behind the streams benchmark, which also publishes the keys of the access tokens:
 * `JWKS=… node test/bench/streams-subgraph.ts`. It keeps the number of each topic's last event, so that a subscriber
 * who comes back gets what it missed.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromDist } from './from-dist.ts';
import { reportReady } from './processes.ts';
import { answerCalls } from './streams-calls.ts';
import { progressEvent } from './streams-events.ts';
import type * as AlsoServeHttp2Module from '../../subgraphs/shared/process/also-serve-http2.ts';

const { alsoServeHttp2 } = await fromDist<typeof AlsoServeHttp2Module>(
  '../subgraphs/shared/process/also-serve-http2.js',
);

export type SubgraphQuestion =
  /** One event of every topic, at once. */
  | { readonly emit: 'all' }
  /** So many events a second in all, one topic after the other. */
  | { readonly emit: 'rate'; readonly perSecond: number; readonly durationMs: number }
  | { readonly count: 'streams' }
  /** Every topic gets events until all have as many as the one with the most. */
  | { readonly level: true }
  /** Topics that nobody listens to begin again. */
  | { readonly forget: true };

/** How many events were emitted, how many streams are open, or the number of the last event. */
export type SubgraphAnswer = number;

interface Topic {
  last: number;
  readonly streams: Set<ServerResponse>;
}

const TICK_MS = 5;
const topics = new Map<string, Topic>();
let streams = 0;

function emit(name: string, topic: Topic): void {
  topic.last += 1;
  const event = progressEvent(name, topic.last);
  for (const stream of topic.streams) stream.write(event);
}

function forget(): number {
  for (const [name, topic] of topics) if (topic.streams.size === 0) topics.delete(name);
  return topics.size;
}

function level(): number {
  const last = Math.max(0, ...[...topics.values()].map((topic) => topic.last));
  for (const [name, topic] of topics) while (topic.last < last) emit(name, topic);
  return last;
}

async function emitAtRate(perSecond: number, durationMs: number): Promise<number> {
  const listed = [...topics];
  const startedAtMs = performance.now();
  const total = Math.round((perSecond * durationMs) / 1000);
  let emitted = 0;
  while (emitted < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAtMs) * perSecond) / 1000));
    for (; emitted < due; emitted += 1) {
      const entry = listed[emitted % listed.length];
      if (entry) emit(...entry);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return emitted;
}

async function readVariables(request: IncomingMessage): Promise<{ topic: string; after: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    readonly variables: { readonly topic: string; readonly after: number };
  };
  return variables;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const ended = { asOf: 0, keepSeconds: 0, sessionIds: [] };
    const isKeys = request.url === '/.well-known/jwks.json';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(isKeys ? process.env['JWKS'] : JSON.stringify(ended));
    return;
  }
  const { topic: name, after } = await readVariables(request);
  const topic = topics.get(name) ?? { last: 1, streams: new Set() };
  topics.set(name, topic);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  streams += 1;
  topic.streams.add(response);
  response.once('close', () => {
    streams -= 1;
    topic.streams.delete(response);
  });
  for (let n = after + 1; n <= topic.last; n += 1) response.write(progressEvent(name, n));
}

const onRequest = (request: IncomingMessage, response: ServerResponse): void => void serve(request, response);
const server = createServer(onRequest);
if (process.env['HTTP1_ONLY'] !== '1') alsoServeHttp2(server, onRequest);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
await once(server, 'listening');
answerCalls(async (question: SubgraphQuestion): Promise<SubgraphAnswer> => {
  if ('count' in question) return streams;
  if ('level' in question) return level();
  if ('forget' in question) return forget();
  if (question.emit === 'rate') return await emitAtRate(question.perSecond, question.durationMs);
  for (const [name, topic] of topics) emit(name, topic);
  return topics.size;
});
reportReady(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, () => {
  server.close().closeAllConnections();
});
