import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import { makeServer, MessageType, validateMessage, type Context, type Server, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { StreamLimits } from '../../config.ts';
import { closeCode, refusal, toGraphQLErrors } from '../../errors.ts';
import { hasLongNumber, parseExactly } from '../../exact-json.ts';
import type { OperationHandler, PreparedOperation } from '../../handle-operation.ts';
import type { ResultStream } from '../../operation/requests/result-stream.ts';
import type { Caller } from '../../security/caller.ts';
import { pickForwardedHeaders } from '../../security/forwarded-headers.ts';
import type { OpenStreams, StreamEnd } from '../../security/open-streams.ts';
import type { RequestOrigin } from '../exchange.ts';
import { errorCodes, logOperation } from '../log-operation.ts';

/** The close codes of graphql-transport-ws, and of WebSocket itself (RFC 6455, 7.4), that the gateway sends. */
export const CloseCode = {
  goingAway: 1001,
  tryAgainLater: 1013,
  badRequest: 4400,
  forbidden: 4403,
  internalError: 4500,
} as const;

const ends: Readonly<Record<StreamEnd, readonly [number, string]>> = {
  expired: [CloseCode.forbidden, 'Access token expired'],
  revoked: [CloseCode.forbidden, 'Access revoked'],
  shutdown: [CloseCode.goingAway, 'Going away: reconnect and resume from the last cursor'],
};

interface RunningOperation {
  prepared: PreparedOperation | undefined;
  readonly startedAtMs: number;
}

/** One socket and what is known about it. */
export class Connection {
  readonly socket: WebSocket;
  readonly origin: RequestOrigin;
  /** By the message that started it: a client may use an id again while its last operation is still ending. */
  readonly running = new Map<SubscribePayload, RunningOperation>();
  caller: Caller | undefined;
  /** By operation id: the exact variables, whose numbers graphql-ws would round. */
  readonly #exactVariables = new Map<string, SubscribePayload['variables']>();
  /** From the upgrade request, or from `connection_init`, because browsers cannot set headers. */
  forwardedHeaders: Readonly<Record<string, string>>;
  stopWatching: () => void = () => {};
  readonly #left = new AbortController();

  constructor(socket: WebSocket, origin: RequestOrigin) {
    this.socket = socket;
    this.origin = origin;
    this.forwardedHeaders = origin.forwardedHeaders;
  }

  /** Looks at a message before graphql-ws reads it. */
  noteNumbers(message: string): void {
    if (!hasLongNumber(message)) return;
    try {
      const read = validateMessage(parseExactly(message));
      if (read.type === MessageType.Subscribe) this.#exactVariables.set(read.id, read.payload.variables);
    } catch {
      // graphql-ws refuses what is not a message of the protocol.
    }
  }

  /** The payload of an operation as it was sent. */
  exact(id: string, payload: SubscribePayload): SubscribePayload {
    const variables = this.#exactVariables.get(id);
    this.#exactVariables.delete(id);
    return variables === undefined ? payload : { ...payload, variables };
  }

  /** Aborted when the socket is closed. */
  get abandoned(): AbortSignal {
    return this.#left.signal;
  }

  /** Called when the socket is closed. */
  leave(): void {
    this.stopWatching();
    this.#left.abort();
  }

  end(why: StreamEnd): void {
    this.socket.close(...ends[why]);
  }
}

type SocketContext = Context<Record<string, unknown> | undefined, Connection>;

export interface StreamParts {
  /** The lower-case names of the headers that subgraphs get. */
  readonly forwardHeaders: readonly string[];
  readonly operations: OperationHandler;
  readonly streams: OpenStreams;
  readonly limits: StreamLimits;
}

function authorizationOf(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = parameters?.['authorization'] ?? parameters?.['Authorization'];
  return typeof given === 'string' ? given : undefined;
}

/** Authenticates the connection once; all of its operations have that caller. */
async function connect(parts: StreamParts, { connectionParams, extra }: SocketContext): Promise<boolean> {
  const { origin, socket } = extra;
  try {
    const caller = await parts.operations.authenticate(authorizationOf(connectionParams), origin.clientAddress);
    if (socket.readyState !== socket.OPEN) return false;
    extra.caller = caller;
    const said = pickForwardedHeaders(connectionParams, parts.forwardHeaders);
    extra.forwardedHeaders = { ...origin.forwardedHeaders, ...said };
    extra.stopWatching = parts.streams.add({ caller, end: (why) => extra.end(why) });
    return true;
  } catch (error) {
    const code = closeCode(toGraphQLErrors(error, origin.logger));
    socket.close(code, code === CloseCode.forbidden ? 'Forbidden' : 'Not available at the moment');
    return false;
  }
}

async function prepare(
  parts: StreamParts,
  { caller, forwardedHeaders, origin, running, abandoned }: Connection,
  payload: SubscribePayload,
): Promise<PreparedOperation> {
  if (caller === undefined) throw refusal('UNAUTHENTICATED', 'The connection is not initialised.');
  const { maxOperationsPerSocket } = parts.limits;
  if (running.size > maxOperationsPerSocket) {
    const message = `A socket runs at most ${maxOperationsPerSocket} operations at once.`;
    throw refusal('OPERATION_COUNT_LIMIT_EXCEEDED', message);
  }
  return await parts.operations.prepare(payload, { caller, ...origin, forwardedHeaders, abandoned });
}

function finish({ origin, running }: Connection, payload: SubscribePayload, errors?: readonly GraphQLError[]): void {
  const operation = running.get(payload);
  running.delete(payload);
  if (operation === undefined) return;
  const { prepared, startedAtMs } = operation;
  logOperation(origin.logger, {
    transport: 'websocket',
    operation: prepared?.name,
    kind: prepared?.kind,
    startedAtMs,
    status: errors === undefined ? 200 : 400,
    errorCodes: errorCodes(errors),
  });
}

function preparedOf(args: ExecutionArgs): PreparedOperation {
  return args.contextValue as PreparedOperation;
}

/** Serves the graphql-transport-ws protocol with the gateway's operations. */
export function createSocketProtocol(parts: StreamParts): Server<Connection> {
  return makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: parts.limits.connectionInitTimeoutMs,
    onConnect: async (context) => await connect(parts, context),
    onSubscribe: async ({ extra }, id, payload) => {
      const running: RunningOperation = { prepared: undefined, startedAtMs: performance.now() };
      extra.running.set(payload, running);
      try {
        const prepared = await prepare(parts, extra, extra.exact(id, payload));
        running.prepared = prepared;
        const { schema, document } = prepared;
        return { schema, document, operationName: payload.operationName, contextValue: prepared };
      } catch (error) {
        const errors = toGraphQLErrors(error, extra.origin.logger);
        finish(extra, payload, errors);
        return errors;
      }
    },
    execute: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).executeIncrementally(),
    subscribe: async (args): Promise<ResultStream | ExecutionResult> => await preparedOf(args).subscribe(),
    // The errors are formatted already; graphql-ws would call `toJSON` on each of them.
    onNext: (...[, , , , result]) => result,
    onComplete: ({ extra }, _id, payload) => finish(extra, payload),
    onClose: ({ extra }) => extra.leave(),
  });
}
