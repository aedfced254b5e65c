import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { unauthenticated } from './errors.ts';
import { isPermission } from './permission.ts';
import type { AccountKind, Principal } from './principal.ts';

/** Bytes of the heap that verified tokens and their principals may take: some eight thousand. */
const MAX_VERIFIED_BYTES = 16 * 1024 * 1024;
const PRINCIPAL_BYTES = 1_200;

/** The header in which the gateway hands a subgraph the signed principal. */
export const CONTEXT_HEADER = 'x-tiergraph-context';

/** Reads the principal from the context header's value. Throws UNAUTHENTICATED for anything the gateway did not sign. */
export type ReadSignedContext = (token: string | undefined) => Promise<Principal>;

const ACCOUNT_KINDS: ReadonlySet<string> = new Set(['PROVIDER', 'RESELLER', 'CUSTOMER']);

function text(payload: JWTPayload, claim: string): string {
  const value = payload[claim];
  if (typeof value !== 'string') throw unauthenticated();
  return value;
}

function toPrincipal(payload: JWTPayload): Principal {
  const clientAddress = typeof payload['rip'] === 'string' ? payload['rip'] : '';
  const kind = text(payload, 'kind');
  if (kind === 'anonymous') return { kind, clientAddress };
  const accountType = text(payload, 'atype');
  const permissions = payload['perms'];
  const tokenExpiresAt = payload['tx'];
  if ((kind !== 'user' && kind !== 'client') || !ACCOUNT_KINDS.has(accountType)) throw unauthenticated();
  if (!Array.isArray(permissions) || typeof tokenExpiresAt !== 'number') throw unauthenticated();
  return {
    kind,
    subject: text(payload, 'sub'),
    sessionId: text(payload, 'sid'),
    accountId: text(payload, 'acc'),
    accountType: accountType as AccountKind,
    path: text(payload, 'path'),
    permissions: new Set(permissions.filter((name) => typeof name === 'string').filter(isPermission)),
    actingFrom: typeof payload['act'] === 'string' ? payload['act'] : undefined,
    clientAddress,
    tokenExpiresAt,
  };
}

/**
 * Verifies the gateway's context tokens for one subgraph: EdDSA only, the gateway as issuer, the subgraph as audience.
 * A verified token is remembered until it expires, since the gateway sends the same one for a while.
 *
 * @param keys finds the gateway's public key for a token: jose's local or remote key set
 */
export function createContextReader(subgraph: string, keys: JWTVerifyGetKey): ReadSignedContext {
  const verified = new LRUCache<string, { readonly principal: Principal; readonly expiresAtMs: number }>({
    maxSize: MAX_VERIFIED_BYTES,
    sizeCalculation: (_verified, key) => PRINCIPAL_BYTES + key.length,
  });
  return async (token) => {
    if (token === undefined) throw unauthenticated();
    const known = verified.get(token);
    if (known !== undefined && known.expiresAtMs > Date.now()) return known.principal;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['EdDSA', 'Ed25519'],
        issuer: 'tiergraph-gateway',
        audience: subgraph,
        clockTolerance: 30,
        requiredClaims: ['exp'],
      });
      const principal = toPrincipal(payload);
      verified.set(token, { principal, expiresAtMs: (payload.exp ?? 0) * 1000 });
      return principal;
    } catch (error) {
      throw Object.assign(unauthenticated(), { cause: error });
    }
  };
}
