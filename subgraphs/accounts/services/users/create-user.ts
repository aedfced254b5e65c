import { recordChange } from '../../../shared/database/record-change.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { newUserChanges } from '../../rules/audit/shown-changes.ts';
import { loginTaken } from '../../rules/onboarding/new-account.ts';
import { loginKey } from '../../rules/users/login.ts';
import { checkNewUser, type NewUser } from '../../rules/users/new-user.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { checkLogin } from './check-login.ts';
import { lockEditor, noLongerAllowed } from './editor.ts';

/**
 * Creates a user of an account that the viewer may see, and sends a mail with a link to set the password. Refuses, with every
 * reason at once, a login that is taken or malformed, and what the viewer may not do themselves.
 */
export async function createUser(context: SignedInContext, request: NewUser): Promise<Outcome<UserRow>> {
  const { viewer, write, deps } = context;
  try {
    return await write(async (tx): Promise<Outcome<UserRow>> => {
      const editor = await lockEditor(tx, viewer);
      const account = await tx.findOne(AccountEntity, { id: request.accountId });
      if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
      if (!editor.has('MANAGE_USERS')) return refused(noLongerAllowed('users'));
      const errors = [
        ...(account.status === 'CANCELLED' ? [accountIsOver(account.name)] : []),
        ...(await checkLogin(tx, request.login)),
        ...checkNewUser(request, account.type, editor),
      ];
      if (errors.length > 0) return refused(...errors);
      const user = await insertUser(tx, deps, request);
      const { id: subjectId, accountId } = user;
      await recordChange(tx, context, { action: 'createUser', accountId, subjectId, ...newUserChanges(user) });
      return done(user);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refused(loginTaken());
  }
}

/** Adds a user without a password, who is told by mail how to set one. */
export async function insertUser(
  tx: Writer,
  deps: Pick<AccountsDeps, 'jobs' | 'now'>,
  { permissions, ...request }: NewUser,
  mail: { readonly afterSeconds?: number } = {},
): Promise<UserRow> {
  const user = tx.create(UserEntity, {
    ...request,
    id: newId('usr'),
    loginKey: loginKey(request.login),
    permissions: [...new Set(permissions)],
    enabled: true,
    createdAt: deps.now(),
  });
  await tx.flush();
  await enqueueAccessMail(tx, deps, { message: 'access.granted', userId: user.id }, mail);
  return user;
}

function accountIsOver(name: string) {
  return refusal('ACCOUNT_NOT_ACTIVE', `${name} is cancelled: nobody signs in for it any more.`, {
    path: ['accountId'],
    remedies: [{ description: 'Choose another account.' }],
  });
}
