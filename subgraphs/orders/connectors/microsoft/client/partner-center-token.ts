import { PartnerCenterError } from './partner-center-errors.ts';
import type { PartnerCenterFailure } from './partner-center-errors.ts';
import { failureOfExchange, readAnswer, retryAfterMs } from './partner-center-exchange.ts';
import type { Answer } from './partner-center-exchange.ts';
import { token as parseToken } from './partner-center-parsers.ts';
import type { PartnerCenterConnection } from './partner-center-types.ts';

export interface TokenSource {
  /** A token that is valid for a while; rejects with a `PartnerCenterError` that names the operation. */
  get(operation: string): Promise<string>;
  /** Drops the token if it is still the cached one. */
  forget(token: string): void;
}

interface CachedToken {
  readonly value: string;
  readonly refreshAtMs: number;
}

/** Share of a token's life after which a new one is fetched, so that none expires on its way. */
const refreshShare = 0.9;

/** Fetches client-credentials tokens (RFC 6749 §4.4), one at a time however many callers wait. */
export function createTokenSource(options: PartnerCenterConnection): TokenSource {
  const now = options.now ?? Date.now;
  let cached: CachedToken | null = null;
  let pending: Promise<CachedToken> | null = null;

  const refresh = (operation: string): Promise<CachedToken> => {
    pending ??= fetchToken(options, operation, now)
      .then((fetched) => (cached = fetched))
      .finally(() => (pending = null));
    return pending;
  };
  return {
    async get(operation) {
      if (cached !== null && now() < cached.refreshAtMs) return cached.value;
      return (await refresh(operation)).value;
    },
    forget(token) {
      if (cached?.value === token) cached = null;
    },
  };
}

async function fetchToken(
  options: PartnerCenterConnection,
  operation: string,
  now: () => number,
): Promise<CachedToken> {
  const askedAtMs = now();
  const answer = await requestToken(options, operation);
  if (answer.status !== 200) throw new PartnerCenterError(operation, failureOfToken(answer));
  try {
    const { accessToken, expiresInSeconds } = parseToken(answer.body);
    return { value: accessToken, refreshAtMs: askedAtMs + expiresInSeconds * 1000 * refreshShare };
  } catch {
    throw new PartnerCenterError(operation, { kind: 'unavailable', reason: 'unexpected answer to the token request' });
  }
}

async function requestToken(options: PartnerCenterConnection, operation: string): Promise<Answer> {
  const url = new URL(
    `/${encodeURIComponent(options.partnerTenant ?? 'partner')}/oauth2/v2.0/token`,
    options.tokenBaseUrl ?? options.baseUrl,
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: options.clientId,
        client_secret: options.clientSecret,
        scope: new URL('/.default', options.baseUrl).href,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return await readAnswer(response);
  } catch (error) {
    // The caller's own request was not sent yet, so a broken token exchange leaves no doubt about it.
    throw new PartnerCenterError(operation, failureOfExchange(error, 'GET'));
  }
}

function failureOfToken(answer: Answer): PartnerCenterFailure {
  if (answer.status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(answer.headers) };
  if (answer.status >= 500) return { kind: 'unavailable', reason: `token endpoint failed with HTTP ${answer.status}` };
  return {
    kind: 'rejected',
    code: 'invalid_client',
    description: 'The vendor refused the client credentials.',
    httpStatus: answer.status,
    details: [],
  };
}
