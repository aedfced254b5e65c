import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pickForwardedHeaders } from '../security/forwarded-headers.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Where a request came from, and how the log names it. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly clientAddress: string;
  readonly logger: Logger;
  /** Whether the client asks for the plan of its operation. */
  readonly wantsQueryPlan: boolean;
  /** Passed on with mutations only. */
  readonly traceHeaders: Readonly<Record<string, string>>;
  /** Passed on with every operation, because the configuration lists them. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
}

/** One HTTP request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path of the URL, without the query. */
  readonly path: string;
  readonly origin: RequestOrigin;
}

/** Answers one exchange. A rejection is an internal error, which the server masks. */
export type Route = (exchange: Exchange) => Promise<void> | void;

interface OriginOptions {
  readonly logger: Logger;
  /** The number of proxies in front; each of them appends its client to `x-forwarded-for`. */
  readonly trustedProxies: number;
  /** The lower-case names of the headers that subgraphs get. */
  readonly forwardHeaders: readonly string[];
}

/** The address that the outermost trusted proxy saw. Anybody could have written the addresses to its left. */
function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (trustedProxies === 0 || typeof forwarded !== 'string') return peer;
  return forwarded.split(',').at(-trustedProxies)?.trim() ?? peer;
}

/** Reads what identifies a request. A client's request id is kept when it is a short plain text. */
export function readOrigin(request: IncomingMessage, options: OriginOptions): RequestOrigin {
  const { logger, trustedProxies, forwardHeaders } = options;
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const { traceparent } = request.headers;
  const traced = typeof traceparent === 'string' && TRACEPARENT.test(traceparent);
  return {
    requestId,
    clientAddress: clientAddress(request, trustedProxies),
    logger: logger.child({ requestId }),
    wantsQueryPlan: request.headers['x-tiergraph-query-plan'] === '1',
    forwardedHeaders: pickForwardedHeaders(request.headers, forwardHeaders),
    traceHeaders: traced ? { 'x-request-id': requestId, traceparent } : { 'x-request-id': requestId },
  };
}

/** Aborted when the client has disconnected before it was answered. */
export function abandoned({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Sends a whole response. A body without a type is plain text. */
export function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' });
}
