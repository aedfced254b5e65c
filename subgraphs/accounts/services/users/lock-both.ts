import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { permissionsNow } from './editor.ts';

/**
 * The user, and what the viewer may do at this moment: a token goes on for seconds after its user was disabled or lost a
 * permission, which would be enough to undo that. Both rows stay as they are until the change is made. They are locked in one
 * order, so that two administrators who change each other wait instead of failing.
 */
export async function lockBoth(tx: Writer, viewer: SignedInPrincipal, userId: Id<'usr'>) {
  const ids = viewer.kind === 'user' && viewer.subject !== userId ? [viewer.subject, userId] : [userId];
  const rows: (UserRow | null)[] = [];
  for (const id of ids.toSorted()) rows.push(await tx.lock(UserEntity, { id }));
  const find = (wanted: string): UserRow | null => rows.find((row) => row?.id === wanted) ?? null;
  return { user: find(userId), permissions: permissionsNow(viewer, find(viewer.subject)) };
}
