import { createHmac, timingSafeEqual } from 'node:crypto';

import type { SimulatorSettings } from '../settings.ts';

/**
 * Issues a token for client credentials (RFC 6749 §4.4), or returns the error of §5.2. Tokens are signed instead of stored,
 * so that they stay valid after a restart.
 */
export function issueToken(
  settings: SimulatorSettings,
  tenant: string,
  form: URLSearchParams,
): { readonly status: number; readonly body: Record<string, unknown> } {
  if (form.get('grant_type') !== 'client_credentials') {
    return { status: 400, body: { error: 'unsupported_grant_type' } };
  }
  if (form.get('client_id') !== settings.clientId || form.get('client_secret') !== settings.clientSecret) {
    return { status: 401, body: { error: 'invalid_client', error_description: 'The client credentials are wrong.' } };
  }
  const expiresAtMs = settings.realNow() + settings.tokenLifetimeSeconds * 1000;
  const claims = Buffer.from(JSON.stringify({ tenant, expiresAtMs })).toString('base64url');
  const body = {
    token_type: 'Bearer',
    expires_in: settings.tokenLifetimeSeconds,
    access_token: `${claims}.${signature(settings, claims)}`,
  };
  return { status: 200, body };
}

/** The partner tenant a bearer token was issued for; null when it is missing, forged or expired. */
export function tenantOfToken(settings: SimulatorSettings, authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const [, claims, given] = /^Bearer ([^.]+)\.([^.]+)$/.exec(authorization) ?? [];
  if (claims === undefined || given === undefined) return null;
  const expected = Buffer.from(signature(settings, claims));
  const actual = Buffer.from(given);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
  const { tenant, expiresAtMs } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    tenant: string;
    expiresAtMs: number;
  };
  return expiresAtMs > settings.realNow() ? tenant : null;
}

function signature(settings: SimulatorSettings, claims: string): string {
  return createHmac('sha256', settings.clientSecret).update(claims).digest('base64url');
}
