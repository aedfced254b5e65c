import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { headersOf, httpStatus, refusal, toGraphQLErrors } from '../../errors.ts';
import type { OperationHandler, OperationRequest, PreparedOperation } from '../../handle-operation.ts';
import type { ResultStream } from '../../operation/requests/result-stream.ts';
import type { Caller } from '../../security/caller.ts';
import type { StreamEnd } from '../../security/open-streams.ts';
import { AcceptHeaders, type AcceptedMedia } from './accepted-media.ts';
import { uncompressed, compressed, encodingFor } from './compression.ts';
import { abandoned, send, type Exchange, type Route } from '../exchange.ts';
import { errorCodes, logOperation } from '../log-operation.ts';
import { multipartType, SUBSCRIPTION_TYPE, writeMultipart, writeSubscription } from './multipart.ts';
import { readBody } from './read-body.ts';
import { readableBody, refusePersistedDocument, withExactVariables } from './request-parameters.ts';
import type { EventStreams } from '../sse/sse.ts';
import type { StreamParts } from '../websocket/websocket-protocol.ts';

const LEFT_TO_THE_ROUTE: Response = [null, { status: 200, statusText: '' }];

/** One request on its way through graphql-http. */
class HttpOperation {
  readonly exchange: Exchange;
  readonly startedAtMs = performance.now();
  readonly accepted: AcceptedMedia;
  caller: Caller | undefined;
  prepared: PreparedOperation | undefined;
  result: ExecutionResult | undefined;
  /** The stream of results, if there are several. */
  results: ResultStream | undefined;
  /** Set when the results have to be an event stream. */
  isEventStream = false;
  /** Aborted when the client has disconnected before it was answered. */
  readonly abandoned: AbortSignal;

  constructor(exchange: Exchange, accepted: AcceptedMedia) {
    this.exchange = exchange;
    this.accepted = accepted;
    this.abandoned = abandoned(exchange);
  }

  /** Executes the operation. If it has several results, the route writes them. */
  execute(): Promise<ExecutionResult> {
    if (this.prepared === undefined) throw new TypeError('the operation was not prepared');
    return this.accepted.incremental === undefined
      ? this.prepared.execute(this.abandoned)
      : this.#executeIncrementally(this.prepared);
  }

  async #executeIncrementally(prepared: PreparedOperation): Promise<ExecutionResult> {
    const answer = await prepared.executeIncrementally(this.abandoned);
    if (!(Symbol.asyncIterator in answer)) return answer;
    this.results = answer;
    return {};
  }

  /** Starts a subscription. The route writes its results. */
  async subscribe(prepared: PreparedOperation): Promise<Response> {
    this.isEventStream = this.accepted.subscription === 'event-stream';
    if (this.isEventStream) return LEFT_TO_THE_ROUTE;
    const answer = await prepared.subscribe();
    if (!(Symbol.asyncIterator in answer)) return this.answer(answer);
    this.results = answer;
    return LEFT_TO_THE_ROUTE;
  }

  answer(result: ExecutionResult): Response {
    this.result = result;
    const mediaType = this.accepted.response;
    const status = httpStatus(result, mediaType);
    const headers: Record<string, string> = { 'content-type': `${mediaType}; charset=utf-8` };
    if (status === 401) headers['www-authenticate'] = 'Bearer';
    Object.assign(headers, headersOf(result));
    return [JSON.stringify(result), { status, statusText: '', headers }];
  }

  /** The media type for results in several parts. */
  get multipartType(): string {
    return this.prepared?.kind === 'subscription'
      ? SUBSCRIPTION_TYPE
      : multipartType(this.accepted.incremental ?? 'by-id');
  }

  refuse(error: unknown): Response {
    return this.answer({ errors: toGraphQLErrors(error, this.exchange.origin.logger) });
  }

  log(status: number): void {
    const { prepared, startedAtMs, result } = this;
    logOperation(this.exchange.origin.logger, {
      transport: 'http',
      operation: prepared?.name,
      kind: prepared?.kind,
      startedAtMs,
      status,
      errorCodes: errorCodes(result?.errors),
    });
  }
}

/** Whether a browser opened the address of the graph without an operation. */
function isVisit({ accepted, exchange: { request } }: HttpOperation): boolean {
  const { method, url = '' } = request;
  return method === 'GET' && accepted.names('text/html') && !/[?&](query|extensions)=/.test(url);
}

type Context = { readonly operation: HttpOperation };

/** A client that accepts several parts also accepts one response as such; graphql-http does not know this. */
function alsoJson({ accepted, exchange }: HttpOperation): IncomingHttpHeaders {
  const { headers } = exchange.request;
  const takesParts = accepted.incremental !== undefined || accepted.subscription !== undefined;
  return takesParts ? { ...headers, accept: `${headers.accept}, application/json` } : headers;
}

/** graphql-http reports malformed requests without an error code. */
function withCode(error: Readonly<GraphQLError | Error>): GraphQLError {
  const extensions = error instanceof GraphQLError ? error.extensions : {};
  return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', ...extensions } });
}

async function prepare(
  operations: OperationHandler,
  operation: HttpOperation,
  params: OperationRequest,
): Promise<PreparedOperation> {
  const { request, origin } = operation.exchange;
  const caller = await operations.authenticate(request.headers.authorization, origin.clientAddress);
  operation.caller = caller;
  const prepared = await operations.prepare(params, { caller, ...origin, abandoned: operation.abandoned });
  if (prepared.kind !== 'subscription' || operation.accepted.subscription !== undefined) return prepared;
  const message =
    'Subscriptions are available over WebSocket at this address, as server-sent events at /graphql/stream, and at this ' +
    'address to requests whose "accept" header has text/event-stream or multipart/mixed;subscriptionSpec=1.0.';
  throw refusal('BAD_USER_INPUT', message);
}

/** What is needed to write the results of an operation. */
type Writing = Pick<StreamParts, 'streams' | 'limits'> & { readonly results: ResultStream };

/**
 * Writes the results of an operation and returns their errors. The results end with the caller's token and session. A
 * closing gateway waits for the results of a query or mutation, which end by themselves.
 */
async function writeResults(
  { exchange, caller, prepared, accepted }: HttpOperation,
  { results, streams, limits }: Writing,
): Promise<readonly GraphQLError[]> {
  const { response } = exchange;
  const isSubscription = prepared?.kind === 'subscription';
  let fatal: GraphQLError | undefined;
  const end = (why: StreamEnd): void => {
    if (why === 'shutdown' && !isSubscription) return;
    fatal = ends[why];
    void results.return();
  };
  const stopWatching = caller === undefined ? (): void => {} : streams.add({ caller, end });
  try {
    if (!isSubscription) return await writeMultipart(response, results, accepted.incremental ?? 'by-id');
    const writing = { results, heartbeatMs: limits.heartbeatMs, endedFor: () => fatal };
    return await writeSubscription(response, writing);
  } finally {
    stopWatching();
  }
}

const ends: Readonly<Record<StreamEnd, GraphQLError>> = {
  expired: new GraphQLError('The access token has expired.', { extensions: { code: 'UNAUTHENTICATED' } }),
  revoked: new GraphQLError('The access was revoked.', { extensions: { code: 'UNAUTHENTICATED' } }),
  shutdown: new GraphQLError('The gateway is shutting down: subscribe again from the last cursor.', {
    extensions: { code: 'SUBSCRIPTION_RESUME' },
  }),
};

/**
 * Serves operations by GraphQL over HTTP: in one response, or in the parts that a client accepts.
 *
 * @param eventStreams answers clients that accept only event streams
 */
export function createHttpRoute(
  { operations, streams, limits }: Pick<StreamParts, 'operations' | 'streams' | 'limits'>,
  eventStreams: Pick<EventStreams, 'answer'>,
): Route {
  const acceptHeaders = new AcceptHeaders();
  const handle = createHandler<HttpOperation, undefined, Context>({
    onSubscribe: async ({ raw: operation }, params) => {
      try {
        const { url = '' } = operation.exchange.request;
        const prepared = await prepare(operations, operation, withExactVariables(params, url));
        operation.prepared = prepared;
        if (prepared.kind === 'subscription') return await operation.subscribe(prepared);
        const { schema, document } = prepared;
        return { schema, document, operationName: params.operationName, contextValue: { operation } };
      } catch (error) {
        return operation.refuse(error);
      }
    },
    execute: (args: ExecutionArgs) => (args.contextValue as Context).operation.execute(),
    onOperation: ({ raw: operation }, _args, result) => {
      return operation.results ? LEFT_TO_THE_ROUTE : operation.answer(result);
    },
    formatError: withCode,
  });

  const answer = async (operation: HttpOperation, text: string): Promise<Response> => {
    const { method = '', url = '' } = operation.exchange.request;
    try {
      refusePersistedDocument(text, url);
    } catch (error) {
      return operation.refuse(error);
    }
    const body = readableBody(text);
    return await handle({ method, url, headers: alsoJson(operation), body, raw: operation, context: undefined });
  };

  return async (exchange) => {
    const { request, response, origin } = exchange;
    const operation = new HttpOperation(exchange, acceptHeaders.read(request.headers.accept));
    if (isVisit(operation))
      return send(response, 303, 'The sandbox is at the root of this address.', { location: './' });
    const text = await readBody(exchange);
    if (text === undefined) return;
    if (operation.accepted.isEventStreamOnly) return await eventStreams.answer(exchange, text);
    const [body, init] = await answer(operation, text);
    if (operation.isEventStream) return await eventStreams.answer(exchange, text);
    const { results } = operation;
    const headers = { 'cache-control': 'no-store', 'x-request-id': origin.requestId };
    if (results) {
      response.writeHead(200, { ...headers, 'content-type': operation.multipartType });
      operation.result = { errors: await writeResults(operation, { results, streams, limits }) };
      operation.log(200);
      return;
    }
    const encoding = encodingFor(body ?? '', request.headers['accept-encoding']);
    // Most responses are sent uncompressed, without another round of the event loop.
    const sent = encoding ? await compressed(body ?? '', encoding) : uncompressed(body ?? '');
    response.writeHead(init.status, { ...headers, ...sent.headers, ...init.headers });
    response.end(sent.body);
    operation.log(init.status);
  };
}
