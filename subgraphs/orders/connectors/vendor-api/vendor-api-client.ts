import { callAt } from '../../../shared/process/failpoint.ts';
import { failureOfExchange, readAnswer, retryAfterMs, uncertain, type Answer } from '../http-exchange.ts';
import { readVendorOrder, type SentOrder, type VendorOrder } from './vendor-api-types.ts';

/** Why a call has no result, by what can be done next. */
export type VendorApiFailure =
  | { readonly kind: 'rejected'; readonly status: number; readonly code: string; readonly description: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'unavailable' | 'unknown-outcome'; readonly reason: string };

/** What came of a call. */
export type Called<T> =
  { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'failed'; readonly failure: VendorApiFailure };

/** What a client needs to reach one vendor. */
export interface VendorApiLink {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  /** How long one call may take. */
  readonly timeoutMs: number;
}

/** A vendor's interface for orders. Every call can be repeated: an order has the id that the platform gave it. */
export interface VendorApiClient {
  /** Sends an order. Answers the one that has the id already when it was sent before. */
  send(id: string, order: SentOrder, signal: AbortSignal): Promise<Called<VendorOrder>>;
  /** Looks for an order; undefined when the vendor has none with the id. */
  find(id: string, signal: AbortSignal): Promise<Called<VendorOrder | undefined>>;
}

const MAX_WORDS = 500;

/** Makes the client of one vendor. */
export function createVendorApiClient(link: VendorApiLink): VendorApiClient {
  const call = async (method: 'GET' | 'PUT', id: string, body: SentOrder | undefined, signal: AbortSignal) => {
    const exchange = (): Promise<Answer> => send(link, { method, id, body, signal });
    try {
      return { kind: 'answered', value: await callAt('vendor', exchange) } as const;
    } catch (error) {
      return { kind: 'failed', failure: failureOfExchange(error, method) } as const;
    }
  };
  return {
    async send(id, order, signal) {
      const called = await call('PUT', id, order, signal);
      return called.kind === 'failed' ? called : readResult(called.value, 'PUT');
    },
    async find(id, signal) {
      const called = await call('GET', id, undefined, signal);
      if (called.kind === 'answered' && called.value.status === 404) return { kind: 'answered', value: undefined };
      return called.kind === 'failed' ? called : readResult(called.value, 'GET');
    },
  };
}

interface Request {
  readonly method: 'GET' | 'PUT';
  readonly id: string;
  readonly body: SentOrder | undefined;
  readonly signal: AbortSignal;
}

async function send(link: VendorApiLink, { method, id, body, signal }: Request): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', authorization: `Bearer ${link.token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await link.fetch(`${link.baseUrl}/orders/${encodeURIComponent(id)}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(link.timeoutMs), signal]),
  });
  return readAnswer(response);
}

function readResult({ status, headers, body }: Answer, method: 'GET' | 'PUT'): Called<VendorOrder> {
  const failed = (failure: VendorApiFailure): Called<VendorOrder> => ({ kind: 'failed', failure });
  if (status === 429) return failed({ kind: 'throttled', retryAfterMs: retryAfterMs(headers) });
  if (status >= 500 || (status >= 300 && status < 400)) return failed(uncertain(method, `HTTP ${status}`));
  if (status >= 400) return failed({ kind: 'rejected', status, ...readReason(body) });
  const order = readVendorOrder(body);
  return order === undefined ? failed(uncertain(method, 'unexpected answer')) : { kind: 'answered', value: order };
}

function readReason(body: unknown): { readonly code: string; readonly description: string } {
  const { code, message } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_WORDS).toWellFormed() : '');
  return { code: text(code), description: text(message) };
}
