import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { invalidInput, Refusal, refusalBody } from './refusal.ts';
import type { Outcome } from './route-types.ts';
import { matchRoute } from './routes.ts';
import type { MatchedRoute } from './routes.ts';
import type { SimulatorSettings } from '../settings.ts';
import { issueToken, tenantOfToken } from './tokens.ts';
import type { Vendor } from '../vendor/vendor.ts';

const maxBodyBytes = 1_000_000;

export interface HttpSide {
  readonly vendor: Vendor;
  readonly settings: SimulatorSettings;
  readonly throttle: (tenant: string) => number | null;
  readonly baseUrl: () => string;
}

/**
 * Answers one HTTP request. A token request is answered at once; any other is matched with a route, checked for its token
 * and its rate, and handled by the vendor. Never rejects.
 */
export async function handleHttp(side: HttpSide, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = headerOf(request, 'ms-requestid') ?? side.settings.newId();
  const correlationId = headerOf(request, 'ms-correlationid') ?? side.settings.newId();
  const echoed = { 'ms-requestid': requestId, 'ms-correlationid': correlationId };
  try {
    const outcome = await outcomeOf(side, request, requestId).catch(refusedOutcome);
    if (side.settings.latencyMs > 0) await delay(side.settings.latencyMs);
    if (outcome === null) request.socket.destroy();
    else answer(request, response, { ...outcome, headers: { ...echoed, ...outcome.headers } });
  } catch (error) {
    answer(request, response, { ...refusedOutcome(error), headers: echoed });
  }
}

function refusedOutcome(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : 'no reason';
  const refusal = error instanceof Refusal ? error : new Refusal(503, '503', `The simulator failed: ${reason}`);
  return { status: refusal.status, body: refusalBody(refusal), headers: refusal.headers };
}

/** The answer; null when the socket must be destroyed instead. */
async function outcomeOf(side: HttpSide, request: IncomingMessage, requestId: string): Promise<Outcome | null> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1];
  const text = await readBody(request);
  if (tenant !== undefined && method === 'POST') return issueToken(side.settings, tenant, new URLSearchParams(text));
  const { route, params } = findRoute(method, url.pathname);
  if (route.open !== true) admit(side, request);
  const reply = side.vendor.handle(
    route,
    {
      method,
      path: url.pathname,
      params,
      query: url.searchParams,
      body: parseBody(text),
      ifMatch: headerOf(request, 'if-match'),
      continuationToken: headerOf(request, 'ms-continuationtoken'),
      requestId,
    },
    side.baseUrl(),
  );
  return reply.kind === 'drop' ? null : reply.outcome;
}

function findRoute(method: string, path: string): MatchedRoute {
  let matched: ReturnType<typeof matchRoute>;
  try {
    matched = matchRoute(method, path);
  } catch {
    throw invalidInput('The path is badly encoded.');
  }
  if (matched === null) throw new Refusal(404, '404', 'There is no such resource.');
  if (matched === 'method') throw new Refusal(405, '405', 'The resource does not take this method.');
  return matched;
}

function admit(side: HttpSide, request: IncomingMessage): void {
  const tenant = tenantOfToken(side.settings, request.headers.authorization);
  if (tenant === null) {
    throw new Refusal(401, '401', 'A valid token is required.', { headers: { 'www-authenticate': 'Bearer' } });
  }
  const waitSeconds = side.throttle(tenant);
  if (waitSeconds !== null) {
    throw new Refusal(429, '429', 'Too many requests.', { headers: { 'retry-after': String(waitSeconds) } });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // A body that is too large is still read to its end: stopping early would destroy the socket before the answer.
    if (length <= maxBodyBytes) chunks.push(chunk);
  }
  if (length > maxBodyBytes) throw new Refusal(413, '413', 'The body is larger than 1 MB.');
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput('The body is not JSON.');
  }
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function answer(request: IncomingMessage, response: ServerResponse, outcome: Outcome): void {
  // The caller may have closed the connection while the request waited.
  if (request.socket.destroyed) return;
  const hasBody = outcome.body !== undefined && request.method !== 'HEAD';
  const type = hasBody ? { 'content-type': 'application/json; charset=utf-8' } : {};
  response.writeHead(outcome.status, { ...outcome.headers, ...type });
  response.end(hasBody ? JSON.stringify(outcome.body) : undefined);
}
