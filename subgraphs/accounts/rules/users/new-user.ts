import type { Id } from '../../../shared/domain/ids.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountType } from '../hierarchy/account-types.ts';
import type { UserKind } from './roles.ts';
import { checkNames, checkPermissions } from './user-changes.ts';

/** A request to create a user. */
export interface NewUser {
  readonly accountId: Id<'acc'>;
  readonly kind: UserKind;
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly permissions: readonly Permission[];
}

/**
 * Refuses empty names, permissions that no user of this kind in such an account has, and those that the editor lacks.
 *
 * @param editor what the person who creates the user may do
 */
export function checkNewUser(
  { kind, firstName, lastName, permissions }: NewUser,
  accountType: AccountType,
  editor: ReadonlySet<Permission>,
): readonly Refusal[] {
  return [...checkNames({ firstName, lastName }), ...checkPermissions({ kind, accountType }, permissions, editor)];
}
