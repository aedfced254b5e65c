import { verify, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, UnsecuredJWT, type JWTClaimVerificationOptions, type JWTPayload } from 'jose';

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/;
const ALGORITHMS: ReadonlySet<unknown> = new Set(['EdDSA', 'Ed25519']);
/** Tells jose that the signature of the claims was checked already, so that it checks only the claims. */
const SIGNATURE_CHECKED = Buffer.from('{"alg":"none"}').toString('base64url');

/** A compact token whose header names the one allowed algorithm. Nothing in it is verified yet. */
export interface UnverifiedToken {
  readonly kid: string | undefined;
  readonly signedText: string;
  readonly claims: string;
  readonly signature: Buffer;
}

/** Splits a token into its parts. Throws one of jose's errors for anything that is not a token signed with Ed25519. */
export function parseToken(token: string): UnverifiedToken {
  const [, header, claims, signature] = COMPACT.exec(token) ?? [];
  if (header === undefined || claims === undefined || signature === undefined) {
    throw new errors.JWSInvalid('not a compact token');
  }
  const { alg, kid, crit } = readHeader(token);
  if (!ALGORITHMS.has(alg)) throw new errors.JOSEAlgNotAllowed('the algorithm is not allowed');
  if (crit !== undefined) throw new errors.JOSENotSupported('no extension is understood');
  return { kid, signedText: `${header}.${claims}`, claims, signature: Buffer.from(signature, 'base64url') };
}

function readHeader(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new errors.JWSInvalid('the header is not JSON', { cause });
  }
}

/**
 * Verifies a token's signature and claims, and returns the claims. Throws one of jose's errors.
 *
 * It works synchronously and takes about 0.1 ms. jose itself verifies with WebCrypto, which waits for a thread of the
 * pool that also hashes passwords and reads files.
 *
 * @param key an Ed25519 key
 */
export function verifyToken(token: UnverifiedToken, key: KeyObject, options: JWTClaimVerificationOptions): JWTPayload {
  if (!verify(null, Buffer.from(token.signedText), key, token.signature)) {
    throw new errors.JWSSignatureVerificationFailed();
  }
  return UnsecuredJWT.decode(`${SIGNATURE_CHECKED}.${token.claims}.`, options).payload;
}
