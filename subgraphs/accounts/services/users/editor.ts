import type { Writer } from '../../../shared/database/transaction.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { readId } from '../../../shared/domain/ids.ts';

/**
 * What the viewer may do at this moment, until the transaction ends: a token goes on for seconds after its user was disabled
 * or lost a permission, which would be enough to undo that.
 */
export async function lockEditor(tx: Writer, viewer: SignedInPrincipal): Promise<ReadonlySet<Permission>> {
  const own = viewer.kind === 'user' ? await tx.lock(UserEntity, { id: readId('usr', viewer.subject) }) : null;
  return permissionsNow(viewer, own);
}

/** @param own the locked row of the viewer; null for an API client */
export function permissionsNow(viewer: SignedInPrincipal, own: UserRow | null): ReadonlySet<Permission> {
  if (viewer.kind !== 'user') return viewer.permissions;
  return new Set(
    own?.enabled === true ? own.permissions.filter((permission) => viewer.permissions.has(permission)) : [],
  );
}

/** The refusal of somebody who could manage them when the token was issued. */
export function noLongerAllowed(managed: 'users' | 'API clients'): Refusal {
  return refusal('NOT_ALLOWED', `You may no longer manage ${managed}.`, {
    remedies: [{ description: 'Sign in again to see what you may do now.' }],
  });
}
