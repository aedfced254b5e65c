import type { Sealer } from './sealing.ts';

/** Paths are padded to a multiple of so many bytes: nine levels, and what is sealed has one length for all of them. */
const BLOCK_BYTES = 256;

/**
 * Seals an account's path for its tokens, which their holder can read: neither the ids above the account nor how many
 * there are follow from it.
 */
export function sealPath(sealer: Sealer, path: string): string {
  return sealer.seal(path.padEnd(Math.ceil(path.length / BLOCK_BYTES) * BLOCK_BYTES, ' '));
}

/** Opens a path that `sealPath` sealed. Throws for any other text. */
export function openPath(sealer: Sealer, sealed: string): string {
  return sealer.open(sealed).trimEnd();
}
