import type { EntityManager } from '@mikro-orm/postgresql';
import { done, refusal, refused, type Outcome, type RemedyHint } from '../../../shared/domain/refusal.ts';
import type { AccountsServices } from '../../context.ts';
import { UserEntity } from '../../entities/user.ts';
import { isLogin, loginKey } from '../../rules/users/login.ts';
import type { Trying } from './attempts.ts';
import { DEMO_PASSWORD } from '../hierarchy/demo-data.ts';
import { TurnMissed } from './hashing-queue.ts';
import type { PasswordTurn } from './passwords.ts';
import { startSession, type IssuedSession } from './sessions.ts';

export interface SignInAttempt {
  readonly login: string;
  readonly password: string;
  readonly clientAddress: string;
}

/**
 * Signs a user in. Every try is counted for the login and the client address before the password is looked at,
 * so that parallel guesses count as well; unknown logins take as long as known ones. What is refused without looking at
 * the password costs nothing: no statement, and no place among those whose passwords are hashed.
 */
export async function signIn(
  services: AccountsServices,
  em: EntityManager,
  attempt: SignInAttempt,
): Promise<Outcome<IssuedSession>> {
  // What can't be a login is nobody's: all such texts are counted as one.
  const key = isLogin(attempt.login) ? loginKey(attempt.login) : '';
  const trying = { key, clientAddress: attempt.clientAddress };
  if (services.attempts.isLocked(trying)) return tooManyAttempts(services);
  using turn = services.passwords.enter(attempt.clientAddress);
  if (turn === undefined) return tooManyPeople();
  if (!(await services.attempts.count(em, trying, services.now()))) return tooManyAttempts(services);
  try {
    return await tryPassword(services, em, { trying, turn, password: attempt.password });
  } catch (error) {
    if (error instanceof TurnMissed) return tooManyPeople();
    throw error;
  }
}

function tooManyPeople() {
  return busy('Too many people sign in at this moment.', [{ description: 'Try again in a few seconds.' }]);
}

function tooManyAttempts({ config }: AccountsServices) {
  const minutes = Math.ceil(config.attempts.windowMs / 60_000);
  return busy(`Too many attempts to sign in; wait ${minutes} minutes before the next.`);
}

function busy(message: string, remedies: readonly RemedyHint[] = []) {
  return refused(refusal('TOO_MANY_ATTEMPTS', message, { path: ['login'], retryable: true, remedies }));
}

interface CountedTry {
  readonly trying: Trying;
  readonly turn: PasswordTurn;
  readonly password: string;
}

async function tryPassword(
  services: AccountsServices,
  em: EntityManager,
  { trying, turn, password }: CountedTry,
): Promise<Outcome<IssuedSession>> {
  const user = await em.findOne(UserEntity, { loginKey: trying.key }, { populate: ['passwordHash'] });
  // Everybody knows the demo password, so outside the demo it opens nothing.
  const isPublic = password === DEMO_PASSWORD && !services.config.demo;
  const matches = await turn.verify(password, isPublic ? null : user?.passwordHash);
  if (user === null || !matches || !user.enabled) {
    return refused(
      refusal('WRONG_CREDENTIALS', 'Login and password do not belong together.', {
        path: ['password'],
        remedies: [{ description: 'Check both, or ask an administrator of your account for a new password.' }],
      }),
    );
  }
  return em.transactional(async (tx) => {
    await services.attempts.forget(tx, trying);
    return done(
      await startSession(services, tx, await tx.findOneOrFail(UserEntity, { id: user.id }), trying.clientAddress),
    );
  });
}
