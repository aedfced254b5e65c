import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readSealingKeys } from '../database/sealing.ts';

const DAY_MS = 24 * 3_600_000;

/** Older facts are not delivered any more: the streams keep them for seven days. */
const MAX_AGE_MS = 8 * DAY_MS;
/** Clocks of two processes may differ by this much. */
const MAX_AHEAD_MS = 5 * 60_000;

/** Why a message is none of our facts. */
export type SignatureFault =
  'it is not signed' | 'its key is not known' | 'its signature is wrong' | 'it is too old' | 'it is from the future';

/** Signs facts where they enter the bus and checks them where they leave it: access to the bus alone proves nothing. */
export interface FactSigner {
  /** Signs the bytes that travel, under their subject and with the time of signing: `keyId.milliseconds.mac`. */
  sign(subject: string, payload: Uint8Array, nowMs: number): string;
  /** What is wrong with a signature; undefined when nothing is. */
  check(signature: string | undefined, fact: SignedFact): SignatureFault | undefined;
}

/** What a signature belongs to, and when it is looked at. */
export interface SignedFact {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly nowMs: number;
  /** How long ago it may have been signed; eight days unless given. */
  readonly maxAgeMs?: number;
}

/**
 * Signs with a key derived from the first of the sealing keys and checks with those of all of them, so that they can be
 * replaced. Throws a ConfigError when the keys are not well formed.
 */
export function createFactSigner(sealingKeys: string): FactSigner {
  const keys = new Map([...readSealingKeys(sealingKeys)].map(([id, key]) => [id, derive(key)]));
  const [first] = keys;
  if (first === undefined) throw new Error('Invariant: there is a sealing key');
  const [signingId, signingKey] = first;
  return {
    sign(subject, payload, nowMs) {
      return `${signingId}.${nowMs}.${mac(signingKey, `${subject}\n${nowMs}\n`, payload).toString('base64url')}`;
    },
    check(signature, { subject, payload, nowMs, maxAgeMs = MAX_AGE_MS }) {
      if (signature === undefined) return 'it is not signed';
      const [, id, signedAt, given] = /^([\w-]+)\.(\d{1,15})\.([\w-]{43})$/.exec(signature) ?? [];
      if (id === undefined || signedAt === undefined || given === undefined) return 'it is not signed';
      const key = keys.get(id);
      if (key === undefined) return 'its key is not known';
      const expected = mac(key, `${subject}\n${signedAt}\n`, payload);
      if (!timingSafeEqual(Buffer.from(given, 'base64url'), expected)) return 'its signature is wrong';
      const ageMs = nowMs - Number(signedAt);
      if (ageMs > maxAgeMs) return 'it is too old';
      return ageMs < -MAX_AHEAD_MS ? 'it is from the future' : undefined;
    },
  };
}

function derive(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'tiergraph.facts', 32));
}

function mac(key: Buffer, head: string, payload: Uint8Array): Buffer {
  return createHmac('sha256', key).update(head).update(payload).digest();
}
