import { leaveUnrecorded, unrecorded } from '../../../shared/database/record-change.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { AccountsContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { isLogin, loginKey } from '../../rules/users/login.ts';
import { DEMO_PASSWORD } from '../../seed/demo-accounts.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import type { Trying } from './attempts.ts';
import { inTurn } from '../passwords/in-turn.ts';
import { tooManyAttempts } from './busy.ts';
import type { PasswordTurn } from '../passwords/passwords.ts';
import { lockProvedUser } from '../passwords/set-password.ts';
import { checkSecondFactor } from './second-factor.ts';
import { startSession, type IssuedSession, type ProvedUser } from './sessions.ts';

/** The credentials that a user signs in with. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Of the authenticator, or a recovery code; undefined unless given. */
  readonly code?: string | undefined;
}

/** Every text that cannot be a login is counted as this one, which nobody has. */
const NO_LOGIN = '';

/** What follows in the same transaction when a user has proved who they are. */
type AndThen<T> = (tx: Writer, proved: ProvedUser) => Promise<T>;

/** Signs a user in: starts a session for whoever proves a login. */
export function signIn(context: AccountsContext, credentials: Credentials): Promise<Outcome<IssuedSession>> {
  return proveLogin(context, credentials, (tx, proved) => startSession(tx, context.deps, proved));
}

/**
 * Lets a user prove who they are by login and password. Every attempt is counted for the login and for the client address before the password is checked, so
 * that parallel guesses are counted too. An unknown login takes as long as a known one. An attempt that is refused before
 * the password is checked costs no statement, and no place in the queue for hashing.
 */
export async function proveLogin<T>(
  context: AccountsContext,
  { login, password, code }: Credentials,
  andThen: AndThen<T>,
): Promise<Outcome<T>> {
  const { deps } = context;
  const { clientAddress } = context.principal;
  const trying = { key: isLogin(login) ? loginKey(login) : NO_LOGIN, source: clientAddress };
  if (deps.attempts.isLocked(trying)) return tooManyAttempts(deps, 'login');
  return await inTurn({ passwords: deps.passwords, clientAddress, field: 'login' }, async (turn) => {
    const isCounted = await context.write(unrecorded('tries', (tx) => deps.attempts.count(tx, trying, deps.now())));
    if (!isCounted) return tooManyAttempts(deps, 'login');
    return await tryPassword(context, { trying, turn, password, code }, andThen);
  });
}

interface CountedTry {
  readonly trying: Trying;
  readonly turn: PasswordTurn;
  readonly password: string;
  readonly code: string | undefined;
}

async function tryPassword<T>(
  context: AccountsContext,
  { trying, turn, password, code }: CountedTry,
  andThen: AndThen<T>,
): Promise<Outcome<T>> {
  const { read, write, deps } = context;
  const user = await read.findOne(UserEntity, { loginKey: trying.key }, { populate: ['passwordHash'] });
  // The demo password is public, so outside of the demo it never matches.
  const isPublic = password === DEMO_PASSWORD && !deps.config.demo;
  const matches = await turn.verify(password, isPublic ? undefined : (user?.passwordHash ?? undefined));
  if (user === null || !matches || !user.enabled) return noMatch();
  const outcome = await write(async (tx): Promise<Outcome<T>> => {
    const known = await lockProvedUser(tx, user);
    if (known === undefined) return noMatch();
    const account = await tx.findOneOrFail(AccountEntity, { id: known.accountId });
    const refusedForAll = await refusalOfSignIn(tx, account);
    if (refusedForAll !== undefined) return refused(refusedForAll);
    const unproved = await checkSecondFactor(tx, deps, { userId: known.id, code });
    // Whoever knows the password must not forget their wrong codes by it.
    if (unproved !== undefined) return refused(unproved);
    await deps.attempts.forget(tx, trying);
    leaveUnrecorded(tx, 'session');
    return done(await andThen(tx, { user: known, clientAddress: trying.source }));
  });
  // The first half of a sign-in in two steps is no guess of the others at this address. For the login it stays counted, so
  // that nobody who knows the password can try one code after the other.
  const isHalfway = !outcome.ok && outcome.errors.some((error) => error.code === 'SECOND_FACTOR_REQUIRED');
  if (isHalfway) await write(unrecorded('tries', (tx) => deps.attempts.takeBack(tx, trying)));
  return outcome;
}

function noMatch() {
  return refused(refusal('WRONG_CREDENTIALS', 'The login and the password do not match.', { path: ['password'] }));
}
