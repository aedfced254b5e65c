import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { httpStatus, refusal, toGraphQLErrors, type ResponseMediaType } from '../errors.ts';
import type { OperationHandler, OperationRequest, PreparedOperation } from '../handle-operation.ts';
import type { ResultStream } from '../operation/result-stream.ts';
import type { Caller } from '../security/caller.ts';
import type { OpenStreams, StreamEnd } from '../security/open-streams.ts';
import type { Exchange, Route } from './exchange.ts';
import { errorCodes, logOperation } from './log-operation.ts';
import { acceptedFormat, multipartType, writeMultipart, type IncrementalFormat } from './multipart.ts';
import { readBody } from './read-body.ts';
import type { StreamParts } from './websocket-protocol.ts';

/** One request on its way through graphql-http. */
class HttpOperation {
  readonly exchange: Exchange;
  readonly mediaType: ResponseMediaType;
  readonly startedAtMs = performance.now();
  /** How results in several parts are written; nothing where the client takes one response only. */
  readonly format: IncrementalFormat | undefined;
  caller: Caller | undefined;
  prepared: PreparedOperation | undefined;
  result: ExecutionResult | undefined;
  /** The results, where there are several. */
  results: ResultStream | undefined;

  constructor(exchange: Exchange) {
    const { accept } = exchange.request.headers;
    this.exchange = exchange;
    this.mediaType = preferredMediaType(accept);
    this.format = acceptedFormat(accept);
  }

  /** Runs the operation; where it has several results, they are left for the route to write. */
  execute(): Promise<ExecutionResult> {
    if (this.prepared === undefined) throw new TypeError('the operation was not prepared');
    const left = abandoned(this.exchange);
    return this.format === undefined ? this.prepared.execute(left) : this.#executeIncrementally(this.prepared, left);
  }

  async #executeIncrementally(prepared: PreparedOperation, left: AbortSignal): Promise<ExecutionResult> {
    const answer = await prepared.executeIncrementally(left);
    if (!(Symbol.asyncIterator in answer)) return answer;
    this.results = answer;
    return {};
  }

  answer(result: ExecutionResult): Response {
    this.result = result;
    const status = httpStatus(result, this.mediaType);
    const headers: Record<string, string> = { 'content-type': `${this.mediaType}; charset=utf-8` };
    if (status === 401) headers['www-authenticate'] = 'Bearer';
    return [JSON.stringify(result), { status, statusText: '', headers }];
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

/** The first of the client's media types that is served, as graphql-http chooses it. */
function preferredMediaType(accept: string | undefined): ResponseMediaType {
  for (const range of (accept ?? '*/*').split(',')) {
    const mediaType = range.split(';', 1)[0]?.trim().toLowerCase();
    if (mediaType === 'application/graphql-response+json') return mediaType;
    if (mediaType === 'application/json' || mediaType === 'application/*' || mediaType === '*/*') break;
  }
  return 'application/json';
}

type Context = { readonly operation: HttpOperation };

/** A client that takes several parts takes an operation's only one too; graphql-http does not know it. */
function alsoJson(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return { ...headers, accept: `${headers.accept ?? ''}, application/json` };
}

/** Errors of the request's form come from graphql-http without a code. */
function withCode(error: Readonly<GraphQLError | Error>): GraphQLError {
  const extensions = error instanceof GraphQLError ? error.extensions : {};
  return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', ...extensions } });
}

/** Fires when the client went away before it was answered. */
function abandoned({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

async function prepare(
  operations: OperationHandler,
  operation: HttpOperation,
  params: OperationRequest,
): Promise<PreparedOperation> {
  const { request, origin } = operation.exchange;
  const caller = await operations.authenticate(request.headers.authorization, origin.clientAddress);
  operation.caller = caller;
  const prepared = await operations.prepare(params, { caller, ...origin });
  if (prepared.kind !== 'subscription') return prepared;
  throw refusal('BAD_USER_INPUT', 'Subscriptions are served over WebSocket here and over SSE at /graphql/stream.');
}

/**
 * Writes the results that an operation has, and answers the errors in them. They end with the caller's token and session,
 * as a stream does; a gateway that closes waits for them.
 */
async function writeResults(
  { exchange, caller }: HttpOperation,
  { results, format, streams }: { results: ResultStream; format: IncrementalFormat; streams: OpenStreams },
): Promise<readonly GraphQLError[]> {
  const end = (why: StreamEnd): void => {
    if (why !== 'shutdown') void results.return();
  };
  const stopWatching = caller === undefined ? (): void => {} : streams.add({ caller, end });
  try {
    return await writeMultipart(exchange.response, results, format);
  } finally {
    stopWatching();
  }
}

/** Serves queries and mutations by GraphQL over HTTP. */
export function createHttpRoute({ operations, streams }: Pick<StreamParts, 'operations' | 'streams'>): Route {
  const handle = createHandler<HttpOperation, undefined, Context>({
    onSubscribe: async ({ raw: operation }, params) => {
      try {
        const prepared = await prepare(operations, operation, params);
        operation.prepared = prepared;
        const { schema, document } = prepared;
        return { schema, document, operationName: params.operationName, contextValue: { operation } };
      } catch (error) {
        return operation.refuse(error);
      }
    },
    execute: (args: ExecutionArgs) => (args.contextValue as Context).operation.execute(),
    onOperation: ({ raw: operation }, _args, result) => {
      return operation.results ? [null, { status: 200, statusText: '' }] : operation.answer(result);
    },
    formatError: withCode,
  });

  return async (exchange) => {
    const body = await readBody(exchange);
    if (body === undefined) return;
    const { request, response, origin } = exchange;
    const operation = new HttpOperation(exchange);
    const { method = '', url = '' } = request;
    const headers = operation.format ? alsoJson(request.headers) : request.headers;
    const [text, init] = await handle({ method, url, headers, body, raw: operation, context: undefined });
    const { results, format } = operation;
    if (results && format) {
      const type = multipartType(format);
      response.writeHead(200, { 'cache-control': 'no-store', 'x-request-id': origin.requestId, 'content-type': type });
      operation.result = { errors: await writeResults(operation, { results, format, streams }) };
      operation.log(200);
      return;
    }
    response.writeHead(init.status, {
      'cache-control': 'no-store',
      'x-request-id': origin.requestId,
      'content-length': text === null ? 0 : Buffer.byteLength(text),
      ...init.headers,
    });
    response.end(text);
    operation.log(init.status);
  };
}
