import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createHandler, type Request, type Response } from 'graphql-sse';
import { headersOf, httpStatus, refusal, toGraphQLErrors } from '../../errors.ts';
import type { PreparedOperation } from '../../handle-operation.ts';
import type { ResultStream } from '../../operation/requests/result-stream.ts';
import type { Caller } from '../../security/caller.ts';
import { abandoned, type Exchange } from '../exchange.ts';
import { errorCodes, logOperation } from '../log-operation.ts';
import { withExactVariables } from '../http/request-parameters.ts';
import type { Reservation } from './reserved-streams.ts';
import type { StreamParts } from '../websocket/websocket-protocol.ts';

/** One request: an operation with a stream of its own, or one that answers on a reserved stream. */
export class StreamOperation {
  readonly exchange: Exchange;
  readonly startedAtMs = performance.now();
  /** Resolves when the stream has room for the next message. */
  readonly room: () => Promise<void>;
  readonly reservation: Reservation | undefined;
  /** Identifies the operation on a reserved stream. */
  id: string | undefined;
  caller: Caller | undefined;
  prepared: PreparedOperation | undefined;
  errors: ExecutionResult['errors'];

  constructor(exchange: Exchange, room: () => Promise<void>, reservation?: Reservation) {
    this.exchange = exchange;
    this.room = room;
    this.reservation = reservation;
    this.caller = reservation?.caller;
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
export type StreamRequest = Request<StreamOperation, undefined>;
/** A handler of graphql-sse that executes the gateway's operations. */
export type StreamHandler = (request: StreamRequest) => Promise<Response>;

function preparedOf(args: ExecutionArgs): PreparedOperation {
  const { prepared } = (args.contextValue as Context).operation;
  if (prepared === undefined) throw new TypeError('the operation was not prepared');
  return prepared;
}

/** A refusal is a plain response, not a stream. */
export function refuse(operation: StreamOperation, error: unknown): Response {
  operation.errors = toGraphQLErrors(error, operation.exchange.origin.logger);
  const result = { errors: operation.errors };
  const status = httpStatus(result, 'application/graphql-response+json');
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  Object.assign(headers, headersOf(result));
  return [JSON.stringify(result), { status, statusText: '', headers }];
}

/** Records an operation of a reserved stream. Throws OPERATION_COUNT_LIMIT_EXCEEDED when there are too many. */
function enter({ reservation, id }: StreamOperation, { maxOperationsPerSocket }: StreamParts['limits']): void {
  if (reservation === undefined || id === undefined) return;
  if (reservation.running.size >= maxOperationsPerSocket) {
    const message = `A stream runs at most ${maxOperationsPerSocket} operations at once.`;
    throw refusal('OPERATION_COUNT_LIMIT_EXCEEDED', message);
  }
  reservation.running.add(id);
}

/**
 * Creates a handler of graphql-sse.
 *
 * @param token of the one stream that all operations answer on; with null each operation has its own
 */
export function createStreamHandler({ operations, limits }: StreamParts, token: string | null): StreamHandler {
  return createHandler<StreamOperation, undefined, Context>({
    authenticate: () => token,
    onSubscribe: async ({ raw: operation }, params) => {
      const { request, origin } = operation.exchange;
      try {
        const { operationId } = (params.extensions ?? {}) as { readonly operationId?: unknown };
        operation.id = typeof operationId === 'string' ? operationId : undefined;
        operation.caller ??= await operations.authenticate(request.headers.authorization, origin.clientAddress);
        const exact = withExactVariables(params, request.url ?? '');
        const scope = { caller: operation.caller, ...origin, abandoned: abandoned(operation.exchange) };
        const prepared = await operations.prepare(exact, scope);
        enter(operation, limits);
        operation.prepared = prepared;
        const { schema, document } = prepared;
        return { schema, document, operationName: params.operationName, contextValue: { operation } };
      } catch (error) {
        return refuse(operation, error);
      }
    },
    // The document is already validated here.
    validate: () => [],
    execute: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).executeIncrementally(),
    subscribe: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).subscribe(),
    // graphql-sse reads the source ahead of the network; this makes it wait.
    onNext: async ({ operation }) => await operation.room(),
    onComplete: ({ operation: { reservation, id } }) => void reservation?.running.delete(id ?? ''),
  });
}

/** A request as graphql-sse may see it: it compares the whole `accept` header, and clients may list further types. */
export function toStreamRequest(
  operation: StreamOperation,
  accept: string,
  body: StreamRequest['body'],
): StreamRequest {
  const { method = '', url = '', headers } = operation.exchange.request;
  return {
    method,
    url,
    headers: {
      get: (name) => {
        if (name === 'accept') return accept;
        const value = headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
    },
    body,
    raw: operation,
    context: undefined,
  };
}
