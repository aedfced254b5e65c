import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import type { Sealer } from '../../../shared/database/sealing.ts';
import type { Reader, UnitOfWork, Writer } from '../../../shared/database/transaction.ts';

/**
 * A new key is published for so long before it signs. A gateway asks for the keys every five minutes, so that all of them
 * have it by then.
 */
const PUBLISHED_BEFORE_S = 600;
/** For so long the key before is published after its last token: the longest life of a token, and a minute for the clocks. */
const PUBLISHED_AFTER_S = 3_660;

/** The key that signs access tokens at a moment. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

/** The keys of access tokens, as the database has them: every process of accounts signs and publishes with the same ones. */
export interface TokenKeys {
  /** The key that signs now. */
  signing(read: Reader): Promise<SigningKey>;
  /** The public keys: of the one that signs, of the next, and of those before whose tokens may still be valid. */
  published(read: Reader): Promise<JSONWebKeySet>;
}

interface StoredKey {
  readonly kid: string;
  readonly private_jwk_sealed: string;
}

/** Opens the signing keys, and creates the first one when there is none. The private keys are sealed. */
export async function openTokenKeys({ write }: UnitOfWork, sealer: Sealer): Promise<TokenKeys> {
  await write(async (tx) => {
    await lockKeys(tx);
    const known = await tx.query('select 1 from accounts.signing_key limit 1');
    if (known.length === 0) await createKey(tx, sealer, 0);
  });
  let last: SigningKey | undefined;
  return {
    async signing(read) {
      const [stored] = await read.query<StoredKey>(
        `select kid, private_jwk_sealed from accounts.signing_key
         where active_from <= statement_timestamp() order by active_from desc, kid limit 1`,
      );
      if (stored === undefined) throw new Error('Invariant: there is a signing key');
      const { kid } = stored;
      if (last?.kid !== kid) {
        const privateJwk = JSON.parse(sealer.open(stored.private_jwk_sealed)) as JWK;
        last = { kid, privateKey: (await importJWK(privateJwk, 'EdDSA')) as CryptoKey };
      }
      return last;
    },
    async published(read) {
      const rows = await read.query<{ readonly public_jwk: JWK }>(
        `select public_jwk from accounts.signing_key
         where expires_at is null or expires_at > statement_timestamp() order by active_from desc, kid`,
      );
      return { keys: rows.map(({ public_jwk: jwk }) => jwk) };
    },
  };
}

/**
 * Replaces the signing key. The new one signs once every gateway has it; the one before is published until its last token
 * has expired. A stolen key is replaced at once, and tokens that it signed are refused.
 *
 * @returns when the new key begins to sign
 */
export function rotateTokenKey({ write }: UnitOfWork, sealer: Sealer, isStolen: boolean): Promise<Date> {
  return write(async (tx) => {
    await lockKeys(tx);
    if (isStolen) await tx.execute('delete from accounts.signing_key');
    const activeFrom = await createKey(tx, sealer, isStolen ? 0 : PUBLISHED_BEFORE_S);
    await tx.execute(
      `update accounts.signing_key set expires_at = ?::timestamptz + ? * interval '1 second'
       where expires_at is null and active_from < ?::timestamptz`,
      [activeFrom, PUBLISHED_AFTER_S, activeFrom],
    );
    return activeFrom;
  });
}

async function lockKeys(tx: Writer): Promise<void> {
  await tx.execute(`select pg_advisory_xact_lock(hashtext('tiergraph.accounts.signing_key'))`);
}

/** One clock, that of the database, says for all processes when the key begins to sign. */
async function createKey(tx: Writer, sealer: Sealer, signsInSeconds: number): Promise<Date> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const kid = randomUUID();
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  const sealed = sealer.seal(JSON.stringify(await exportJWK(privateKey)));
  const [row] = await tx.execute<{ readonly active_from: Date | string }>(
    `insert into accounts.signing_key (kid, public_jwk, private_jwk_sealed, created_at, active_from)
     values (?, ?::jsonb, ?, statement_timestamp(), statement_timestamp() + ? * interval '1 second')
     returning active_from`,
    [kid, JSON.stringify(publicJwk), sealed, signsInSeconds],
  );
  if (row === undefined) throw new Error('Invariant: an insert returns its row');
  return new Date(row.active_from);
}
