import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { decideUserChanges, type UserChanges } from '../../rules/users/user-changes.ts';
import { endSessionsOf } from '../sign-in/end-sessions.ts';

/** A request to change a user. */
export interface UserUpdate {
  readonly userId: Id<'usr'>;
  readonly changes: UserChanges;
}

/**
 * Changes a user of an account that the viewer may see. Other permissions, and disabling the user, end the user's sessions.
 * Refuses, with every reason at once, what the viewer may not do themselves, and changes by which they would lock themselves out.
 */
export function updateUser(
  { viewer, write, deps }: SignedInContext,
  { userId, changes }: UserUpdate,
): Promise<Outcome<UserRow>> {
  return write(async (tx): Promise<Outcome<UserRow>> => {
    const user = await tx.lock(UserEntity, { id: userId });
    const account = user && (await tx.findOne(AccountEntity, { id: user.accountId }));
    if (user === null || account === null || !maySee(viewer, account.path)) return refused(notFound('user', 'userId'));
    const { kind, permissions } = user;
    const editor = { permissions: viewer.permissions, isUser: viewer.kind === 'user' && viewer.subject === user.id };
    const decision = decideUserChanges({ kind, permissions, accountType: account.type }, changes, editor);
    if (!decision.ok) return decision;
    apply(decision.value.changes, user);
    if (decision.value.endsSessions) await endSessionsOf(tx, { userId: user.id, endedAt: deps.now() });
    await tx.flush();
    return done(user);
  });
}

function apply({ email, firstName, lastName, permissions, enabled }: UserChanges, user: UserRow): void {
  user.email = email ?? user.email;
  user.firstName = firstName ?? user.firstName;
  user.lastName = lastName ?? user.lastName;
  user.permissions = permissions === undefined ? user.permissions : [...permissions];
  user.enabled = enabled ?? user.enabled;
}
