import { PartnerCenterError } from './partner-center-errors.ts';
import type { PartnerCenterFailure } from './partner-center-errors.ts';
import { failureOfExchange, readAnswer, retryAfterMs } from '../../http-exchange.ts';
import type { Answer } from '../../http-exchange.ts';
import { object, text, UnexpectedAnswer } from './partner-center-fields.ts';
import type { PartnerCenterCall, PartnerCenterLink } from './partner-center-types.ts';

const OPERATION = 'findTenantId';

/**
 * Finds the id of the tenant that holds a domain; undefined when no tenant does. The token host publishes an OpenID
 * configuration for each domain, and its issuer contains the tenant's id (OpenID Connect Discovery 1.0 §4). Rejects
 * with a `PartnerCenterError`.
 */
export async function findTenantId(
  options: PartnerCenterLink,
  domain: string,
  call: PartnerCenterCall,
): Promise<string | undefined> {
  const path = `/${encodeURIComponent(domain.toLowerCase())}/v2.0/.well-known/openid-configuration`;
  const answer = await read(options, new URL(path, options.tokenBaseUrl ?? options.baseUrl), call);
  if (answer.status === 400 || answer.status === 404) return undefined;
  if (answer.status !== 200) throw new PartnerCenterError(OPERATION, failureOf(answer));
  try {
    return tenantIdOfIssuer(answer.body);
  } catch {
    throw new PartnerCenterError(OPERATION, { kind: 'unavailable', reason: 'unexpected OpenID configuration' });
  }
}

async function read(options: PartnerCenterLink, url: URL, { signal }: PartnerCenterCall): Promise<Answer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await options.fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    return await readAnswer(response);
  } catch (error) {
    throw new PartnerCenterError(OPERATION, failureOfExchange(error, 'GET'));
  }
}

function failureOf({ status, headers }: Answer): PartnerCenterFailure {
  return status === 429
    ? { kind: 'throttled', retryAfterMs: retryAfterMs(headers) }
    : { kind: 'unavailable', reason: `the token host failed with HTTP ${status}` };
}

/** The issuer is the token host's address with the tenant's id as the first segment of its path. */
function tenantIdOfIssuer(body: unknown): string {
  const issuer = text(object(body, 'configuration'), 'issuer');
  const tenantId = /^https?:\/\/[^/]+\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/i.exec(issuer)?.[1];
  if (tenantId === undefined) throw new UnexpectedAnswer('issuer has no tenant id');
  return tenantId.toLowerCase();
}
