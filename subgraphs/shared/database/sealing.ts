import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConfigError } from '../process/config.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts secrets at rest, AES-256-GCM, with keys that can be replaced without losing what the old ones sealed. */
export interface Sealer {
  seal(plain: string): string;
  /**
   * Seals a text of which not even the length may tell anything: spaces at its end, which JSON allows, fill it up to whole
   * blocks, so that all texts within one block have sealed texts of one length. What is opened has these spaces.
   */
  sealPadded(plain: string, blockBytes: number): string;
  /** Whether a text was sealed with the key that is used for what is new. */
  isCurrent(sealed: string): boolean;
  /** Throws when the text was changed, or sealed with a key that is not known any more. */
  open(sealed: string): string;
}

/**
 * Reads the sealing keys, `id:base64` separated by commas, as 32 bytes by their ids; the first one is for what is new.
 * Throws a ConfigError for anything else.
 */
export function readSealingKeys(keys: string): ReadonlyMap<string, Buffer> {
  const known = new Map<string, Buffer>();
  for (const entry of keys.split(',')) {
    const [id = '', key = ''] = entry.trim().split(':');
    const bytes = Buffer.from(key, 'base64');
    if (!/^[\w-]{1,32}$/.test(id) || bytes.length !== 32) {
      throw new ConfigError(
        'SEALING_KEYS must be a list of id:key, each key 32 random bytes in base64, separated by commas.',
      );
    }
    known.set(id, bytes);
  }
  return known;
}

/**
 * Seals with the first of the sealing keys and opens with all of them.
 * Throws a ConfigError when they are not well formed.
 */
export function createSealer(keys: string): Sealer {
  const known = readSealingKeys(keys);
  const [first] = known;
  if (first === undefined) throw new ConfigError('SEALING_KEYS is empty.');
  const [sealingId, sealingKey] = first;
  const seal = (plain: string): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, sealingKey, nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${sealingId}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
  };
  return {
    seal,
    isCurrent: (sealed) => sealed.startsWith(`${sealingId}.`),
    sealPadded(plain, blockBytes) {
      const bytes = Buffer.byteLength(plain, 'utf8');
      const blocks = Math.max(1, Math.ceil(bytes / blockBytes));
      return seal(plain + ' '.repeat(blocks * blockBytes - bytes));
    },
    open(sealed) {
      const [id = '', content = ''] = sealed.split('.');
      const key = known.get(id);
      if (key === undefined) throw new Error('Sealed with a key that is not configured');
      const bytes = Buffer.from(content, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
