import { errors, type JWTPayload } from 'jose';
import type { AccessTokenKeys } from './access-token-keys.ts';
import { parseToken, verifyToken } from './verify-token.ts';

const ISSUER = 'tiergraph';
const AUDIENCE = 'tiergraph';

/**
 * Clocks of gateway and issuer may differ by this much; an open stream still ends at the expiry itself. Nothing that is
 * made from an access token lives longer than the token and these seconds.
 */
export const ACCESS_TOKEN_LEEWAY_S = 5;

/**
 * Verifies an access token and gives its claims. The algorithm is pinned, and the key is the one of that id in the
 * issuer's set: nothing the token says of itself can widen the choice. Throws one of jose's errors.
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
