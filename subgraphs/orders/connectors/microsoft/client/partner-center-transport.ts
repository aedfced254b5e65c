import { PartnerCenterError } from './partner-center-errors.ts';
import type { PartnerCenterFailure } from './partner-center-errors.ts';
import { failureOfExchange, readAnswer, retryAfterMs, uncertain } from './partner-center-exchange.ts';
import type { Answer } from './partner-center-exchange.ts';
import { errorBody } from './partner-center-parsers.ts';
import { createTokenSource } from './partner-center-token.ts';
import type { PartnerCenterCall, PartnerCenterConnection } from './partner-center-types.ts';

export interface PartnerCenterRequest<T> {
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** Which page of a collection to go on with. */
  readonly continuationToken?: string | undefined;
  readonly call: PartnerCenterCall;
  readonly parse: (body: unknown) => T;
}

export type PartnerCenterTransport = <T>(request: PartnerCenterRequest<T>) => Promise<T>;

/**
 * Sends one request with a valid token and turns everything but a parsed success into a `PartnerCenterError`.
 * It repeats nothing, except once after a 401, which the vendor answers before it looks at the request.
 */
export function createTransport(options: PartnerCenterConnection): PartnerCenterTransport {
  const tokens = createTokenSource(options);
  return async <T>(request: PartnerCenterRequest<T>): Promise<T> => {
    const fail = (failure: PartnerCenterFailure): never => {
      throw new PartnerCenterError(request.operation, failure);
    };
    const exchange = async (token: string): Promise<Answer> => {
      try {
        return await send(options, request, token);
      } catch (error) {
        return fail(failureOfExchange(error, request.method));
      }
    };
    let token = await tokens.get(request.operation);
    if (request.call.signal?.aborted === true) fail({ kind: 'unavailable', reason: 'aborted before it was sent' });
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
      return fail(
        uncertain(request.method, `unexpected answer: ${error instanceof Error ? error.message : 'unreadable'}`),
      );
    }
  };
}

async function send(
  options: PartnerCenterConnection,
  request: PartnerCenterRequest<unknown>,
  token: string,
): Promise<Answer> {
  const { call, method, body, ifMatch, continuationToken } = request;
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
  const response = await fetch(new URL(request.path, options.baseUrl), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
    signal: call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]),
  });
  return readAnswer(response);
}

function failureOfAnswer(answer: Answer, method: string): PartnerCenterFailure {
  const { status, headers, body } = answer;
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(headers) };
  if (status >= 500) return uncertain(method, `the vendor failed with HTTP ${status}`);
  return { kind: 'rejected', httpStatus: status, ...errorBody(body, status) };
}
