import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserIdentityEntity } from '../../entities/user-identity.ts';
import type { UserRow } from '../../entities/user.ts';
import { userBefore, userChanges } from '../../rules/audit/shown-changes.ts';
import { isErased } from '../../rules/users/erasure.ts';
import { decideUserChanges, type UserChanges } from '../../rules/users/user-changes.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { hasPassword, voidLinks } from '../passwords/set-password.ts';
import { endSessionsOf } from '../sign-in/end-sessions.ts';
import { noLongerAllowed } from './editor.ts';
import { lockBoth } from './lock-both.ts';

/** A request to change a user. */
export interface UserUpdate {
  readonly userId: Id<'usr'>;
  readonly changes: UserChanges;
}

/**
 * Changes a user of an account that the viewer may see. Other permissions, and disabling the user, end the user's sessions.
 * Refuses, with every reason at once, what the viewer may not do themselves, and changes by which they would lock themselves out.
 */
export function updateUser(context: SignedInContext, { userId, changes }: UserUpdate): Promise<Outcome<UserRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<UserRow>> => {
    const { user, permissions } = await lockBoth(tx, viewer, userId);
    const account = user && (await tx.findOne(AccountEntity, { id: user.accountId }));
    if (user === null || account === null || !maySee(viewer, account.path)) return refused(notFound('user', 'userId'));
    if (!permissions.has('MANAGE_USERS')) return refused(noLongerAllowed('users'));
    if (isGiven(user.erasedAt)) return refused(isErased());
    const { kind, permissions: held } = user;
    const changeable = { kind, permissions: held, accountType: account.type };
    const decision = decideUserChanges(changeable, changes, { permissions, isSelf: user.id === viewer.subject });
    if (!decision.ok) return decision;
    const { email: addressBefore } = user;
    const before = userBefore(user);
    apply(decision.value.changes, user);
    if (decision.value.endsSessions) await endSessionsOf(tx, { userId: user.id, endedAt: deps.now() });
    await tx.flush();
    await renewLinks(tx, deps, { user, isMoved: user.email !== addressBefore });
    const shown = userChanges(before, user);
    await recordChange(tx, context, { action: 'updateUser', accountId: account.id, subjectId: user.id, ...shown });
    return done(user);
  });
}

/**
 * Links that were sent to another address, or before the user was disabled, must not work any more: whoever has one could
 * become the user. Who has no password yet gets a link at the new address.
 */
async function renewLinks(
  tx: Writer,
  deps: AccountsDeps,
  { user, isMoved }: { readonly user: UserRow; readonly isMoved: boolean },
): Promise<void> {
  if (!isMoved && user.enabled) return;
  await voidLinks(tx, user.id, deps.now());
  // Whoever was recognised at a provider by the address before need not be who has this one.
  if (isMoved) await tx.nativeDelete(UserIdentityEntity, { userId: user.id });
  if (isMoved && user.enabled && !(await hasPassword(tx, user.id))) {
    await enqueueAccessMail(tx, deps, { message: 'access.granted', userId: user.id });
  }
}

function apply({ email, firstName, lastName, permissions, enabled }: UserChanges, user: UserRow): void {
  user.email = email ?? user.email;
  user.firstName = firstName ?? user.firstName;
  user.lastName = lastName ?? user.lastName;
  user.permissions = permissions === undefined ? user.permissions : [...permissions];
  user.enabled = enabled ?? user.enabled;
}
