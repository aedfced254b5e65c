import { recordChange } from '../../../shared/database/record-change.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { isInPerson } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { UserEntity } from '../../entities/user.ts';
import { checkNewPassword } from '../../rules/passwords/new-password.ts';
import { enqueueAccessMail } from './access-mails.ts';
import { inTurn } from './in-turn.ts';
import type { PasswordTurn } from './passwords.ts';
import { provePassword, wrongPassword } from './prove-password.ts';
import { lockProvedUser, setPassword } from './set-password.ts';

/** The password that a user has, and the one that it is to have. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Changes the password of the viewer, who knows the current one: a token alone is not enough. Wrong ones are counted like
 * those of a sign-in. Every session of the user ends, this one too, and a mail tells of it.
 */
export async function changePassword(context: SignedInContext, change: PasswordChange): Promise<Outcome<object>> {
  const { viewer, deps } = context;
  if (!isInPerson(viewer)) return refused(notYours());
  const request = { passwords: deps.passwords, clientAddress: viewer.clientAddress, field: 'currentPassword' };
  return await inTurn(request, (turn) => changeInTurn(context, change, turn));
}

async function changeInTurn(
  context: SignedInContext,
  { currentPassword, newPassword }: PasswordChange,
  turn: PasswordTurn,
): Promise<Outcome<object>> {
  const { viewer, read, write, deps } = context;
  const id = readId('usr', viewer.subject);
  const field = 'currentPassword';
  const user = await read.findOneOrFail(UserEntity, { id }, { populate: ['passwordHash'] });
  // Who knows the password guesses none, whatever the new one is.
  const proof = await provePassword(context, turn, { user, password: currentPassword, field });
  const errors = [
    ...(proof.ok ? [] : proof.errors),
    ...(newPassword === currentPassword
      ? [refusal('INVALID', 'The new password must be another one.', { path: ['newPassword'] })]
      : checkNewPassword(newPassword, 'newPassword', { login: user.login, isLeaked: deps.isLeakedPassword })),
  ];
  if (errors.length > 0) return refused(...errors);
  const passwordHash = await turn.hash(newPassword);
  return write(async (tx): Promise<Outcome<object>> => {
    const proved = await lockProvedUser(tx, { id, passwordHash: user.passwordHash });
    if (proved === undefined) return refused(wrongPassword(field));
    await setPassword(tx, deps, { user: proved, passwordHash });
    await enqueueAccessMail(tx, deps, { message: 'access.changed', userId: id });
    await recordChange(tx, context, { action: 'changePassword', accountId: proved.accountId, subjectId: id });
    return done({});
  });
}

function notYours(): Refusal {
  return refusal('NOT_ALLOWED', 'Only a user who has signed in with a password can change it.', {
    remedies: [{ description: 'Sign in as the user whose password is to change.' }],
  });
}
