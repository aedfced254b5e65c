import { EventEmitter, on, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { createHandler as createHttpHandler } from 'graphql-http/lib/use/http';
import { createHandler as createSseHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const productTypes = parse(`${link}
  type Query { products: [Product!]! }
  type Product @key(fields: "sku") { sku: ID! name: String! }
`);
const reviewTypes = parse(`${link}
  type Query { stars: Int! }
  type Review { stars: Int! product: Product! }
  type Product @key(fields: "sku") { sku: ID! }
  type Subscription { reviewed(atLeast: Int! = 0): Review! }
`);

/** What a client of the streaming subgraph said of itself when its stream began. */
export interface StreamStart {
  readonly headers: IncomingHttpHeaders;
  /** The payload of `connection_init`; nothing over server-sent events. */
  readonly connectionParams: Readonly<Record<string, unknown>> | undefined;
}

/** Two subgraphs of somebody else, one of which streams in each of the usual ways, and their supergraph in a file. */
export interface StreamingSubgraphs {
  readonly supergraphFile: string;
  /** Where the streaming subgraph takes queries, server-sent events and sockets. */
  readonly urls: Readonly<Record<'graphql' | 'events' | 'socket', string>>;
  /** Takes `reviewed` with the stars to send; emits `start` with a `StreamStart`, and `end`, for every stream. */
  readonly events: EventEmitter;
  /** Cuts every connection of the streaming subgraph; it listens no more. */
  die(): void;
}

export async function startStreamingSubgraphs(): Promise<StreamingSubgraphs> {
  const events = new EventEmitter().setMaxListeners(0);
  const products = await listen(createHttpHandler({ schema: productSchema() }));
  const schema = reviewSchema(events);
  const answer = createHttpHandler({ schema });
  const stream = createSseHandler<StreamStart & Record<PropertyKey, unknown>>({
    schema,
    context: async ({ raw }) => ({ headers: raw.headers, connectionParams: undefined }),
  });
  const reviews = await listen((request, response) =>
    request.url === '/events' ? stream(request, response) : answer(request, response),
  );
  const sockets = new WebSocketServer({ server: reviews.server, path: '/socket' });
  useServer<Record<string, unknown>>(
    { schema, context: ({ extra, connectionParams }) => ({ headers: extra.request.headers, connectionParams }) },
    sockets,
  );
  const { host, die } = reviews;
  const urls = { graphql: `http://${host}/graphql`, events: `http://${host}/events`, socket: `ws://${host}/socket` };
  const supergraphFile = await composeToFile(`http://${products.host}/graphql`, urls.graphql);
  return {
    supergraphFile,
    urls,
    events,
    die() {
      for (const socket of sockets.clients) socket.terminate();
      die();
    },
  };
}

function productSchema() {
  const resolvers = {
    Query: { products: () => [] },
    Product: { __resolveReference: ({ sku }: { sku: string }) => ({ sku, name: `Product ${sku}` }) },
  };
  return buildSubgraphSchema([{ typeDefs: productTypes, resolvers }]);
}

/** No generator function: those cannot be returned while they wait for the next event. */
function reviewed(events: EventEmitter, { atLeast }: { atLeast: number }, start: StreamStart): AsyncIterable<unknown> {
  if (atLeast < 0) throw new GraphQLError('No review has less than no stars.', { extensions: { code: 'TOO_FEW' } });
  const source = on(events, 'reviewed');
  events.emit('start', start);
  const iterator: AsyncIterableIterator<unknown> = {
    async next() {
      for (;;) {
        const { done, value } = (await source.next()) as IteratorResult<[number], undefined>;
        if (done === true) return { done, value };
        const [stars] = value;
        if (stars >= atLeast) return { done: false, value: { reviewed: { stars, product: { sku: `p${stars}` } } } };
      }
    },
    async return() {
      events.emit('end');
      return (await source.return?.()) ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

function reviewSchema(events: EventEmitter) {
  const subscribe = (_root: unknown, args: { atLeast: number }, start: StreamStart): AsyncIterable<unknown> =>
    reviewed(events, args, start);
  const resolvers = { Query: { stars: () => 5 }, Subscription: { reviewed: { subscribe } } };
  return buildSubgraphSchema([{ typeDefs: reviewTypes, resolvers: resolvers as never }]);
}

async function composeToFile(productsUrl: string, reviewsUrl: string): Promise<string> {
  const composition = composeSupergraph([
    { name: 'products', url: productsUrl, typeDefs: productTypes },
    { name: 'reviews', url: reviewsUrl, typeDefs: reviewTypes },
  ]);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-streams-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, composition.supergraphSdl);
  return file;
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const die = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(die);
  const { port } = server.address() as AddressInfo;
  return { server, host: `127.0.0.1:${port}`, die };
}
