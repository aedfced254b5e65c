import { createHash, randomBytes } from 'node:crypto';

/** A text of 256 random bits, which nobody guesses: a token of a link, or the secret of a client. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. It is random and long, so nothing slower than SHA-256 is needed. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
