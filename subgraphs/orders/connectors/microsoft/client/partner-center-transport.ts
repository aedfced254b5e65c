import { callAt } from '../../../../shared/process/failpoint.ts';
import { readErrorBody } from './error-body.ts';
import { PartnerCenterError } from './partner-center-errors.ts';
import type { PartnerCenterFailure } from './partner-center-errors.ts';
import { failureOfExchange, readAnswer, retryAfterMs, uncertain } from '../../http-exchange.ts';
import type { Answer } from '../../http-exchange.ts';
import { createTokenSource } from './partner-center-token.ts';
import type { PartnerCenterCall, PartnerCenterLink } from './partner-center-types.ts';

/** A request as data, with the parser of its answer. */
export interface PartnerCenterRequest<T> {
  /** Names the request in errors. */
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  /** The ETag that the resource must still have. */
  readonly ifMatch?: string | undefined;
  /** The page of a collection to read; undefined for the first page. */
  readonly continuationToken?: string | undefined;
  readonly parse: (body: unknown) => T;
}

/** Sends a request and returns its parsed answer. Rejects with a `PartnerCenterError` and nothing else. */
export type PartnerCenterTransport = <T>(request: PartnerCenterRequest<T>, call: PartnerCenterCall) => Promise<T>;

/**
 * Creates a transport, which sends each request with a valid token and turns everything but a parsed success into a
 * `PartnerCenterError`. It never repeats a request, except once after a 401, which Microsoft answers before it
 * processes the request.
 */
export function createTransport(options: PartnerCenterLink): PartnerCenterTransport {
  const tokens = createTokenSource(options);
  return async <T>(request: PartnerCenterRequest<T>, call: PartnerCenterCall): Promise<T> => {
    const fail = (failure: PartnerCenterFailure): never => {
      throw new PartnerCenterError(request.operation, failure);
    };
    const exchange = async (token: string): Promise<Answer> => {
      try {
        return await callAt('vendor', () => send(options, request, call, token));
      } catch (error) {
        return fail(failureOfExchange(error, request.method));
      }
    };
    let token = await tokens.get(request.operation);
    if (call.signal?.aborted === true) fail({ kind: 'unavailable', reason: 'aborted before it was sent' });
    let answer = await exchange(token);
    if (answer.status === 401) {
      tokens.forget(token);
      token = await tokens.get(request.operation);
      answer = await exchange(token);
    }
    if (answer.status >= 300) return fail(failureOfAnswer(answer, request.method));
    try {
      return request.parse(answer.body);
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'unreadable';
      return fail(uncertain(request.method, `unexpected answer: ${detail}`));
    }
  };
}

async function send(
  options: PartnerCenterLink,
  request: PartnerCenterRequest<unknown>,
  call: PartnerCenterCall,
  token: string,
): Promise<Answer> {
  const { method, body, ifMatch, continuationToken } = request;
  const headers: Record<string, string> = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'ms-requestid': call.requestId,
    'ms-correlationid': call.correlationId,
  };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  if (continuationToken !== undefined) headers['ms-continuationtoken'] = continuationToken;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const response = await options.fetch(new URL(request.path, options.baseUrl), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
    signal: call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]),
  });
  return readAnswer(response);
}

function failureOfAnswer({ status, headers, body }: Answer, method: string): PartnerCenterFailure {
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(headers) };
  if (status >= 500) return uncertain(method, `Microsoft failed with HTTP ${status}`);
  return { kind: 'rejected', httpStatus: status, ...readErrorBody(body, status) };
}
