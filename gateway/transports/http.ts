import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { httpStatus, refusal, toGraphQLErrors, type ResponseMediaType } from '../errors.ts';
import type { OperationHandler, OperationRequest, PreparedOperation } from '../handle-operation.ts';
import type { Exchange, Route } from './exchange.ts';
import { errorCodes, logOperation } from './log-operation.ts';
import { readBody } from './read-body.ts';

/** One request on its way through graphql-http. */
class HttpOperation {
  readonly exchange: Exchange;
  readonly mediaType: ResponseMediaType;
  readonly startedAtMs = performance.now();
  prepared: PreparedOperation | undefined;
  result: ExecutionResult | undefined;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
    this.mediaType = preferredMediaType(exchange.request.headers.accept);
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

function execute(args: ExecutionArgs): Promise<ExecutionResult> {
  const { operation } = args.contextValue as Context;
  const { prepared, exchange } = operation;
  if (prepared === undefined) throw new TypeError('the operation was not prepared');
  return prepared.execute(abandoned(exchange));
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
  { request, origin }: Exchange,
  params: OperationRequest,
): Promise<PreparedOperation> {
  const caller = await operations.authenticate(request.headers.authorization, origin.clientAddress);
  const prepared = await operations.prepare(params, { caller, ...origin });
  if (prepared.kind !== 'subscription') return prepared;
  throw refusal('BAD_USER_INPUT', 'Subscriptions are served over WebSocket here and over SSE at /graphql/stream.');
}

/** Serves queries and mutations by GraphQL over HTTP. */
export function createHttpRoute(operations: OperationHandler): Route {
  const handle = createHandler<HttpOperation, undefined, Context>({
    onSubscribe: async ({ raw: operation }, params) => {
      try {
        const prepared = await prepare(operations, operation.exchange, params);
        operation.prepared = prepared;
        const { schema, document } = prepared;
        return { schema, document, operationName: params.operationName, contextValue: { operation } };
      } catch (error) {
        return operation.refuse(error);
      }
    },
    execute,
    onOperation: ({ raw: operation }, _args, result) => operation.answer(result),
    formatError: withCode,
  });

  return async (exchange) => {
    const body = await readBody(exchange);
    if (body === undefined) return;
    const { request, response, origin } = exchange;
    const operation = new HttpOperation(exchange);
    const { method = '', url = '', headers } = request;
    const [text, init] = await handle({ method, url, headers, body, raw: operation, context: undefined });
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
