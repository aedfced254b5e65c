import { partnerCenterCodes, PartnerCenterError } from './partner-center-errors.ts';
import type { PartnerCenterFailure } from './partner-center-errors.ts';
import { failureOfExchange, readAnswer, retryAfterMs } from '../../http-exchange.ts';
import type { Answer } from '../../http-exchange.ts';
import { integer, object, text } from './partner-center-fields.ts';
import type { PartnerCenterLink } from './partner-center-types.ts';

/** Supplies the access token for every request. */
export interface TokenSource {
  /** Returns a token that has not expired. Rejects with a `PartnerCenterError` that names the operation. */
  get(operation: string): Promise<string>;
  /** Removes a refused token from the cache, unless another one has replaced it. */
  forget(token: string): void;
}

interface CachedToken {
  readonly value: string;
  readonly refreshAtMs: number;
}

/** The share of a token's lifetime after which a new one is fetched, so that no token expires while it is sent. */
const refreshShare = 0.9;

/** Fetches client-credentials tokens (RFC 6749 §4.4). All callers that wait at the same time share one request. */
export function createTokenSource(options: PartnerCenterLink): TokenSource {
  const now = options.now ?? (() => performance.now());
  let cached: CachedToken | undefined;
  let pending: Promise<CachedToken> | undefined;

  const refresh = (operation: string): Promise<CachedToken> => {
    pending ??= fetchToken(options, operation, now)
      .then((fetched) => (cached = fetched))
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    async get(operation) {
      if (cached !== undefined && now() < cached.refreshAtMs) return cached.value;
      return (await refresh(operation)).value;
    },
    forget(token) {
      if (cached?.value === token) cached = undefined;
    },
  };
}

async function fetchToken(options: PartnerCenterLink, operation: string, now: () => number): Promise<CachedToken> {
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

/** The token endpoint's answer (RFC 6749 §5.1). */
function parseToken(body: unknown): { readonly accessToken: string; readonly expiresInSeconds: number } {
  const from = object(body, 'token');
  return { accessToken: text(from, 'access_token'), expiresInSeconds: integer(from, 'expires_in') };
}

async function requestToken(options: PartnerCenterLink, operation: string): Promise<Answer> {
  const url = new URL(
    `/${encodeURIComponent(options.partnerTenant ?? 'partner')}/oauth2/v2.0/token`,
    options.tokenBaseUrl ?? options.baseUrl,
  );
  try {
    const response = await options.fetch(url, {
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
    // The caller's own request was not sent yet, so its outcome is never in doubt: this counts as a read.
    throw new PartnerCenterError(operation, failureOfExchange(error, 'GET'));
  }
}

function failureOfToken(answer: Answer): PartnerCenterFailure {
  if (answer.status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(answer.headers) };
  if (answer.status >= 500) return { kind: 'unavailable', reason: `token endpoint failed with HTTP ${answer.status}` };
  return {
    kind: 'rejected',
    code: partnerCenterCodes.credentialsRefused,
    description: 'Microsoft refused the client credentials of the indirect provider.',
    httpStatus: answer.status,
    details: [],
  };
}
