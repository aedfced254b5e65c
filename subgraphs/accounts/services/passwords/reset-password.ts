import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext } from '../../context.ts';
import { loginKey } from '../../rules/users/login.ts';
import { checkNewPassword } from '../../rules/passwords/new-password.ts';
import { enqueueAccessMail } from './access-mails.ts';
import { tooManyPeople } from '../sign-in/busy.ts';
import { TurnMissed } from './hashing-queue.ts';
import { findUsableLink, linkOver, lockUsableLink } from './password-links.ts';
import { setPassword } from './set-password.ts';

/** A new password, and the token of the link that allows it. */
export interface PasswordReset {
  readonly token: string;
  readonly password: string;
}

/**
 * Sets a password by a link from a mail, which works once. Every session of the user ends, and a login that was locked by
 * wrong passwords is free again. A password that replaces another is told by mail. Answers the user's login.
 */
export async function resetPassword(
  context: AccountsContext,
  { token, password }: PasswordReset,
): Promise<Outcome<{ readonly login: string }>> {
  const { read, write, deps, principal } = context;
  const known = await findUsableLink(read, token, deps.now());
  const errors = [
    ...(known === undefined ? [linkOver()] : []),
    ...checkNewPassword(password, 'password', { login: known?.user.login, isLeaked: deps.isLeakedPassword }),
  ];
  if (errors.length > 0) return refused(...errors);
  using turn = deps.passwords.enter(principal.clientAddress);
  if (turn === undefined) return tooManyPeople('password');
  try {
    const passwordHash = await turn.hash(password);
    return await write(async (tx): Promise<Outcome<{ readonly login: string }>> => {
      const usable = await lockUsableLink(tx, token, deps.now());
      if (usable === undefined) return refused(linkOver());
      const { link, user } = usable;
      await setPassword(tx, deps, { user, passwordHash });
      await deps.attempts.forget(tx, { key: loginKey(user.login), clientAddress: principal.clientAddress });
      if (link.purpose === 'RESET') await enqueueAccessMail(tx, deps, { message: 'access.changed', userId: user.id });
      return done({ login: user.login });
    });
  } catch (error) {
    if (error instanceof TurnMissed) return tooManyPeople('password');
    throw error;
  }
}
