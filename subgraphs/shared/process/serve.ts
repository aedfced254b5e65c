import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { alsoServeHttp2 } from './also-serve-http2.ts';
import type { Principal } from '../domain/principal.ts';
import { presentError } from '../graphql/errors.ts';
import { Admission } from './admission.ts';
import { AVAILABILITY_HEADER, Draining } from './draining.ts';
import { callEndpoint, findEndpoint, type Endpoint } from './endpoint.ts';
import type { ContextRequest, SubgraphExecutor } from './executor.ts';
import { createApolloDocuments } from './kept-documents.ts';
import type { Health } from './health.ts';
import { answerHealth, listen, sendJson } from './serve-health.ts';
import { readRequestId, REQUEST_ID_HEADER } from './request-id.ts';
import { createEventHandler } from './serve-events.ts';
import { CONTEXT_HEADER, type ReadSignedContext } from './signed-context.ts';
import type { ReadDocument, Subgraph } from './subgraph.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** How long a server that was told to end may take in all. */
const CLOSE_WITHIN_MS = 9_000;
/** How many requests may wait for each that is worked on. */
const WAITING_FOR_EACH = 4;

export interface SubgraphServerParts {
  readonly schema: GraphQLSchema;
  readonly executor: SubgraphExecutor;
  readonly createContext: (request: ContextRequest) => object;
  readonly readContext: ReadSignedContext;
  readonly documents: Subgraph['documents'];
  readonly endpoints: Subgraph['endpoints'];
  readonly health: Pick<Health, 'report'>;
  readonly logger: Logger;
}

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** How long a server that was told to end still serves, while it says so. */
  readonly graceMs: number;
  /** How many queries are worked on at once, and how many mutations. */
  readonly requestsAtOnce: number;
}

export interface SubgraphServer {
  readonly url: string;
  /**
   * Says that the server is going away, ends its streams, serves on for the grace, then refuses what is new, finishes
   * what it has and closes; within ten seconds in all.
   */
  close(): Promise<void>;
}

/**
 * Serves one subgraph over HTTP/1.1 and HTTP/2: queries and mutations through Apollo Server, subscriptions as
 * server-sent events.
 */
export async function serveSubgraph(
  parts: SubgraphServerParts,
  { host, port, graceMs, requestsAtOnce }: ServerAddress,
): Promise<SubgraphServer> {
  const draining = new Draining();
  const limits = { atOnce: requestsAtOnce, maxWaiting: requestsAtOnce * WAITING_FOR_EACH };
  const admissions = { mutations: new Admission(limits), queries: new Admission(limits) };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response, { ...parts, draining, admissions, apollo, events }).catch((error: unknown) => {
      parts.logger.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const server = createServer(onRequest);
  const endHttp2 = alsoServeHttp2(server, onRequest);
  const apollo = new ApolloServer<object>({
    schema: parts.schema,
    introspection: true,
    csrfPrevention: false,
    documentStore: createApolloDocuments(),
    // The gateway sends whole documents; nothing else is to be remembered.
    persistedQueries: false,
    // It would end the process by the signal as soon as it has stopped itself, while jobs are still being handed back.
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => presentError(toGraphQLError(error), parts.logger),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({
        httpServer: server,
        stopGracePeriodMillis: Math.max(1_000, CLOSE_WITHIN_MS - graceMs),
      }),
    ],
  });
  await apollo.start();
  const events = createEventHandler({ executor: parts.executor, contextTokenOf, readText, draining });
  const url = await listen(server, { host, port });
  const close = async (): Promise<void> => {
    endHttp2();
    await draining.begin(graceMs);
    await apollo.stop();
  };
  return { url, close };
}

interface Handlers extends SubgraphServerParts {
  readonly draining: Draining;
  /** Orders that wait for a slow vendor do not hold up queries, nor queries orders. */
  readonly admissions: Readonly<Record<'mutations' | 'queries', Admission>>;
  readonly apollo: ApolloServer<object>;
  readonly events: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

async function handle(request: IncomingMessage, response: ServerResponse, handlers: Handlers): Promise<void> {
  const { draining } = handlers;
  if (draining.isLeaving) {
    response.setHeader(AVAILABILITY_HEADER, 'draining');
    response.shouldKeepAlive = false;
  }
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const document = Object.hasOwn(handlers.documents, path) ? handlers.documents[path] : undefined;
  if (request.method === 'GET' && document !== undefined) {
    return sendDocument(response, () => document({ query, contextToken: contextTokenOf(request) }));
  }
  const endpoint = findEndpoint(handlers.endpoints, path);
  if (endpoint !== undefined) return answerEndpoint(request, response, { ...handlers, endpoint, path, query });
  if (path === '/health/ready' && draining.isLeaving) return sendJson(response, 503, { status: 'draining' });
  if (path.startsWith('/health/')) return answerHealth(path, response, handlers.health);
  if (path !== '/graphql' && path !== '/') return sendJson(response, 404, { error: 'not found' });
  const isSubscription = request.headers.accept?.includes('text/event-stream') === true;
  if (isSubscription ? draining.isLeaving : draining.isRefusing) return refuse(response, 'The server is going away.');
  if (isSubscription) return handlers.events(request, response);
  return handleGraphQL(request, response, handlers);
}

async function sendDocument(response: ServerResponse, read: () => ReturnType<ReadDocument>): Promise<void> {
  try {
    sendJson(response, 200, await read());
  } catch (error) {
    if (!isUnauthenticated(error)) throw error;
    sendJson(response, 401, { error: 'only for the gateway' });
  }
}

/** Answers a path besides the graph: for the gateway only, which knows the client's address. */
async function answerEndpoint(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: Handlers & { readonly endpoint: Endpoint; readonly path: string; readonly query: URLSearchParams },
): Promise<void> {
  const { endpoint, path, query, draining, admissions } = handlers;
  if (draining.isRefusing) return refuse(response, 'The server is going away.');
  const body = await readText(request);
  if (body === undefined) return sendJson(response, 413, { error: 'the body is too large' });
  const { method = 'GET', headers } = request;
  const { 'content-type': contentType, authorization, cookie } = headers;
  const entrance = await (method === 'POST' ? admissions.mutations : admissions.queries).run(
    async () => {
      const principal = await contextOrNobody(request, handlers);
      if (principal === undefined) return sendJson(response, 401, { error: 'only for the gateway' });
      const requestId = readRequestId(headers[REQUEST_ID_HEADER]);
      const forwarded = { method, path, query, contentType, authorization, cookie, body, principal, requestId };
      const answer = await callEndpoint(endpoint, forwarded);
      response.writeHead(answer.status, answer.headers);
      if (typeof answer.body === 'string') response.end(answer.body);
      else await pipeline(Readable.from(answer.body), response);
    },
    () => !response.destroyed,
  );
  if (entrance === 'admitted') return;
  response.setHeader(AVAILABILITY_HEADER, 'overloaded');
  refuse(response, 'Too much is under way.');
}

async function contextOrNobody(request: IncomingMessage, { readContext }: Handlers): Promise<Principal | undefined> {
  try {
    return await readContext(contextTokenOf(request));
  } catch (error) {
    if (isUnauthenticated(error)) return undefined;
    throw error;
  }
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED';
}

async function handleGraphQL(request: IncomingMessage, response: ServerResponse, handlers: Handlers): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return sendJson(response, 413, { error: 'the body is too large' });
  const isWanted = (): boolean => !response.destroyed;
  const { mutations, queries } = handlers.admissions;
  const entrance = await (isMutation(body) ? mutations : queries).run(
    () => execute(request, response, { ...handlers, body }),
    isWanted,
  );
  if (entrance === 'admitted') return;
  response.setHeader(AVAILABILITY_HEADER, 'overloaded');
  refuse(response, 'Too much is under way.');
}

/** Whether a body holds a mutation, as the gateway writes it. */
function isMutation(body: unknown): boolean {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  return typeof query === 'string' && query.startsWith('mutation');
}

async function execute(
  request: IncomingMessage,
  response: ServerResponse,
  { body, ...handlers }: Handlers & { readonly body: unknown },
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const { method = 'POST' } = request;
  const contextToken = contextTokenOf(request) ?? '';
  const requestId = readRequestId(request.headers[REQUEST_ID_HEADER]);
  const answer = await handlers.apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, body, search: '' },
    context: async () => {
      const principal = await handlers.readContext(contextToken);
      return handlers.createContext({ principal, contextToken, requestId });
    },
  });
  response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
  if (answer.body.kind === 'complete') response.end(answer.body.string);
  else response.end();
}

function contextTokenOf(request: IncomingMessage): string | undefined {
  const value = request.headers[CONTEXT_HEADER];
  return typeof value === 'string' ? value : undefined;
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = unwrapResolverError(error);
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  return new GraphQLError(originalError.message, { originalError });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}

/** The body, or nothing when it is too large. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers a request that was not begun; the header says why. */
function refuse(response: ServerResponse, error: string): void {
  response.setHeader('retry-after', '1');
  sendJson(response, 503, { error });
}
