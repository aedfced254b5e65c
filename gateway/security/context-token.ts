import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { errors, type JSONWebKeySet, type JWK, type JWTPayload } from 'jose';
import { ACCESS_TOKEN_LEEWAY_S } from './access-token.ts';
import { claimsFromPrincipal, type Principal } from './principal.ts';
import { parseToken, verifyToken } from './verify-token.ts';

/** The request header that carries the context token to a subgraph. */
export const CONTEXT_HEADER = 'x-tiergraph-context';

const ISSUER = 'tiergraph-gateway';
const LIFETIME_S = 60;
const LEEWAY_S = 60;

/** The gateway's own key: it signs context tokens, and verifies those that subgraphs send back. */
export interface ContextSigningKey {
  readonly kid: string;
  /** The public key, for subgraphs; published at `/.well-known/gateway-jwks.json`. */
  readonly publicJwks: JSONWebKeySet;
  readonly publicKey: KeyObject;
  /** Signs claims as a compact JWT, synchronously, in about 60 µs. */
  signToken(claims: Readonly<Record<string, unknown>>): string;
}

/** What a context token says about a caller. */
export interface SignedContext {
  readonly principal: Principal;
  readonly clientAddress: string;
  /** When the access token expires, in seconds since 1970; undefined for an anonymous caller. */
  readonly accessTokenExpiresAt: number | undefined;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The RFC 7638 thumbprint, so that a key has the same id in every process. */
function thumbprint(jwk: JWK): string {
  const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x });
  return createHash('sha256').update(canonical).digest('base64url');
}

function createSigningKey(privateKey: KeyObject, givenKid?: string): ContextSigningKey {
  const publicKey = createPublicKey(privateKey);
  const jwk: JWK = { ...publicKey.export({ format: 'jwk' }) };
  const kid = givenKid ?? thumbprint(jwk);
  const header = encode({ alg: 'EdDSA', typ: 'JWT', kid });
  return {
    kid,
    publicKey,
    publicJwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid, alg: 'EdDSA', use: 'sig' }] },
    signToken(claims) {
      const signingInput = `${header}.${encode(claims)}`;
      return `${signingInput}.${sign(null, Buffer.from(signingInput), privateKey).toString('base64url')}`;
    },
  };
}

/** Imports a private Ed25519 key in JWK form. Throws a TypeError for any other key. */
export function importSigningKey(jwk: JWK): ContextSigningKey {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string' || typeof jwk.x !== 'string') {
    throw new TypeError('the signing key is not a private Ed25519 JWK');
  }
  const { kty, crv, x, d } = jwk;
  return createSigningKey(createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }), jwk.kid);
}

/**
 * Generates a key that lives as long as the process: for the embedded mode, where gateway and subgraphs start together.
 */
export function generateSigningKey(): ContextSigningKey {
  return createSigningKey(generateKeyPairSync('ed25519').privateKey);
}

/**
 * Signs what one subgraph learns about the caller: the principal's claims, `rip` (client address) and `tx` (expiry of
 * the access token, in seconds). It lives for a minute, and not longer than the access token.
 */
export function signContext(key: ContextSigningKey, subgraph: string, context: SignedContext, nowMs: number): string {
  const issuedAt = Math.floor(nowMs / 1000);
  const { accessTokenExpiresAt: lastsUntil = Infinity } = context;
  return key.signToken({
    ...claimsFromPrincipal(context.principal),
    rip: context.clientAddress,
    tx: context.accessTokenExpiresAt,
    iss: ISSUER,
    aud: subgraph,
    iat: issuedAt,
    exp: Math.min(issuedAt + LIFETIME_S, lastsUntil + ACCESS_TOKEN_LEEWAY_S),
  });
}

/**
 * Verifies the context token that a subgraph sends back as its caller's credentials, and returns its claims. The token
 * expires with the access token that it was made from. Throws jose's errors.
 *
 * @param subgraphs the names of the supergraph's subgraphs; the token was signed for one of them
 */
export function verifyContext(
  key: ContextSigningKey,
  token: string,
  subgraphs: readonly string[],
  nowMs: number,
): JWTPayload {
  const claims = verifyToken(parseToken(token), key.publicKey, {
    issuer: ISSUER,
    audience: [...subgraphs],
    requiredClaims: ['exp', 'aud'],
    clockTolerance: LEEWAY_S,
    currentDate: new Date(nowMs),
  });
  const { tx } = claims;
  if (typeof tx === 'number' && (tx + ACCESS_TOKEN_LEEWAY_S) * 1000 <= nowMs) {
    throw new errors.JWTExpired('the access token has expired', claims, 'tx');
  }
  return claims;
}
