import type { Permission } from '../../../shared/domain/permission.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountType } from '../hierarchy/account-types.ts';
import { administratorPermissions, SERVICE_USER_PERMISSIONS, type UserKind } from './roles.ts';

/** The new values of a user. Undefined leaves a value as it is. */
export interface UserChanges {
  readonly email: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly permissions: readonly Permission[] | undefined;
  readonly enabled: boolean | undefined;
}

/** What a decision about changes of a user depends on. */
export interface ChangeableUser {
  readonly kind: UserKind;
  readonly permissions: readonly Permission[];
  readonly accountType: AccountType;
}

/** Who wants to change a user. */
export interface UserEditor {
  readonly permissions: ReadonlySet<Permission>;
  /** Whether the user is the editor. */
  readonly isSelf: boolean;
}

/** What changes, and whether the sessions of the user end with it. */
export interface UserDecision {
  readonly changes: UserChanges;
  readonly endsSessions: boolean;
}

/**
 * Decides about changes of a user: refuses them with every reason at once. Nobody gives or takes what they may not do
 * themselves, nor changes a user who may do more, since the address for a new password would be enough to become that user.
 */
export function decideUserChanges(
  user: ChangeableUser,
  changes: UserChanges,
  editor: UserEditor,
): Outcome<UserDecision> {
  const beyond = checkMayManage(user.permissions, editor.permissions);
  if (beyond.length > 0) return refused(...beyond);
  const errors = [
    ...checkNames(changes),
    ...checkPermissions(user, changes.permissions ?? [], editor.permissions),
    ...checkOwn(changes, editor),
  ];
  if (errors.length > 0) return refused(...errors);
  const permissions = changes.permissions && [...new Set(changes.permissions)];
  const isOther = permissions !== undefined && !isSame(permissions, user.permissions);
  return done({ changes: { ...changes, permissions }, endsSessions: isOther || changes.enabled === false });
}

/** Refuses to manage a user who may do more than the editor. */
export function checkMayManage(
  permissions: readonly Permission[],
  editor: ReadonlySet<Permission>,
): readonly Refusal[] {
  const beyond = permissions.filter((permission) => !editor.has(permission));
  return beyond.length > 0 ? [mayDoMore(beyond)] : [];
}

function mayDoMore(permissions: readonly Permission[]): Refusal {
  return refusal('NOT_ALLOWED', `This user may do what you may not: ${permissions.join(', ')}.`, {
    path: ['userId'],
    remedies: [{ description: 'Ask an administrator who has these permissions as well.' }],
  });
}

/** Refuses names that are empty, or hold only blanks. */
export function checkNames({ firstName, lastName }: Pick<UserChanges, 'firstName' | 'lastName'>): readonly Refusal[] {
  return Object.entries({ firstName, lastName }).flatMap(([field, value]) =>
    value === undefined || value.trim() !== ''
      ? []
      : [refusal('REQUIRED', `${field} must not be empty.`, { path: [field] })],
  );
}

/** Refuses permissions that the editor lacks, and those that no user of this kind in such an account has. */
export function checkPermissions(
  { kind, accountType }: Pick<ChangeableUser, 'kind' | 'accountType'>,
  permissions: readonly Permission[],
  editor: ReadonlySet<Permission>,
): readonly Refusal[] {
  const path = ['permissions'];
  const possible = kind === 'SERVICE_USER' ? SERVICE_USER_PERMISSIONS : administratorPermissions(accountType, false);
  const impossible = permissions.filter((permission) => !possible.includes(permission));
  const lacking = permissions.filter((permission) => possible.includes(permission) && !editor.has(permission));
  const whose = kind === 'SERVICE_USER' ? 'A service user' : `An administrator of a ${accountType.toLowerCase()}`;
  return [
    ...(impossible.length === 0
      ? []
      : [
          refusal('NOT_ALLOWED', `${whose} can't have ${impossible.join(', ')}.`, {
            path,
            remedies: [{ description: `Choose among ${possible.join(', ')}.` }],
          }),
        ]),
    ...(lacking.length === 0
      ? []
      : [refusal('NOT_ALLOWED', `You can't give what you don't have: ${lacking.join(', ')}.`, { path })]),
  ];
}

/** Nobody locks themselves out: so whoever manages users last goes on to do so. */
function checkOwn({ permissions, enabled }: UserChanges, { isSelf }: UserEditor): readonly Refusal[] {
  if (!isSelf) return [];
  const remedies = [{ description: 'Ask another administrator of your account, or of an account above it.' }];
  return [
    ...(enabled === false
      ? [refusal('NOT_ALLOWED', "You can't disable yourself.", { path: ['enabled'], remedies })]
      : []),
    ...(permissions !== undefined && !permissions.includes('MANAGE_USERS')
      ? [refusal('NOT_ALLOWED', "You can't take MANAGE_USERS from yourself.", { path: ['permissions'], remedies })]
      : []),
  ];
}

function isSame(some: readonly Permission[], others: readonly Permission[]): boolean {
  return some.length === others.length && some.every((permission) => others.includes(permission));
}
