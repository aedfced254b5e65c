import type { PartnerCenterFailure } from './partner-center-errors.ts';

/** One answer of the vendor with its body read to the end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Failures of a connection that was never made: the request cannot have been applied. */
const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Reads the body; one that is not JSON becomes undefined, so that only its status counts. */
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

/** What a thrown `fetch` means: not sent, or sent with nobody knowing what became of it. */
export function failureOfExchange(error: unknown, method: string): PartnerCenterFailure {
  const code = causeCode(error);
  if (code !== null && notSentCodes.has(code)) {
    return { kind: 'unavailable', reason: `cannot connect (${code})` };
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return uncertain(method, 'no answer in time');
  if (name === 'AbortError') return uncertain(method, 'aborted by the caller');
  return uncertain(method, `the connection broke (${code ?? 'no code'})`);
}

function causeCode(error: unknown): string | null {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null) return null;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  // Every address of a name refused: the reasons are collected in an AggregateError.
  if (cause instanceof AggregateError) return causeCode(new Error('', { cause: cause.errors[0] }));
  return null;
}

/** A read that failed changed nothing; a write that failed may have. */
export function uncertain(method: string, reason: string): PartnerCenterFailure {
  const reads = method === 'GET' || method === 'HEAD';
  return reads ? { kind: 'unavailable', reason } : { kind: 'unknown-outcome', reason };
}

/** Seconds or a date (RFC 9110 §10.2.3); a minute, the vendor's window, when the header is missing or unreadable. */
export function retryAfterMs(headers: Headers): number {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 60_000 : Math.max(0, at - Date.now());
}
