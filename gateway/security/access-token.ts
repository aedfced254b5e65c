import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { AccessTokenKeys } from './access-token-keys.ts';

const ISSUER = 'tiergraph';
const AUDIENCE = 'tiergraph';

/** Clocks of gateway and issuer may differ by this much; an open stream still ends at the expiry itself. */
const LEEWAY_S = 5;

/**
 * Verifies an access token and gives its claims. The algorithm is pinned, and the key is the one of that id in the
 * issuer's set: nothing the token says of itself can widen the choice. Throws one of jose's errors.
 */
export async function verifyAccessToken(token: string, keys: AccessTokenKeys, nowMs: number): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    token,
    async ({ kid }) => {
      const key = kid === undefined ? undefined : await keys.getKey(kid);
      if (key === undefined) throw new errors.JWKSNoMatchingKey();
      return key;
    },
    {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: LEEWAY_S,
      currentDate: new Date(nowMs),
    },
  );
  return payload;
}
