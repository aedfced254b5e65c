import { createHash, randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';

/** A text of 256 random bits, which nobody guesses: a token of a link, or the secret of a client. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. It is random and long, so nothing slower than SHA-256 is needed. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const AUTHENTICATOR_BYTES = 20;

/** Makes the secret of an authenticator, in base 32. */
export function newAuthenticatorSecret(): string {
  return new Secret({ size: AUTHENTICATOR_BYTES }).base32;
}

const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const RECOVERY_LENGTH = 16;

/** Makes the codes that replace a lost authenticator, each once: 79 bits, in four groups. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => groups(randomText()));
}

function randomText(): string {
  let text = '';
  while (text.length < RECOVERY_LENGTH) {
    // Bytes beyond the last whole repetition of the alphabet would favour its first letters.
    const letters = [...randomBytes(RECOVERY_LENGTH)].filter((byte) => byte < 256 - (256 % ALPHABET.length));
    text += letters.map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  }
  return text.slice(0, RECOVERY_LENGTH);
}

function groups(text: string): string {
  return text.replaceAll(/.{4}(?=.)/g, '$&-');
}
