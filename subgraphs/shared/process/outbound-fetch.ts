import { Agent, fetch as fetchThrough } from 'undici';

/** Like the global one. */
export type Fetch = typeof globalThis.fetch;

/**
 * A connection that nothing was sent over for so long is closed, whatever the server offers: it may have gone silent
 * meanwhile, and HTTP has no means to ask. So only requests within this time after a silence began can get stuck.
 */
const IDLE_MS = 1_000;
const CONNECT_MS = 3_000;
const HEADERS_MS = 30_000;
/** How long a server may be silent in the middle of an answer. */
const BODY_MS = 10_000;

/** Creates a `fetch` with connections of its own, none of which waits without a limit; callers bound the whole request. */
export function createFetch(): Fetch {
  const dispatcher = new Agent({
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    connectTimeout: CONNECT_MS,
    headersTimeout: HEADERS_MS,
    bodyTimeout: BODY_MS,
  });
  const fetchWithLimits: unknown = (input: string | URL, init: object = {}) =>
    fetchThrough(input, { ...init, dispatcher });
  return fetchWithLimits as Fetch;
}
