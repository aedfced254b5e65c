import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { HashingQueue, type HashingLimits } from './hashing-queue.ts';
import { normalisePassword } from './normalise-password.ts';

const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** Never all threads of the pool, which files, name look-ups and other work need too; one thread on a small machine. */
const HASHING_LIMITS: HashingLimits = {
  concurrency: availableParallelism() > 2 ? 2 : 1,
  places: 50,
  placesPerAddress: 10,
  maxWaitMs: 10_000,
};

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(normalisePassword(password), salt, KEY_BYTES, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

const NOBODY_SALT = Buffer.alloc(16);

async function verify(password: string, hashed: string | undefined): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hashed?.split('$') ?? [];
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) {
    await derive(password, NOBODY_SALT, COST);
    return false;
  }
  const expected = Buffer.from(key, 'base64');
  const cost = { ...COST, N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost), expected);
}

/** A turn to hash a password, which the caller disposes of. */
export interface PasswordTurn extends Disposable {
  /** Hashes a password with scrypt and a new salt. The format `scrypt$N$r$p$salt$key` lets the cost be raised later. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the hashed one. Without a hash (no such user, or no password chosen yet) it takes the same
   * time and returns false.
   */
  verify(password: string, hashed: string | undefined): Promise<boolean>;
}

/**
 * Hashes and verifies passwords, a few at a time. Both throw BAD_USER_INPUT for a password that is too long, and TurnMissed
 * when the turn comes too late.
 */
export interface Passwords {
  /**
   * Takes a turn; undefined when too many wait, in total or from the client's address. Take one before anything else is
   * done for the caller.
   */
  enter(clientAddress: string): PasswordTurn | undefined;
}

/** Creates the passwords of one process. */
export function createPasswords(limits: HashingLimits = HASHING_LIMITS): Passwords {
  const queue = new HashingQueue(limits);
  return {
    enter(clientAddress) {
      const place = queue.enter(clientAddress);
      if (place === undefined) return undefined;
      return {
        hash: (password) => place.run(() => hash(password)),
        verify: (password, hashed) => place.run(() => verify(password, hashed)),
        [Symbol.dispose]: () => place[Symbol.dispose](),
      };
    },
  };
}
