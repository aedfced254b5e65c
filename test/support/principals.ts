import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import type { AccountKind } from '../../subgraphs/shared/domain/principal.ts';
import { Clock } from '../../subgraphs/shared/database/clock.ts';
import { sealPath } from '../../subgraphs/shared/database/sealed-path.ts';
import { createSealer, type Sealer } from '../../subgraphs/shared/database/sealing.ts';
import { createContextReader, type ReadSignedContext } from '../../subgraphs/shared/process/signed-context.ts';

/** The claims of a context token by the short names that it uses, with the path in plain text. */
export interface ContextClaims {
  readonly kind: 'anonymous' | 'user' | 'client';
  readonly sub?: string;
  /** The session. */
  readonly sid?: string;
  /** The account's id, type and place in the hierarchy. */
  readonly acc?: string;
  readonly atype?: AccountKind;
  readonly path?: string;
  readonly perms?: readonly string[];
  /** The account that the administrator came from. */
  readonly act?: string;
  /** The client's address. */
  readonly rip?: string;
  /** End of the access token, in seconds since 1970. */
  readonly tx?: number;
}

/** An anonymous caller. */
export const ANONYMOUS: ContextClaims = { kind: 'anonymous', rip: '192.0.2.1' };

const KID = 'test-gateway';
const LIFETIME_S = 600;
const keys = generateKeyPairSync('ed25519');
const sealer = createSealer(`test:${randomBytes(32).toString('base64')}`);
const gatewayKeys = createLocalJWKSet({
  keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: KID, alg: 'EdDSA', use: 'sig' }],
});

/**
 * Signs the context that the gateway would send to a subgraph about a caller.
 * Further claims replace standard ones such as `exp` and `aud`.
 */
export function contextToken(
  subgraph: string,
  claims: ContextClaims,
  replaced: Readonly<Record<string, unknown>> = {},
): string {
  const issuedAt = Math.floor(Date.now() / 1_000);
  const payload = {
    tx: issuedAt + LIFETIME_S,
    ...sealedClaims(claims, sealer),
    iss: 'tiergraph-gateway',
    aud: subgraph,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_S,
    ...replaced,
  };
  const signed = `${encode({ alg: 'EdDSA', typ: 'JWT', kid: KID })}.${encode(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), keys.privateKey).toString('base64url')}`;
}

/** The claims as a token holds them: with the path sealed like accounts seals it. */
export function sealedClaims(claims: ContextClaims, by: Sealer): ContextClaims {
  return claims.path === undefined ? claims : { ...claims, path: sealPath(by, claims.path) };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Reads the tokens of `contextToken` like a subgraph reads those of the gateway. */
export function readContextFor(subgraph: string): ReadSignedContext {
  return createContextReader(subgraph, { gatewayKeys, sealer, clock: new Clock() });
}

/** What a principal needs of an account. */
export interface PrincipalAccount {
  readonly id: string;
  readonly type: AccountKind;
  readonly path: string;
}

/** A user of an account. */
export function userOf(
  account: PrincipalAccount,
  permissions: readonly string[],
  more: Partial<ContextClaims> = {},
): ContextClaims {
  return {
    kind: 'user',
    sub: 'usr_01jd0000000000000000000000',
    sid: 'ses_01jd0000000000000000000000',
    acc: account.id,
    atype: account.type,
    path: account.path,
    perms: permissions,
    rip: '192.0.2.2',
    ...more,
  };
}
