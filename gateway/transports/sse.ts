import type { ExecutionArgs, ExecutionResult, FormattedExecutionResult } from 'graphql';
import { createHandler, type Request, type Response } from 'graphql-sse';
import { httpStatus, toGraphQLErrors } from '../errors.ts';
import type { PreparedOperation } from '../handle-operation.ts';
import type { ResultStream } from '../operation/result-stream.ts';
import type { Caller } from '../security/caller.ts';
import { send, type Exchange, type Route } from './exchange.ts';
import { errorCodes, logOperation } from './log-operation.ts';
import { PacedWriter } from './paced-writer.ts';
import { readBody } from './read-body.ts';
import type { StreamParts } from './websocket-protocol.ts';

const EVENT_STREAM = 'text/event-stream';

/** One operation and the event stream that answers it. */
class StreamOperation {
  readonly exchange: Exchange;
  readonly writer: PacedWriter;
  readonly startedAtMs = performance.now();
  caller: Caller | undefined;
  prepared: PreparedOperation | undefined;
  errors: ExecutionResult['errors'];

  constructor(exchange: Exchange, limits: StreamParts['limits']) {
    const { response } = exchange;
    this.exchange = exchange;
    this.writer = new PacedWriter(
      {
        write: (message, flushed) => void response.write(message, () => flushed()),
        bufferedBytes: () => response.writableLength,
        giveUp: () => response.destroy(),
      },
      limits,
    );
  }

  log(status: number): void {
    const { prepared, startedAtMs, errors } = this;
    logOperation(this.exchange.origin.logger, {
      transport: 'sse',
      operation: prepared?.name,
      kind: prepared?.kind,
      startedAtMs,
      status,
      errorCodes: errorCodes(errors),
    });
  }
}

type Context = { readonly operation: StreamOperation };
type StreamRequest = Request<StreamOperation, undefined>;

function preparedOf(args: ExecutionArgs): PreparedOperation {
  const { prepared } = (args.contextValue as Context).operation;
  if (prepared === undefined) throw new TypeError('the operation was not prepared');
  return prepared;
}

/** A refusal is a plain response: the client never gets a stream. */
function refuse(operation: StreamOperation, error: unknown): Response {
  operation.errors = toGraphQLErrors(error, operation.exchange.origin.logger);
  const result = { errors: operation.errors };
  const status = httpStatus(result, 'application/graphql-response+json');
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  return [JSON.stringify(result), { status, statusText: '', headers }];
}

function createStreamHandler({ operations }: StreamParts): (request: StreamRequest) => Promise<Response> {
  return createHandler<StreamOperation, undefined, Context>({
    // No reserved streams (the protocol's single connection mode): they would be held without an owner or an end.
    authenticate: () => null,
    onSubscribe: async ({ raw: operation }, params) => {
      const { request, origin } = operation.exchange;
      try {
        operation.caller = await operations.authenticate(request.headers.authorization, origin.clientAddress);
        const prepared = await operations.prepare(params, { caller: operation.caller, ...origin });
        operation.prepared = prepared;
        const { schema, document } = prepared;
        return { schema, document, operationName: params.operationName, contextValue: { operation } };
      } catch (error) {
        return refuse(operation, error);
      }
    },
    // The document is validated when it gets here.
    validate: () => [],
    execute: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).executeIncrementally(),
    subscribe: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).subscribe(),
    // graphql-sse reads the source ahead of the network; this holds it back.
    onNext: async ({ operation }) => await operation.writer.room(),
  });
}

/** Copies the messages to the response until either side ends. An end of ours lacks the protocol's last event. */
async function pump(operation: StreamOperation, messages: AsyncGenerator<string>, parts: StreamParts): Promise<void> {
  const { exchange, caller } = operation;
  const { response } = exchange;
  const stop = (): void => void messages.return(undefined);
  const end = (): void => {
    response.end();
    stop();
  };
  const stopWatching = caller === undefined ? (): void => {} : parts.streams.add({ caller, end });
  response.once('close', stop);
  // A client that left while its operation was prepared closed the response before anybody listened.
  if (response.destroyed) stop();
  try {
    for await (const message of messages) {
      if (response.writableEnded || response.destroyed) break;
      // Not awaited: messages that graphql-sse holds back would not count as waiting.
      void operation.writer.write(message);
    }
  } finally {
    stopWatching();
    response.end();
  }
}

function toStreamRequest(operation: StreamOperation, body: string): StreamRequest {
  const { method = '', url = '', headers } = operation.exchange.request;
  return {
    method,
    url,
    headers: {
      get: (name) => {
        // The library compares the whole header; browsers and other clients may list more.
        if (name === 'accept') return EVENT_STREAM;
        const value = headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
    },
    body,
    raw: operation,
    context: undefined,
  };
}

/** Errors of the request's form come from graphql-sse without a code. */
function withCodes(body: string): string {
  if (!body.startsWith('{')) return body;
  const { errors = [], ...result } = JSON.parse(body) as FormattedExecutionResult;
  const coded = errors.map((error) => ({ ...error, extensions: { code: 'BAD_USER_INPUT', ...error.extensions } }));
  return JSON.stringify({ ...result, errors: coded });
}

/** Sends what forbids a stream from the start; true when it did. */
function refuseForm({ request, response }: Exchange): boolean {
  const { method, headers } = request;
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (method !== 'GET' && method !== 'POST') {
    send(response, 405, 'Use GET or POST.', { allow: 'GET, POST' });
  } else if (!/text\/event-stream|\*\/\*|text\/\*/i.test(headers.accept ?? '*/*')) {
    send(response, 406, `This address answers ${EVENT_STREAM}.`);
  } else if (method === 'POST' && mediaType !== 'application/json') {
    send(response, 415, 'Send application/json.');
  }
  return response.writableEnded;
}

/** Serves all operations as server-sent events by graphql-sse, one connection for each. */
export function createSseRoute(parts: StreamParts): Route {
  const handle = createStreamHandler(parts);
  return async (exchange) => {
    if (refuseForm(exchange)) return;
    const text = await readBody(exchange);
    if (text === undefined) return;
    const operation = new StreamOperation(exchange, parts.limits);
    const { response, origin } = exchange;
    const [body, init] = await handle(toStreamRequest(operation, text));
    const headers = { 'x-request-id': origin.requestId, ...init.headers };
    if (body === null || typeof body === 'string') {
      send(response, init.status, withCodes(body ?? ''), headers);
    } else {
      const { 'content-encoding': _none, ...streamHeaders } = headers as Record<string, string>;
      response.writeHead(init.status, { ...streamHeaders, 'x-accel-buffering': 'no' });
      await pump(operation, body, parts);
    }
    operation.log(init.status);
  };
}
