import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { PasswordLinkEntity } from '../../entities/password-link.ts';
import { UserIdentityEntity } from '../../entities/user-identity.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { checkErasure, pseudonymOf } from '../../rules/users/erasure.ts';
import { endSessionsOf } from '../sign-in/end-sessions.ts';
import { noLongerAllowed } from './editor.ts';
import { ERASURE_QUEUE, type ErasureJob } from './erasure-queue.ts';
import { lockBoth } from './lock-both.ts';

/** A request to erase a user, and why. */
export interface EraseRequest {
  readonly userId: Id<'usr'>;
  readonly reason: string;
}

/**
 * Replaces a person by a pseudonym, for good: the user at once, with everything they could sign in with, and what else tells of
 * them by a job. Refuses, with every reason at once, the viewer, who may do more, and the last administrator of an account. A
 * user who was erased stays so.
 */
export function eraseUser(context: SignedInContext, { userId, reason }: EraseRequest): Promise<Outcome<object>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<object>> => {
    const { user, permissions } = await lockBoth(tx, viewer, userId);
    // Of two who erase the last two administrators, the second sees that the first is gone.
    const account = user && (await tx.lock(AccountEntity, { id: user.accountId }));
    if (user === null || account === null || !maySee(viewer, account.path)) return refused(notFound('user', 'userId'));
    if (!permissions.has('MANAGE_USERS')) return refused(noLongerAllowed('users'));
    if (isGiven(user.erasedAt)) {
      leaveUnrecorded(tx, 'nothing-changed');
      return done({});
    }
    const erasable = {
      kind: user.kind,
      permissions: user.permissions,
      accountIsOver: account.status === 'CANCELLED',
      otherAdministrators: await countOthers(tx, user),
    };
    const errors = checkErasure(erasable, reason, { permissions, isSelf: user.id === viewer.subject });
    if (errors.length > 0) return refused(...errors);
    await replacePerson(tx, deps, user);
    await deps.jobs.enqueue(tx, ERASURE_QUEUE.name, { userId } satisfies ErasureJob);
    await recordChange(tx, context, {
      action: 'eraseUser',
      accountId: account.id,
      subjectId: userId,
      changes: changesOfField('reason', undefined, reason, 'MAKERS'),
    });
    return done({});
  });
}

async function countOthers(tx: Writer, { id, accountId }: UserRow): Promise<number> {
  return await tx.count(UserEntity, { accountId, kind: 'ADMINISTRATOR', enabled: true, id: { $ne: id } });
}

/** What is kept of the user itself, and everything by which somebody signs in. */
async function replacePerson(tx: Writer, { now }: AccountsDeps, user: UserRow): Promise<void> {
  const erasedAt = now();
  const { id, loginKey, email } = user;
  const pseudonym = pseudonymOf(id);
  await endSessionsOf(tx, { userId: id, endedAt: erasedAt });
  Object.assign(user, {
    ...pseudonym,
    loginKey: pseudonym.login,
    passwordHash: null,
    permissions: [],
    enabled: false,
    lastSignInAt: null,
    erasedAt,
    erasingEmail: email.toLowerCase(),
  });
  await tx.flush();
  await tx.nativeDelete(PasswordLinkEntity, { userId: id });
  await tx.nativeDelete(UserIdentityEntity, { userId: id });
  await tx.execute('delete from accounts.sign_in_code where user_id = ?', [id]);
  await tx.execute('delete from accounts.recovery_code where user_id = ?', [id]);
  await tx.execute('delete from accounts.second_factor where user_id = ?', [id]);
  await tx.execute('delete from accounts.sign_in_attempt where subject = any (array[?, ?])', [
    `login:${loginKey}`,
    `reset-login:${loginKey}`,
  ]);
  await tx.execute('update accounts.session set acting_reason = null where user_id = ?', [id]);
}
