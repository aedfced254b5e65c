import { errors, type JWTPayload } from 'jose';
import type { AccessTokenKeys } from './access-token-keys.ts';
import { parseToken, verifyToken } from './verify-token.ts';

const ISSUER = 'tiergraph';
const AUDIENCE = 'tiergraph';

/**
 * How much the clocks of gateway and issuer may differ. An open stream still ends exactly when its token expires.
 * Nothing that is made from an access token lives longer than the token and this leeway.
 */
export const ACCESS_TOKEN_LEEWAY_S = 60;

/**
 * Verifies an access token and returns its claims. The algorithm is fixed, and the key is the one with the token's key
 * id in the issuer's set, so that the token cannot widen the choice. Throws one of jose's errors.
 */
export async function verifyAccessToken(token: string, keys: AccessTokenKeys, nowMs: number): Promise<JWTPayload> {
  const parsed = parseToken(token);
  const key = parsed.kid === undefined ? undefined : await keys.getKey(parsed.kid);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return verifyToken(parsed, key, {
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['exp', 'iat', 'sub'],
    clockTolerance: ACCESS_TOKEN_LEEWAY_S,
    currentDate: new Date(nowMs),
  });
}
