import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Admission } from '../../admission.ts';
import { toGraphQLErrors } from '../../errors.ts';
import { hasAllowedOrigin } from '../../security/allowed-origin.ts';
import type { Authenticate } from '../../security/authenticate.ts';
import type { AskEndpoint, EndpointAnswer } from '../../subgraph-clients/endpoint-client.ts';
import { abandoned, send, type Exchange, type Route } from '../exchange.ts';
import { readBody } from './read-body.ts';

/** A path that a subgraph answers besides the graph. */
export interface EndpointTarget {
  readonly subgraph: string;
  readonly ask: AskEndpoint;
}

interface EndpointParts {
  readonly authenticate: Authenticate;
  readonly admission: Admission;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly timeoutMs: number;
}

/**
 * What protects the reader of a page: it runs no scripts, loads nothing, is shown in no frame, is kept nowhere, and its address,
 * which may hold a token, is told to no other site.
 */
const PROTECTION = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  // With "no-referrer" a browser would not say which page a form came from.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Passes the requests for a path on to the subgraph that answers them, under the same protection as operations. */
export function createEndpointRoute({ subgraph, ask }: EndpointTarget, parts: EndpointParts): Route {
  return async (exchange) => {
    const { request, response, origin } = exchange;
    const { method = 'GET' } = request;
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
      return send(response, 405, 'Use GET or POST.', { allow: 'GET, HEAD, POST' });
    }
    if (method === 'POST' && !hasAllowedOrigin(request, parts.allowedOrigins)) {
      return send(response, 403, 'This origin is not allowed.');
    }
    const body = await readBody(exchange);
    if (body === undefined) return;
    await askWithin(exchange, parts, async (signal) => {
      const caller = await parts.authenticate(undefined, origin.clientAddress);
      return await ask({
        method: method === 'POST' ? 'POST' : 'GET',
        url: request.url ?? exchange.path,
        contentType: request.headers['content-type'],
        authorization: request.headers.authorization,
        cookie: request.headers.cookie,
        body,
        headers: { ...origin.traceHeaders, ...caller.headersFor(subgraph) },
        signal,
      });
    });
  };
}

/** Sends an answer; a download no faster than it is taken. What breaks off is cut, so that nobody takes it for the whole. */
async function sendAnswer(
  { request, response, origin }: Exchange,
  { status, headers, body }: EndpointAnswer,
): Promise<void> {
  if (typeof body === 'string') return send(response, status, body, { ...headers, ...PROTECTION });
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers, ...PROTECTION });
  try {
    const parts = Readable.from(body);
    if (request.method !== 'HEAD') return await pipeline(parts, response);
    parts.destroy();
    response.end();
  } catch (error) {
    origin.logger.warn({ err: error }, 'a download of a subgraph broke off');
    response.destroy();
  }
}

/** Takes a place until the answer is sent, and gives a person something to read when there is none. */
async function askWithin(
  exchange: Exchange,
  { admission, timeoutMs }: EndpointParts,
  ask: (signal: AbortSignal) => Promise<EndpointAnswer>,
): Promise<void> {
  const gone = abandoned(exchange);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('It took too long', 'TimeoutError')), timeoutMs);
  let leave: (() => void) | undefined;
  try {
    leave = (await admission.enter('stranger', gone)).take();
    const answer = await ask(AbortSignal.any([gone, late.signal])).finally(() => clearTimeout(timer));
    await sendAnswer(exchange, answer);
  } catch (error) {
    const { logger } = exchange.origin;
    if (leave === undefined) toGraphQLErrors(error, logger);
    else if (!gone.aborted) logger.warn({ err: error }, 'a subgraph did not answer one of its pages');
    await sendAnswer(exchange, {
      status: 503,
      headers: { 'retry-after': '5' },
      body: 'This page cannot be shown at the moment. Try again in a few seconds.',
    });
  } finally {
    clearTimeout(timer);
    leave?.();
  }
}
