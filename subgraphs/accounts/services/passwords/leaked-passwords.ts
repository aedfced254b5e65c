import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../shared/process/project-root.ts';
import { ConfigError } from '../../../shared/process/config.ts';

/** Tells whether a password is one of those that were leaked somewhere. */
export type IsLeaked = (password: string) => boolean;

/** Digits of the hash that are compared: two passwords in 10¹⁹ have the same. */
const DIGITS = 16;
const LINE = /^[0-9a-f]{16}/i;
const DEFAULT_LIST = ['subgraphs', 'accounts', 'seed', 'leaked-passwords.txt'];

/**
 * Reads a list of leaked passwords: on each line the beginning of a SHA-1 hash, at least 16 hexadecimal digits, the rest of
 * which is not read. The lists of Have I Been Pwned are written like this. Eight bytes are kept of each.
 *
 * @param file the list; without it the one of the project, the leaked passwords of at least 12 characters among the 49,000
 * most frequent (of zxcvbn-ts, MIT licence)
 * @throws {ConfigError} when the file cannot be read, or has a line that is no such hash
 */
export async function readLeakedPasswords(file: string | undefined): Promise<IsLeaked> {
  const path = file ?? join(await projectRoot(), ...DEFAULT_LIST);
  const hashes: bigint[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      if (line.trim() === '') continue;
      if (!LINE.test(line)) throw new Error(`line ${hashes.length + 1} does not begin with ${DIGITS} digits of a hash`);
      hashes.push(hashNumber(line));
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`LEAKED_PASSWORDS must be a readable list of SHA-1 hashes, got "${path}": ${reason}.`);
  }
  const sorted = BigUint64Array.from(hashes).sort();
  return (password) => {
    const typed = password.normalize('NFKC');
    return [typed, typed.toLowerCase()].some((form) => holds(sorted, hashNumber(sha1(form))));
  };
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function hashNumber(hash: string): bigint {
  return BigInt(`0x${hash.slice(0, DIGITS)}`);
}

function holds(sorted: BigUint64Array, wanted: bigint): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const found = sorted[middle] ?? 0n;
    if (found === wanted) return true;
    if (found < wanted) from = middle + 1;
    else to = middle;
  }
  return false;
}
