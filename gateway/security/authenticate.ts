import { errors, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';
import type { AccessTokenKeys } from './access-token-keys.ts';
import { verifyAccessToken } from './access-token.ts';
import { Caller } from './caller.ts';
import { verifyContext, type ContextSigningKey, type SignedContext } from './context-token.ts';
import type { EndedSessions } from './ended-sessions.ts';
import { CredentialError, principalFromClaims } from './principal.ts';

/** A verified token is verified again after this long, so that a key withdrawn by its issuer stops working. */
const VERIFIED_FOR_MS = 60_000;
/** Bytes of the heap that remembered callers may take: some five thousand with tokens, ten thousand without. */
const MAX_CALLER_BYTES = 32 * 1024 * 1024;
/** The bytes of a caller without its texts, and of what surrounds a context token for one subgraph. */
const CALLER_BYTES = 1_500;
const SIGNED_BYTES = 500;
const MAX_AUTHORIZATION_LENGTH = 8_192;

/** Authenticates the sender of a request. Throws UNAUTHENTICATED for invalid credentials. */
export type Authenticate = (authorization: string | undefined, clientAddress: string) => Promise<Caller>;

interface AuthenticatorOptions {
  readonly keys: AccessTokenKeys;
  readonly signingKey: ContextSigningKey;
  readonly endedSessions: Pick<EndedSessions, 'load' | 'holds'>;
  /** The names of the subgraphs that are served at the moment. */
  readonly subgraphs: () => readonly string[];
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
  if (principal.kind === 'anonymous') throw new CredentialError('an access token cannot be anonymous');
  return { principal, clientAddress, accessTokenExpiresAt: claims.exp };
}

/** A subgraph acts for its caller, so the client's address is the one that the gateway saw in the original request. */
function contextOfContextToken(claims: JWTPayload): SignedContext {
  const { rip, tx } = claims;
  const principal = principalFromClaims(claims);
  if (principal.kind !== 'anonymous' && typeof tx !== 'number') throw new CredentialError('claim tx is missing');
  return {
    principal,
    clientAddress: typeof rip === 'string' ? rip : '',
    accessTokenExpiresAt: typeof tx === 'number' ? tx : undefined,
  };
}

/** Verifies credentials and remembers the valid ones. */
class Authenticator {
  readonly #options: Required<AuthenticatorOptions>;
  readonly #known: LRUCache<string, Verified>;
  /** The verifications under way: requests with the same credentials at the same moment share one. */
  readonly #pending = new Map<string, Promise<Verified>>();

  constructor(options: Required<AuthenticatorOptions>) {
    this.#options = options;
    // A context token repeats the claims of the access token, so it is about as long.
    this.#known = new LRUCache({
      maxSize: MAX_CALLER_BYTES,
      sizeCalculation: (_verified, { length }) =>
        CALLER_BYTES + length + options.subgraphs().length * (SIGNED_BYTES + length),
    });
  }

  async callerOf(authorization: string | undefined, clientAddress: string): Promise<Caller> {
    const caller = await this.#find(authorization, clientAddress);
    if (!caller.isSignedIn) return caller;
    const { endedSessions } = this.#options;
    await endedSessions.load();
    if (endedSessions.holds(caller.principal))
      throw refusal('UNAUTHENTICATED', 'The session has ended; sign in again.');
    return caller;
  }

  async #find(authorization: string | undefined, clientAddress: string): Promise<Caller> {
    // An empty header is not the same as no header.
    const key = `${authorization === undefined ? 'none' : `=${authorization}`}\n${clientAddress}`;
    const known = this.#known.get(key);
    if (known !== undefined && this.#options.now() < known.goodUntilMs) return known.caller;
    if (authorization === undefined) return this.#anonymous(key, clientAddress);
    let verifying = this.#pending.get(key);
    if (verifying === undefined) {
      verifying = this.#remember(key, this.#verify(authorization, clientAddress), known?.caller);
      this.#pending.set(key, verifying);
    }
    return (await verifying).caller;
  }

  #anonymous(key: string, clientAddress: string): Caller {
    const principal = { kind: 'anonymous' } as const;
    const context: SignedContext = { principal, clientAddress, accessTokenExpiresAt: undefined };
    const caller = new Caller({ context, ...this.#options });
    this.#known.set(key, { caller, goodUntilMs: Infinity });
    return caller;
  }

  /**
   * Equal credentials keep their caller. Its context tokens then remain equal strings, so that requests can be shared.
   */
  async #remember(key: string, verifying: Promise<Verified>, former: Caller | undefined): Promise<Verified> {
    try {
      const verified = await verifying;
      const kept = former === undefined ? verified : { ...verified, caller: former };
      this.#known.set(key, kept);
      return kept;
    } finally {
      this.#pending.delete(key);
    }
  }

  async #verify(authorization: string, clientAddress: string): Promise<Verified> {
    const { now } = this.#options;
    try {
      const [context, claims, isSubgraph] = await this.#readContext(authorization, clientAddress);
      const caller = new Caller({ context, ...this.#options, isSubgraph });
      const endsAt = Math.min(claims.exp ?? 0, context.accessTokenExpiresAt ?? Infinity);
      return { caller, goodUntilMs: Math.min(now() + VERIFIED_FOR_MS, endsAt * 1000) };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof CredentialError) throw unauthenticated(error);
      throw error;
    }
  }

  async #readContext(
    authorization: string,
    clientAddress: string,
  ): Promise<readonly [context: SignedContext, claims: JWTPayload, isSubgraph: boolean]> {
    const { keys, signingKey, subgraphs, now } = this.#options;
    const [scheme = '', token = '', ...rest] = authorization.split(' ');
    if (rest.length > 0 || authorization.length > MAX_AUTHORIZATION_LENGTH)
      throw new CredentialError('not exactly one token');
    switch (scheme.toLowerCase()) {
      case 'bearer': {
        const claims = await verifyAccessToken(token, keys, now());
        return [contextOfAccessToken(claims, clientAddress), claims, false];
      }
      case 'context': {
        const claims = verifyContext(signingKey, token, subgraphs(), now());
        return [contextOfContextToken(claims), claims, true];
      }
      default:
        throw new CredentialError('unknown authentication scheme');
    }
  }
}

/**
 * Creates the check of the `Authorization` header: `Bearer <access token>` from a client, `Context <context token>`
 * from a subgraph that sends an operation back to the graph, or no header for an anonymous caller. Verified credentials
 * are remembered for a minute. Credentials are refused, remembered or not, once their session has ended. The error of
 * an issuer that cannot be asked for its keys, or was never asked for the ended sessions, is thrown as it is.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const authenticator = new Authenticator({ now: Date.now, ...options });
  return async (authorization, clientAddress) => await authenticator.callerOf(authorization, clientAddress);
}
