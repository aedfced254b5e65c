import { done, refusal, refused, type Outcome, type RemedyHint } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps } from '../../context.ts';
import { UserEntity } from '../../entities/user.ts';
import { isLogin, loginKey } from '../../rules/users/login.ts';
import { DEMO_PASSWORD } from '../../seed/demo-accounts.ts';
import type { Trying } from './attempts.ts';
import { TurnMissed } from './hashing-queue.ts';
import type { PasswordTurn } from './passwords.ts';
import { startSession, type IssuedSession } from './sessions.ts';

/** What somebody signs in with. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** All texts that can't be a login are counted as this one, which nobody has. */
const NO_LOGIN = '';

/**
 * Signs a user in. Every try is counted for the login and the client address before the password is looked at,
 * so that parallel guesses count as well; unknown logins take as long as known ones. What is refused without looking at
 * the password costs nothing: no statement, and no place among those whose passwords are hashed.
 */
export async function signIn(
  context: AccountsContext,
  { login, password }: Credentials,
): Promise<Outcome<IssuedSession>> {
  const { deps } = context;
  const { clientAddress } = context.principal;
  const trying = { key: isLogin(login) ? loginKey(login) : NO_LOGIN, clientAddress };
  if (deps.attempts.isLocked(trying)) return tooManyAttempts(deps);
  using turn = deps.passwords.enter(clientAddress);
  if (turn === undefined) return tooManyPeople();
  if (!(await context.write((tx) => deps.attempts.count(tx, trying, deps.now())))) return tooManyAttempts(deps);
  try {
    return await tryPassword(context, { trying, turn, password });
  } catch (error) {
    if (error instanceof TurnMissed) return tooManyPeople();
    throw error;
  }
}

function tooManyPeople() {
  return busy('Too many people sign in at this moment.', [{ description: 'Try again in a few seconds.' }]);
}

function tooManyAttempts({ config }: AccountsDeps) {
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
  { read, write, deps }: AccountsContext,
  { trying, turn, password }: CountedTry,
): Promise<Outcome<IssuedSession>> {
  const user = await read.findOne(UserEntity, { loginKey: trying.key }, { populate: ['passwordHash'] });
  // Everybody knows the demo password, so outside the demo it opens nothing.
  const isPublic = password === DEMO_PASSWORD && !deps.config.demo;
  const matches = await turn.verify(password, isPublic ? undefined : (user?.passwordHash ?? undefined));
  if (user === null || !matches || !user.enabled) {
    return refused(
      refusal('WRONG_CREDENTIALS', 'Login and password do not belong together.', {
        path: ['password'],
        remedies: [{ description: 'Check both, or ask an administrator of your account for a new password.' }],
      }),
    );
  }
  return write(async (tx) => {
    await deps.attempts.forget(tx, trying);
    const known = await tx.findOneOrFail(UserEntity, { id: user.id });
    return done(await startSession(tx, deps, { user: known, clientAddress: trying.clientAddress }));
  });
}
