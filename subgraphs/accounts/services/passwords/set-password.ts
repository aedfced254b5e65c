import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountsDeps } from '../../context.ts';
import { PasswordLinkEntity } from '../../entities/password-link.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { endSessionsOf } from '../sign-in/end-sessions.ts';

/**
 * Locks an enabled user whose password is still the one that was verified. Undefined when it was replaced meanwhile, or the user
 * was disabled: verifying takes a while, and whoever did that has ended the sessions that were there by then.
 */
export async function lockProvedUser(
  tx: Writer,
  { id, passwordHash }: { readonly id: Id<'usr'>; readonly passwordHash: string | null | undefined },
): Promise<UserRow | undefined> {
  // A row that was changed while this waited for it is compared as it is by then.
  const [row] = await tx.execute(
    'select * from accounts."user" where id = ? and enabled and password_hash is not distinct from ? for update',
    [id, passwordHash ?? null],
  );
  return row && tx.map(UserEntity, row);
}

/** Makes the links useless that were sent to a user before: another password holds, or another address. */
export async function voidLinks(tx: Writer, userId: Id<'usr'>, usedAt: Date): Promise<void> {
  await tx.nativeUpdate(PasswordLinkEntity, { userId, usedAt: null }, { usedAt });
}

/** Whether a user has chosen a password. */
export async function hasPassword(tx: Writer, userId: Id<'usr'>): Promise<boolean> {
  const rows = await tx.query('select 1 from accounts."user" where id = ? and password_hash is not null', [userId]);
  return rows.length > 0;
}

/** Sets the password of a locked user: every session ends, and no link that was sent before works any more. */
export async function setPassword(
  tx: Writer,
  { now }: AccountsDeps,
  { user, passwordHash }: { readonly user: UserRow; readonly passwordHash: string },
): Promise<void> {
  const at = now();
  user.passwordHash = passwordHash;
  await tx.flush();
  await voidLinks(tx, user.id, at);
  await endSessionsOf(tx, { userId: user.id, endedAt: at });
}
