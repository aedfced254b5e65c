import { LRUCache } from 'lru-cache';
import type { Writer } from '../../../shared/database/transaction.ts';
import { ADDRESS_FACTOR, type AttemptPolicy } from '../../rules/sign-in/sign-in-attempts.ts';

/** What an attempt is counted for. */
export interface Trying {
  /** What is tried: the login in the form in which logins are compared, an account, or an address of mail. */
  readonly key: string;
  /** Where it comes from: the client's address, or the account that sends mail. */
  readonly source: string;
}

/** Counts attempts of one kind. The counts are in the database, for all processes. */
export interface Attempts {
  /** Whether an attempt is known to be one too many. The answer comes from memory, so that refusing a flood is cheap. */
  isLocked(trying: Trying): boolean;
  /** Counts an attempt before it is made. Returns false when it is one too many. */
  count(tx: Writer, trying: Trying, now: Date): Promise<boolean>;
  /**
   * Forgets the failures of a login after a success. Of the address, only the successful attempt is taken back, because
   * others may be guessing from there.
   */
  forget(tx: Writer, trying: Trying): Promise<void>;
  /** Takes an attempt back that was none of guessing, of the address alone. */
  takeBack(tx: Writer, trying: Trying): Promise<void>;
}

/** How long a lock is remembered without asking the database again: it may have ended in the meantime. */
const REMEMBERED_MS = 1_000;
const MAX_REMEMBERED = 10_000;

/** What is attempted: each kind has counts of its own. */
export type AttemptKind = 'sign-in' | 'password-reset' | 'security-question' | 'invitation';

/** What the subjects of a kind begin with in the database. */
const PREFIXES: Readonly<Record<AttemptKind, string>> = {
  'sign-in': '',
  'password-reset': 'reset-',
  'security-question': 'answer-',
  invitation: 'invite-',
};

/** Under what an attempt is counted. */
interface Subjects {
  readonly login: string;
  readonly address: string;
}

/** Creates the counter of one process. */
export function createAttempts(kind: AttemptKind, { maxFailures, windowMs }: AttemptPolicy): Attempts {
  const prefix = PREFIXES[kind];
  const subjectsOf = ({ key, source }: Trying): Subjects => ({
    login: `${prefix}login:${key}`,
    address: `${prefix}address:${source}`,
  });
  const locked = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: REMEMBERED_MS });
  return {
    isLocked(trying) {
      const { login, address } = subjectsOf(trying);
      return locked.has(login) || locked.has(address);
    },
    async count(tx, trying, now) {
      const subjects = subjectsOf(trying);
      const counted = await countTry(tx, subjects, { now, windowEnds: new Date(now.getTime() + windowMs) });
      const tooMany = counted.filter(({ subject, failures }) =>
        subject === subjects.login ? failures > maxFailures : failures > maxFailures * ADDRESS_FACTOR,
      );
      for (const { subject } of tooMany) locked.set(subject, true);
      return tooMany.length === 0;
    },
    async forget(tx, trying) {
      const { login, address } = subjectsOf(trying);
      await tx.execute(
        `with forgotten as (delete from accounts.sign_in_attempt where subject = ?)
         update accounts.sign_in_attempt set failures = failures - 1 where subject = ? and failures > 0`,
        [login, address],
      );
    },
    takeBack: (tx, trying) => takeOne(tx, subjectsOf(trying).address),
  };
}

async function takeOne(tx: Writer, subject: string): Promise<void> {
  await tx.execute('update accounts.sign_in_attempt set failures = failures - 1 where subject = ? and failures > 0', [
    subject,
  ]);
}

interface Counted {
  readonly subject: string;
  readonly failures: number;
}

function countTry(
  tx: Writer,
  { login, address }: Subjects,
  { now, windowEnds }: { readonly now: Date; readonly windowEnds: Date },
): Promise<readonly Counted[]> {
  return tx.execute<Counted>(
    `insert into accounts.sign_in_attempt as attempt (subject, failures, window_ends_at)
     values (?, 1, ?), (?, 1, ?)
     on conflict (subject) do update set
       failures = case when attempt.window_ends_at <= ? then 1 else attempt.failures + 1 end,
       window_ends_at = case when attempt.window_ends_at <= ? then excluded.window_ends_at else attempt.window_ends_at end
     returning subject, failures`,
    [login, windowEnds, address, windowEnds, now, now],
  );
}
