/** A complete HTTP answer of a vendor. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined when the body was empty or not JSON. */
  readonly body: unknown;
}

/** Why a request has no usable answer. */
export type ExchangeFailure =
  /** A write may or may not have been applied. Look up what happened before sending anything again. */
  | { readonly kind: 'unknown-outcome'; readonly reason: string }
  /** Nothing was applied. The same request may be sent again. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Errors of a connection that was never made, so the request cannot have been applied. */
const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Reads an answer to its end. A body that is not JSON becomes undefined, so that only the status counts. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, body };
}

/** Says what an error of `fetch` means: the request was not sent, or was sent and its outcome is unknown. */
export function failureOfExchange(error: unknown, method: string): ExchangeFailure {
  const code = causeCode(error);
  if (code !== undefined && notSentCodes.has(code)) {
    return { kind: 'unavailable', reason: `cannot connect (${code})` };
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return uncertain(method, 'no answer in time');
  if (name === 'AbortError') return uncertain(method, 'aborted by the caller');
  return uncertain(method, `the connection broke (${code ?? 'no code'})`);
}

function causeCode(error: unknown): string | undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  // When every address of a host name refuses, the reasons are collected in an AggregateError.
  if (cause instanceof AggregateError) return causeCode(new Error('', { cause: cause.errors[0] }));
  return undefined;
}

/** The failure of a request without a usable answer: a read changed nothing, a write may have changed something. */
export function uncertain(method: string, reason: string): ExchangeFailure {
  const reads = method === 'GET' || method === 'HEAD';
  return reads ? { kind: 'unavailable', reason } : { kind: 'unknown-outcome', reason };
}

/** A pause that is long enough where none is named, such as for Microsoft's throttling window. */
const DEFAULT_RETRY_MS = 60_000;

/**
 * Reads how long to wait from `Retry-After`, which holds seconds or a date (RFC 9110 §10.2.3). Returns one minute when
 * the header is missing or unreadable.
 */
export function retryAfterMs(headers: Headers): number {
  const value = headers.get('retry-after');
  if (value === null) return DEFAULT_RETRY_MS;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // A date is one of the server's clock, which the answer tells too.
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? DEFAULT_RETRY_MS : Math.max(0, waitMs);
}
