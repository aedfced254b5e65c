import { createPublicKey, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet, JWK } from 'jose';
import { unavailable } from '../errors.ts';
import { createIssuer } from './ask-issuer.ts';

/** The public keys of the issuer of access tokens. */
export interface AccessTokenKeys {
  /** The key with an id; undefined when the issuer has none. Throws when the issuer cannot be reached. */
  getKey(kid: string): Promise<KeyObject | undefined>;
  /** The issuer's public key set, as it publishes it. */
  jwks(): Promise<JSONWebKeySet>;
}

interface KeySetSource {
  readonly load: () => Promise<JSONWebKeySet>;
  /** A key set younger than this is not loaded again, even for an unknown key id. */
  readonly minAgeMs: number;
  /** A key set older than this is loaded again, so that a withdrawn key stops working. */
  readonly maxAgeMs: number;
  readonly now: () => number;
}

interface LoadedKeys {
  readonly jwks: JSONWebKeySet;
  readonly byKid: ReadonlyMap<string, KeyObject>;
  readonly loadedAtMs: number;
}

/** The age of a key set is counted, so that no adjustment of a clock changes it. */
const countedMs = (): number => performance.now();

function importKeys(jwks: JSONWebKeySet): ReadonlyMap<string, KeyObject> {
  const byKid = new Map<string, KeyObject>();
  for (const jwk of jwks.keys) {
    const key = importKey(jwk);
    if (key !== undefined && typeof jwk.kid === 'string') byKid.set(jwk.kid, key);
  }
  return byKid;
}

/** Only public Ed25519 keys can verify access tokens; the other keys of the set have other uses. */
function importKey({ kty, crv, x }: JWK): KeyObject | undefined {
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return undefined;
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
}

function createKeySet(source: KeySetSource): AccessTokenKeys {
  let loaded: LoadedKeys | undefined;
  let loading: Promise<LoadedKeys> | undefined;
  let attemptedAtMs = -Infinity;

  async function load(): Promise<LoadedKeys> {
    const jwks = await source.load();
    loaded = { jwks, byKid: importKeys(jwks), loadedAtMs: source.now() };
    return loaded;
  }

  /** Only one load at a time. While the issuer is away, the last known set stays in use. */
  async function reload(): Promise<LoadedKeys> {
    if (loading === undefined) {
      if (loaded !== undefined && source.now() - attemptedAtMs < source.minAgeMs) return loaded;
      attemptedAtMs = source.now();
      loading = load().finally(() => (loading = undefined));
    }
    try {
      return await loading;
    } catch (error) {
      if (loaded !== undefined) return loaded;
      throw error;
    }
  }

  async function current(): Promise<LoadedKeys> {
    return loaded !== undefined && source.now() - loaded.loadedAtMs < source.maxAgeMs ? loaded : await reload();
  }

  return {
    async getKey(kid) {
      const keys = await current();
      return keys.byKid.get(kid) ?? (await reload()).byKid.get(kid);
    },
    async jwks() {
      return (await current()).jwks;
    },
  };
}

function parseKeySet(body: unknown): JSONWebKeySet {
  const keys = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : undefined;
  if (!Array.isArray(keys)) throw new TypeError('the answer is not a JSON Web Key Set');
  return { keys };
}

/**
 * The keys that accounts publishes at `/.well-known/jwks.json`. They are cached, and loaded again for an unknown key
 * id, at most every ten seconds.
 *
 * @param accountsUrls the base addresses of the accounts subgraph, without a path
 */
export function createRemoteAccessTokenKeys(
  accountsUrls: readonly string[],
  now: () => number = countedMs,
): AccessTokenKeys {
  const ask = createIssuer(accountsUrls);
  return createKeySet({
    load: async () => {
      try {
        return parseKeySet(await ask({ path: '/.well-known/jwks.json', timeoutMs: 5_000 }));
      } catch (error) {
        throw unavailable('The keys of the access tokens cannot be read at the moment.', error);
      }
    },
    minAgeMs: 10_000,
    maxAgeMs: 300_000,
    now,
  });
}

/** The keys of an issuer in this process, which is asked again at once for an unknown key id. */
export function createLocalAccessTokenKeys(readJwks: () => Promise<JSONWebKeySet> | JSONWebKeySet): AccessTokenKeys {
  return createKeySet({
    load: async () => await readJwks(),
    minAgeMs: 0,
    maxAgeMs: 300_000,
    now: countedMs,
  });
}
