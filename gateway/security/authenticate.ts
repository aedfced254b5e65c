import { errors, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';
import type { AccessTokenKeys } from './access-token-keys.ts';
import { verifyAccessToken } from './access-token.ts';
import { Caller } from './caller.ts';
import { verifyContext, type ContextSigningKey, type SignedContext } from './context-token.ts';
import { CredentialError, principalFromClaims } from './principal.ts';

/** A verified token is looked at again after this long, so that a key withdrawn by its issuer stops working. */
const VERIFIED_FOR_MS = 60_000;
const MAX_CALLERS = 20_000;
const MAX_AUTHORIZATION_LENGTH = 8_192;

/** Tells who sent a request. Throws UNAUTHENTICATED for credentials that do not hold. */
export type Authenticate = (authorization: string | undefined, clientAddress: string) => Promise<Caller>;

interface AuthenticatorOptions {
  readonly keys: AccessTokenKeys;
  readonly signingKey: ContextSigningKey;
  readonly subgraphs: readonly string[];
  readonly now?: () => number;
}

interface Verified {
  readonly caller: Caller;
  readonly goodUntilMs: number;
}

function unauthenticated(cause: unknown): Error {
  const expired = cause instanceof errors.JWTExpired;
  return refusal('UNAUTHENTICATED', expired ? 'The access token has expired.' : 'The credentials are not valid.');
}

function contextOfAccessToken(claims: JWTPayload, clientAddress: string): SignedContext {
  const principal = principalFromClaims(claims);
  if (principal.kind === 'anonymous') throw new CredentialError('an access token names somebody');
  return { principal, clientAddress, accessTokenExpiresAt: claims.exp };
}

/** A subgraph asks for its caller, so the client's address is the one that the gateway saw first. */
function contextOfContextToken(claims: JWTPayload): SignedContext {
  const { rip, tx } = claims;
  return {
    principal: principalFromClaims(claims),
    clientAddress: typeof rip === 'string' ? rip : '',
    accessTokenExpiresAt: typeof tx === 'number' ? tx : undefined,
  };
}

/**
 * Builds the check of the `Authorization` header: `Bearer <access token>` of a client, `Context <context token>` of a
 * subgraph that hands a question back to the graph, or none at all for an anonymous caller.
 * Verified credentials are remembered for a minute; an issuer that cannot be asked for its keys throws as it is.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { keys, signingKey, subgraphs, now = Date.now } = options;
  const known = new LRUCache<string, Verified>({ max: MAX_CALLERS });

  async function readContext(authorization: string, clientAddress: string): Promise<[SignedContext, JWTPayload]> {
    const [scheme = '', token = '', ...rest] = authorization.split(' ');
    if (rest.length > 0 || authorization.length > MAX_AUTHORIZATION_LENGTH) throw new CredentialError('not one token');
    switch (scheme.toLowerCase()) {
      case 'bearer': {
        const claims = await verifyAccessToken(token, keys, now());
        return [contextOfAccessToken(claims, clientAddress), claims];
      }
      case 'context': {
        const claims = await verifyContext(signingKey, token, subgraphs, now());
        return [contextOfContextToken(claims), claims];
      }
      default:
        throw new CredentialError('unknown authentication scheme');
    }
  }

  async function verify(authorization: string, clientAddress: string): Promise<Verified> {
    try {
      const [context, claims] = await readContext(authorization, clientAddress);
      const caller = new Caller({ context, signingKey, now });
      return { caller, goodUntilMs: Math.min(now() + VERIFIED_FOR_MS, (claims.exp ?? 0) * 1000) };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof CredentialError) throw unauthenticated(error);
      throw error;
    }
  }

  return async (authorization, clientAddress) => {
    const key = `${authorization ?? ''}\n${clientAddress}`;
    const remembered = known.get(key);
    if (remembered !== undefined && now() < remembered.goodUntilMs) return remembered.caller;
    const verified =
      authorization === undefined
        ? { caller: anonymousCaller(clientAddress), goodUntilMs: Infinity }
        : await verify(authorization, clientAddress);
    known.set(key, verified);
    return verified.caller;
  };

  function anonymousCaller(clientAddress: string): Caller {
    const context: SignedContext = {
      principal: { kind: 'anonymous' },
      clientAddress,
      accessTokenExpiresAt: undefined,
    };
    return new Caller({ context, signingKey, now });
  }
}
