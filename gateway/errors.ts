import { randomInt, randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLErrorOptions } from 'graphql';
import type { Logger } from 'pino';
import type { IncrementalResult } from './engine/engine.ts';
import { TooManyWaiting } from './fair-turns.ts';
import { SubgraphFailure, SubgraphRefusal } from './subgraph-clients/subgraph-client.ts';

/**
 * How a code is answered: HTTP status, status for a client that only accepts `application/json`, WebSocket close code.
 */
interface Answer {
  readonly status: number;
  readonly jsonStatus: number;
  readonly closeCode: number;
}

const refused = (status: number, socketCode = 4400): Answer => ({ status, jsonStatus: status, closeCode: socketCode });
// GraphQL over HTTP: in the legacy media type, a well-formed request with an invalid document or variables is 200.
const wrongDocument: Answer = { status: 400, jsonStatus: 200, closeCode: 4400 };

const clientAnswers = {
  UNAUTHENTICATED: refused(401, 4403),
  FORBIDDEN: refused(403, 4403),
  BAD_USER_INPUT: wrongDocument,
  RATE_LIMITED: refused(429, 1013),
  SERVICE_UNAVAILABLE: refused(503, 1013),
  PERSISTED_QUERY_NOT_SUPPORTED: wrongDocument,
  GRAPHQL_PARSE_FAILED: wrongDocument,
  GRAPHQL_VALIDATION_FAILED: wrongDocument,
  LENGTH_LIMIT_EXCEEDED: refused(400),
  TOKEN_LIMIT_EXCEEDED: refused(400),
  NAME_LENGTH_LIMIT_EXCEEDED: refused(400),
  DEPTH_LIMIT_EXCEEDED: refused(400),
  ALIAS_LIMIT_EXCEEDED: refused(400),
  DIRECTIVE_LIMIT_EXCEEDED: refused(400),
  ROOT_FIELD_LIMIT_EXCEEDED: refused(400),
  DEFINITION_LIMIT_EXCEEDED: refused(400),
  SELECTION_LIMIT_EXCEEDED: refused(400),
  REPETITION_LIMIT_EXCEEDED: refused(400),
  VARIABLE_DEPTH_LIMIT_EXCEEDED: refused(400),
  OPERATION_COUNT_LIMIT_EXCEEDED: refused(429, 1013),
} as const satisfies Record<string, Answer>;

const subgraphAnswers = {
  SUBGRAPH_UNAVAILABLE: refused(503, 1013),
  TIMEOUT: refused(504, 1013),
} as const satisfies Record<string, Answer>;

const internalAnswers = { INTERNAL_SERVER_ERROR: refused(500, 4500) } as const satisfies Record<string, Answer>;

const answers: ReadonlyMap<unknown, Answer> = new Map<unknown, Answer>([
  ...Object.entries(clientAnswers),
  ...Object.entries(subgraphAnswers),
  ...Object.entries(internalAnswers),
]);

export type ClientErrorCode = keyof typeof clientAnswers;
export type SubgraphErrorCode = keyof typeof subgraphAnswers;

/** Why a request was not executed. Failures at single fields are reported by the engine, within the result. */
export type Fault =
  | {
      readonly kind: 'client';
      readonly code: ClientErrorCode;
      readonly message: string;
      readonly details?: readonly GraphQLError[];
      /** After how many seconds the sender may try again. */
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'subgraph'; readonly code: SubgraphErrorCode; readonly message: string }
  | { readonly kind: 'internal'; readonly cause: unknown };

/** Carries a fault to the transport that answers it. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly fault: Fault;
  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.kind === 'internal' ? 'internal error' : fault.message, options);
    this.fault = fault;
  }
}

/**
 * Creates the error for a request that the sender has to change.
 *
 * @param details errors with locations in the document, to report in place of the message
 */
export function refusal(code: ClientErrorCode, message: string, details?: readonly GraphQLError[]): GatewayError {
  return new GatewayError({ kind: 'client', code, message, details });
}

/** Those who are refused together should not come back together. */
const RETRY_AFTER_SECONDS = [1, 4] as const;

/** Creates the error for a request of which nothing is begun, because too much is under way. */
export function overloaded(): GatewayError {
  const message = 'Too much is under way at the moment: nothing of this was begun, so send it again a little later.';
  const retryAfterSeconds = randomInt(...RETRY_AFTER_SECONDS);
  return new GatewayError({ kind: 'client', code: 'SERVICE_UNAVAILABLE', message, retryAfterSeconds });
}

/** Creates the error for a request that took too long. */
export function timedOut(timeoutMs: number): GatewayError {
  const message = `The request was not answered within ${timeoutMs} ms.`;
  return new GatewayError({ kind: 'subgraph', code: 'TIMEOUT', message });
}

/** Creates the error for a request that cannot be executed while something behind the gateway is unavailable. */
export function unavailable(message: string, cause: unknown): GatewayError {
  return new GatewayError({ kind: 'subgraph', code: 'SUBGRAPH_UNAVAILABLE', message }, { cause });
}

/** Sorts anything that was thrown into one of the three kinds of fault. */
export function toFault(error: unknown): Fault {
  if (error instanceof GatewayError) return error.fault;
  if (error instanceof TooManyWaiting) return { kind: 'client', code: 'RATE_LIMITED', message: error.message };
  if (error instanceof SubgraphFailure) {
    return error.kind === 'timeout'
      ? { kind: 'subgraph', code: 'TIMEOUT', message: 'A subgraph did not answer in time.' }
      : { kind: 'subgraph', code: 'SUBGRAPH_UNAVAILABLE', message: 'A subgraph cannot be reached at the moment.' };
  }
  return { kind: 'internal', cause: error };
}

function coded(code: string, message: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { ...options.extensions, code } });
}

function masked(cause: unknown, logger: Logger, options: GraphQLErrorOptions = {}): GraphQLError {
  const reference = randomUUID();
  logger.error({ err: cause, reference }, 'internal error');
  return coded(
    'INTERNAL_SERVER_ERROR',
    `Something went wrong on our side. Quote the reference ${reference} to the service desk.`,
    {
      ...options,
      extensions: { ...options.extensions, reference },
    },
  );
}

/**
 * The errors of a result as clients may see them. Internal errors of the engine are masked and logged. The failure of a
 * subgraph is logged with its cause; its error is passed on unchanged, because it has no address in it.
 */
export function maskErrors(errors: readonly GraphQLError[], logger: Logger): readonly GraphQLError[] {
  return errors.map((error) => {
    const { originalError, extensions, path } = error;
    if (originalError === undefined || originalError === null) return error;
    if (extensions['code'] === 'INTERNAL_SERVER_ERROR') return masked(originalError, logger, { path, extensions });
    logFailedFetch(originalError, extensions, logger);
    return error;
  });
}

/** The errors of deferred results as clients may see them. */
export function maskIncrementalErrors(result: IncrementalResult, logger: Logger): IncrementalResult {
  const mask = <Part extends { readonly errors?: readonly GraphQLError[] }>(part: Part): Part =>
    part.errors === undefined ? part : { ...part, errors: maskErrors(part.errors, logger) };
  const { incremental, completed } = result;
  return {
    ...result,
    ...(incremental ? { incremental: incremental.map((part) => mask(part)) } : {}),
    ...(completed ? { completed: completed.map((part) => mask(part)) } : {}),
  };
}

/**
 * Logs why a fetch failed. A fetch that was not even sent is logged for debugging only: while a subgraph is away this
 * happens to every fetch, and the beginning and the end of that have log lines of their own.
 */
function logFailedFetch(failure: Error, { code, subgraph }: GraphQLErrorExtensions, logger: Logger): void {
  const fields = { code, subgraph };
  if (failure instanceof SubgraphRefusal) logger.debug({ ...fields, reason: failure.message }, 'a fetch was not sent');
  else if (failure instanceof SubgraphFailure) logger.warn({ ...fields, reason: failure.message }, 'a fetch failed');
  else logger.warn({ ...fields, err: failure }, 'a fetch failed');
}

/** The GraphQL errors for a thrown error. An internal error is masked, and logged under the reference that it shows. */
export function toGraphQLErrors(error: unknown, logger: Logger): readonly GraphQLError[] {
  const fault = toFault(error);
  switch (fault.kind) {
    case 'client': {
      const { code, details, retryAfterSeconds } = fault;
      if (details === undefined) {
        const when = retryAfterSeconds === undefined ? {} : { extensions: { retryAfterSeconds } };
        return [coded(code, fault.message, when)];
      }
      return details.map(({ message, nodes, source, positions, extensions }) =>
        coded(code, message, { nodes, source, positions, extensions }),
      );
    }
    case 'subgraph':
      logger.warn({ err: error, code: fault.code }, 'a request failed because of a subgraph');
      return [coded(fault.code, fault.message)];
    case 'internal': {
      const reference = randomUUID();
      logger.error({ err: fault.cause, reference }, 'internal error');
      return [
        coded(
          'INTERNAL_SERVER_ERROR',
          `Something went wrong on our side. Quote the reference ${reference} to the service desk.`,
          { extensions: { reference } },
        ),
      ];
    }
    default:
      return fault satisfies never;
  }
}

export type ResponseMediaType = 'application/json' | 'application/graphql-response+json';

interface Answerable {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/**
 * The HTTP status of a GraphQL response, by its media type. A response with `data` is 200; one without has the status
 * of its first error.
 */
export function httpStatus(response: Answerable, mediaType: ResponseMediaType): number {
  if (response.data !== undefined || response.errors === undefined) return 200;
  const answer = answers.get(response.errors[0]?.extensions?.['code']) ?? wrongDocument;
  return mediaType === 'application/json' ? answer.jsonStatus : answer.status;
}

/** The response headers that belong to a result: when a refused request may be sent again. */
export function headersOf({ errors }: Answerable): Readonly<Record<string, string>> {
  const seconds = errors?.[0]?.extensions?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}

/** The WebSocket close code for a connection that is refused with these errors. */
export function closeCode(errors: readonly GraphQLError[]): number {
  return (answers.get(errors[0]?.extensions['code']) ?? refused(400)).closeCode;
}
