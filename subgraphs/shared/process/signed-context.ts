import { KeyObject } from 'node:crypto';
import type { CryptoKey, JWTPayload, JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { unauthenticated } from '../graphql/errors.ts';
import { isPermission } from '../domain/permission.ts';
import type { Id } from '../domain/ids.ts';
import type { AccountKind, Principal } from '../domain/principal.ts';
import type { Clock } from '../database/clock.ts';
import { openPath } from '../database/sealed-path.ts';
import type { Sealer } from '../database/sealing.ts';
import { parseToken, verifyToken } from './verify-token.ts';

/** Bytes of the heap that verified tokens and their principals may take: some eight thousand. */
const MAX_VERIFIED_BYTES = 16 * 1024 * 1024;
const PRINCIPAL_BYTES = 1_200;

/** The header in which the gateway hands a subgraph the signed principal. */
export const CONTEXT_HEADER = 'x-tiergraph-context';

/** Reads the principal from the context header's value. Throws UNAUTHENTICATED for anything the gateway did not sign. */
export type ReadSignedContext = (token: string | undefined) => Promise<Principal>;

/** Clocks of the gateway and this subgraph may differ by this much. Neither a context nor its access token lasts longer. */
const LEEWAY_S = 60;

const ACCOUNT_KINDS: ReadonlySet<string> = new Set(['PROVIDER', 'RESELLER', 'CUSTOMER']);

function text(payload: JWTPayload, claim: string): string {
  const value = payload[claim];
  if (typeof value !== 'string') throw unauthenticated();
  return value;
}

function toPrincipal(payload: JWTPayload, sealer: Sealer): Principal {
  const clientAddress = typeof payload['rip'] === 'string' ? payload['rip'] : '';
  const kind = text(payload, 'kind');
  if (kind === 'anonymous') return { kind, clientAddress };
  const accountType = text(payload, 'atype');
  const permissions = payload['perms'];
  const tokenExpiresAt = payload['tx'];
  if ((kind !== 'user' && kind !== 'client') || !ACCOUNT_KINDS.has(accountType)) throw unauthenticated();
  if (!Array.isArray(permissions) || typeof tokenExpiresAt !== 'number') throw unauthenticated();
  const subject = text(payload, 'sub');
  const acting = {
    sessionId: text(payload, 'sid'),
    accountId: text(payload, 'acc') as Id<'acc'>,
    accountType: accountType as AccountKind,
    path: openPath(sealer, text(payload, 'path')),
    permissions: new Set(permissions.filter((name) => typeof name === 'string').filter(isPermission)),
    actingFrom: typeof payload['act'] === 'string' ? (payload['act'] as Id<'acc'>) : undefined,
    clientAddress,
    tokenExpiresAt,
  };
  return kind === 'user'
    ? { ...acting, kind, subject: subject as Id<'usr'> }
    : { ...acting, kind, subject: subject as Id<'cli'> };
}

/** When a context ends, in milliseconds since 1970: by itself, or with the access token that it was made from. */
function endOf({ exp = 0 }: JWTPayload, principal: Principal): number {
  const tokenEnd = principal.kind === 'anonymous' ? Infinity : principal.tokenExpiresAt + LEEWAY_S;
  return Math.min(exp + LEEWAY_S, tokenEnd) * 1000;
}

/** What a subgraph reads the gateway's context tokens with. */
export interface ContextKeys {
  /** Finds the gateway's public key for a token: jose's local or remote key set. */
  readonly gatewayKeys: JWTVerifyGetKey;
  /** Opens the path, which accounts sealed. */
  readonly sealer: Sealer;
  readonly clock: Pick<Clock, 'now' | 'nowMs'>;
}

interface Verified {
  readonly principal: Principal;
  readonly endsAtMs: number;
}

/**
 * Verifies the gateway's context tokens for one subgraph: EdDSA only, the gateway as issuer, the subgraph as audience.
 * A verified token is remembered until it ends, since the gateway sends the same one for a while.
 */
export function createContextReader(subgraph: string, { gatewayKeys, sealer, clock }: ContextKeys): ReadSignedContext {
  const known = new LRUCache<string, Verified>({
    maxSize: MAX_VERIFIED_BYTES,
    sizeCalculation: (_verified, token) => PRINCIPAL_BYTES + token.length,
  });

  const verify = async (token: string): Promise<Verified> => {
    const parsed = parseToken(token);
    const { kid } = parsed;
    const header = { alg: 'EdDSA', ...(kid === undefined ? {} : { kid }) } as const;
    const key = await gatewayKeys(header, { payload: parsed.claims, signature: '' });
    const payload = verifyToken(parsed, KeyObject.from(key as CryptoKey), {
      issuer: 'tiergraph-gateway',
      audience: subgraph,
      clockTolerance: LEEWAY_S,
      currentDate: clock.now(),
      requiredClaims: ['exp'],
    });
    const principal = toPrincipal(payload, sealer);
    return { principal, endsAtMs: endOf(payload, principal) };
  };

  return async (token) => {
    if (token === undefined || token === '') throw unauthenticated();
    const before = known.get(token);
    if (before !== undefined && clock.nowMs() < before.endsAtMs) return before.principal;
    try {
      const verified = await verify(token);
      if (clock.nowMs() >= verified.endsAtMs) throw unauthenticated();
      known.set(token, verified);
      return verified.principal;
    } catch (error) {
      throw Object.assign(unauthenticated(), { cause: error });
    }
  };
}
