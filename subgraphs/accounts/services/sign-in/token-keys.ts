import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import type { Sealer } from '../../../shared/database/sealing.ts';
import type { Reader, UnitOfWork, Writer } from '../../../shared/database/transaction.ts';

/** The keys of access tokens. The newest signs; all are published, so that older tokens can still be verified. */
export interface TokenKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  publicKeys(): JSONWebKeySet;
}

interface StoredKey {
  readonly kid: string;
  readonly public_jwk: JWK;
  readonly private_jwk_sealed: string;
}

/**
 * Loads the signing keys, and creates the first one when there is none. All processes on the database share them; the
 * private keys are sealed.
 */
export async function loadTokenKeys({ write }: UnitOfWork, sealer: Sealer, now: Date): Promise<TokenKeys> {
  const stored = await write(async (tx) => {
    await tx.execute(`select pg_advisory_xact_lock(hashtext('tiergraph.accounts.signing_key'))`);
    const known = await readKeys(tx);
    if (known.length > 0) return known;
    await createKey(tx, sealer, now);
    return readKeys(tx);
  });
  const [newest] = stored;
  if (newest === undefined) throw new Error('Invariant: there is a signing key');
  const privateJwk = JSON.parse(sealer.open(newest.private_jwk_sealed)) as JWK;
  const keys = stored.map(({ public_jwk }) => public_jwk);
  return {
    kid: newest.kid,
    privateKey: (await importJWK(privateJwk, 'EdDSA')) as CryptoKey,
    publicKeys: () => ({ keys }),
  };
}

function readKeys(read: Reader): Promise<readonly StoredKey[]> {
  return read.query<StoredKey>(
    'select kid, public_jwk, private_jwk_sealed from accounts.signing_key order by created_at desc',
  );
}

async function createKey(tx: Writer, sealer: Sealer, now: Date): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const kid = randomUUID();
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  const sealed = sealer.seal(JSON.stringify(await exportJWK(privateKey)));
  await tx.execute(
    'insert into accounts.signing_key (kid, public_jwk, private_jwk_sealed, created_at) values (?, ?::jsonb, ?, ?)',
    [kid, JSON.stringify(publicJwk), sealed, now],
  );
}
