import type { Permission } from '../../../shared/domain/permission.ts';
import { idLabel, type Id } from '../../../shared/domain/ids.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { UserKind } from './roles.ts';
import { checkMayManage, type UserEditor } from './user-changes.ts';

/** What stands in the place of a person: it tells nothing but that there was one. */
export interface Pseudonym {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** The pseudonym of a user. Logins are unique, so it has the id in it. No mail can be sent to it (RFC 2606). */
export function pseudonymOf(id: Id<'usr'>): Pseudonym {
  const login = `erased-${idLabel(id)}`;
  return { login, email: `${login}@erased.invalid`, firstName: 'Erased', lastName: 'User' };
}

/** What a decision about erasing a user depends on. */
export interface ErasableUser {
  readonly kind: UserKind;
  readonly permissions: readonly Permission[];
  readonly accountIsOver: boolean;
  /** How many other administrators of the account can sign in. */
  readonly otherAdministrators: number;
}

/** Refuses, with every reason at once, to erase a user: oneself, one who may do more, and the last who looks after an account. */
export function checkErasure(user: ErasableUser, reason: string, editor: UserEditor): readonly Refusal[] {
  const isLast = user.kind === 'ADMINISTRATOR' && !user.accountIsOver && user.otherAdministrators === 0;
  return [
    ...(reason.trim() === '' ? [reasonMissing()] : []),
    ...(editor.isSelf ? [notYourself()] : checkMayManage(user.permissions, editor.permissions)),
    ...(isLast ? [lastAdministrator()] : []),
  ];
}

function reasonMissing(): Refusal {
  return refusal('REQUIRED', 'The reason must not be empty.', {
    path: ['reason'],
    remedies: [{ description: 'Write why, for whoever asks later, without naming the person.' }],
  });
}

function notYourself(): Refusal {
  return refusal('NOT_ALLOWED', 'Nobody erases themselves.', {
    path: ['userId'],
    remedies: [{ description: 'Ask another administrator of your account, or of an account above it.' }],
  });
}

function lastAdministrator(): Refusal {
  return refusal('STATE_CONFLICT', 'This is the last administrator of the account who can sign in.', {
    path: ['userId'],
    remedies: [{ description: 'Create another administrator first, with `createUser`, or cancel the account.' }],
  });
}

/** The refusal to change a user who was erased. */
export function isErased(): Refusal {
  return refusal('STATE_CONFLICT', 'This user was erased, and cannot be changed any more.', {
    path: ['userId'],
    remedies: [{ description: 'Create a new user.' }],
  });
}
