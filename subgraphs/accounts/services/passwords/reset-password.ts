import { recordChange } from '../../../shared/database/record-change.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext } from '../../context.ts';
import type { UserRow } from '../../entities/user.ts';
import { loginKey } from '../../rules/users/login.ts';
import { checkNewPassword } from '../../rules/passwords/new-password.ts';
import { enqueueAccessMail } from './access-mails.ts';
import { inTurn } from './in-turn.ts';
import { findUsableLink, linkOver, lockUsableLink } from './password-links.ts';
import { setPassword } from './set-password.ts';

/** A new password, and the token of the link that allows it. */
export interface PasswordReset {
  readonly token: string;
  readonly password: string;
}

/**
 * Sets a password by a link from a mail, which works once. Every session of the user ends, and a login that was locked by
 * wrong passwords is free again. A password that replaces another is told by mail. Answers the user.
 */
export async function resetPassword(
  context: AccountsContext,
  { token, password }: PasswordReset,
): Promise<Outcome<UserRow>> {
  const { read, write, deps, principal } = context;
  const known = await findUsableLink(read, token, deps.now());
  const errors = [
    ...(known === undefined ? [linkOver()] : []),
    ...checkNewPassword(password, 'password', { login: known?.user.login, isLeaked: deps.isLeakedPassword }),
  ];
  if (errors.length > 0) return refused(...errors);
  const { clientAddress } = principal;
  return await inTurn({ passwords: deps.passwords, clientAddress, field: 'password' }, async (turn) => {
    const passwordHash = await turn.hash(password);
    return await write(async (tx): Promise<Outcome<UserRow>> => {
      const usable = await lockUsableLink(tx, token, deps.now());
      if (usable === undefined) return refused(linkOver());
      const { link, user } = usable;
      await setPassword(tx, deps, { user, passwordHash });
      await deps.attempts.forget(tx, { key: loginKey(user.login), source: clientAddress });
      if (link.purpose === 'RESET') await enqueueAccessMail(tx, deps, { message: 'access.changed', userId: user.id });
      const { id: userId, accountId } = user;
      await recordChange(tx, context, {
        action: 'resetPassword',
        accountId,
        subjectId: userId,
        by: { userId, accountId },
      });
      return done(user);
    });
  });
}
