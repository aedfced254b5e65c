import type { EntityManager } from '@mikro-orm/postgresql';
import { done, refusal, refused, type Outcome } from '../../shared/refusal.ts';
import type { AccountsServices } from '../context.ts';
import { UserEntity } from '../entities/user.ts';
import { isLogin, loginKey } from '../rules/login.ts';
import { ADDRESS_FACTOR } from '../rules/sign-in-attempts.ts';
import { DEMO_PASSWORD } from './demo-data.ts';
import { verifyPassword } from './passwords.ts';
import { startSession, type IssuedSession } from './sessions.ts';

export interface SignInAttempt {
  readonly login: string;
  readonly password: string;
  readonly clientAddress: string;
}

/**
 * Signs a user in. Every try is counted for the login and the client address before the password is looked at,
 * so that parallel guesses count as well; unknown logins take as long as known ones.
 */
export async function signIn(
  services: AccountsServices,
  em: EntityManager,
  attempt: SignInAttempt,
): Promise<Outcome<IssuedSession>> {
  // What can't be a login is nobody's: all such texts are counted as one.
  const key = isLogin(attempt.login) ? loginKey(attempt.login) : '';
  if (!(await mayTry(services, em, key, attempt.clientAddress))) {
    const minutes = Math.ceil(services.config.attempts.windowMs / 60_000);
    return refused(
      refusal('TOO_MANY_ATTEMPTS', `Too many attempts to sign in; wait ${minutes} minutes before the next.`, {
        path: ['login'],
        retryable: true,
      }),
    );
  }
  const user = await em.findOne(UserEntity, { loginKey: key }, { populate: ['passwordHash'] });
  // Everybody knows the demo password, so outside the demo it opens nothing.
  const isPublic = attempt.password === DEMO_PASSWORD && !services.config.demo;
  const matches = await verifyPassword(attempt.password, isPublic ? null : user?.passwordHash);
  if (user === null || !matches || !user.enabled) {
    return refused(
      refusal('WRONG_CREDENTIALS', 'Login and password do not belong together.', {
        path: ['password'],
        remedies: [{ description: 'Check both, or ask an administrator of your account for a new password.' }],
      }),
    );
  }
  return em.transactional(async (tx) => {
    await forgetAttempt(tx, key, attempt.clientAddress);
    return done(
      await startSession(services, tx, await tx.findOneOrFail(UserEntity, { id: user.id }), attempt.clientAddress),
    );
  });
}

const loginSubject = (key: string): string => `login:${key}`;
const addressSubject = (address: string): string => `address:${address}`;

/** A success clears its login, and takes back only itself from the address: others may guess from there. */
async function forgetAttempt(em: EntityManager, key: string, address: string): Promise<void> {
  await em.execute('delete from accounts.sign_in_attempt where subject = ?', [loginSubject(key)]);
  await em.execute('update accounts.sign_in_attempt set failures = failures - 1 where subject = ? and failures > 0', [
    addressSubject(address),
  ]);
}

async function mayTry(services: AccountsServices, em: EntityManager, key: string, address: string): Promise<boolean> {
  const { maxFailures, windowMs } = services.config.attempts;
  const now = services.now();
  const windowEnds = new Date(now.getTime() + windowMs);
  const rows = await em.execute<{ subject: string; failures: number }[]>(
    `insert into accounts.sign_in_attempt as attempt (subject, failures, window_ends_at)
     values (?, 1, ?), (?, 1, ?)
     on conflict (subject) do update set
       failures = case when attempt.window_ends_at <= ? then 1 else attempt.failures + 1 end,
       window_ends_at = case when attempt.window_ends_at <= ? then excluded.window_ends_at else attempt.window_ends_at end
     returning subject, failures`,
    [loginSubject(key), windowEnds, addressSubject(address), windowEnds, now, now],
  );
  return rows.every(({ subject, failures }) =>
    subject.startsWith('login:') ? failures <= maxFailures : failures <= maxFailures * ADDRESS_FACTOR,
  );
}
