import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { checkMayManage } from '../../rules/users/user-changes.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { lockBoth } from '../users/lock-both.ts';
import { noLongerAllowed } from '../users/editor.ts';
import { endSessionsOf } from './end-sessions.ts';

/** Takes the second factor from a user who has lost it. Their sessions end, and a mail tells them. */
export function resetSecondFactor(context: SignedInContext, userId: Id<'usr'>): Promise<Outcome<object>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<object>> => {
    const { user, permissions } = await lockBoth(tx, viewer, userId);
    const account = user && (await tx.findOne(AccountEntity, { id: user.accountId }));
    if (user === null || account === null || !maySee(viewer, account.path)) return refused(notFound('user', 'userId'));
    if (!permissions.has('MANAGE_USERS')) return refused(noLongerAllowed('users'));
    if (user.id === viewer.subject) return refused(notYourOwn());
    const errors = checkMayManage(user.permissions, permissions);
    if (errors.length > 0) return refused(...errors);
    const removed = await tx.execute('delete from accounts.second_factor where user_id = ? returning user_id', [
      userId,
    ]);
    if (removed.length === 0) {
      leaveUnrecorded(tx, 'nothing-changed');
      return done({});
    }
    await endSessionsOf(tx, { userId, endedAt: deps.now() });
    await enqueueAccessMail(tx, deps, { message: 'access.second-factor', userId });
    await recordChange(tx, context, { action: 'resetSecondFactor', accountId: account.id, subjectId: userId });
    return done({});
  });
}

function notYourOwn() {
  return refusal('NOT_ALLOWED', 'Nobody takes the second factor from themselves.', {
    path: ['userId'],
    remedies: [{ description: 'Replace it with `enrolSecondFactor` and a code or recovery code.' }],
  });
}
