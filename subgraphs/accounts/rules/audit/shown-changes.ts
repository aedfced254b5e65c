import {
  changesOfField,
  changesSince,
  firstValues,
  snapshot,
  type FieldChange,
  type Snapshot,
} from '../../../shared/domain/field-changes.ts';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { PersonChange } from '../../../shared/domain/person-change.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { Address, Contact } from '../hierarchy/account-details.ts';

/** What of an account the audit log shows. */
export interface AuditedAccount {
  readonly name: string;
  readonly status: string;
  readonly externalId?: Optional<string>;
  readonly address?: Optional<Address>;
  readonly taxId?: Optional<string>;
  readonly language: string;
  readonly currency: string;
  readonly segment?: Optional<string>;
  readonly requiresSecondFactor: boolean;
  readonly priceChangeMails: boolean;
  readonly contact?: Optional<Contact>;
  readonly billingContact?: Optional<Contact>;
  readonly technicalContact?: Optional<Contact>;
}

const ACCOUNT_FIELDS = [
  'name',
  'status',
  'externalId',
  'address',
  'taxId',
  'language',
  'currency',
  'segment',
  'requiresSecondFactor',
] as const;
/** What every account begins with. */
const SWITCHES = ['priceChangeMails'] as const;
const CONTACTS = ['contact', 'billingContact', 'technicalContact'] as const;

/** What of a user the audit log shows. Whether there is a password, and what it is, is no part of it. */
export interface AuditedUser {
  readonly id: Id<'usr'>;
  readonly kind: string;
  readonly permissions: readonly Permission[];
  readonly enabled: boolean;
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

const USER_FIELDS = ['kind', 'permissions', 'enabled'] as const;
const PERSONAL_FIELDS = ['login', 'email', 'firstName', 'lastName'] as const;

/** Changes as an entry has them: what belongs to persons is apart. */
export interface ShownChanges {
  readonly changes: readonly FieldChange[];
  readonly persons: readonly PersonChange[];
}

/** An account before a change. */
export type AccountBefore = Snapshot<AuditedAccount>;

/** Remembers an account before it is changed. */
export function accountBefore(account: AuditedAccount): AccountBefore {
  return snapshot(account, [...ACCOUNT_FIELDS, ...SWITCHES, ...CONTACTS]);
}

/** What has changed of an account. */
export function accountChanges({ values }: AccountBefore, account: AuditedAccount): ShownChanges {
  return {
    changes: changesSince({ fields: [...ACCOUNT_FIELDS, ...SWITCHES], values }, account),
    persons: CONTACTS.flatMap((field) => contactChanges(field, values[field], account[field])),
  };
}

/** What a new account begins with. */
export function newAccountChanges(account: AuditedAccount): ShownChanges {
  return {
    changes: firstValues(account, ACCOUNT_FIELDS),
    persons: CONTACTS.flatMap((field) => contactChanges(field, undefined, account[field])),
  };
}

/** What has changed of a contact. Somebody else, who has another address, is another person. */
export function contactChanges(
  field: string,
  before: Optional<Contact>,
  after: Optional<Contact>,
): readonly PersonChange[] {
  const isSame = before?.email.toLowerCase() === after?.email.toLowerCase();
  if (isGiven(after) && isSame) return [{ email: after.email, changes: changesOfField(field, before, after) }];
  return [
    ...(isGiven(before) ? [{ email: before.email, changes: changesOfField(field, before, undefined) }] : []),
    ...(isGiven(after) ? [{ email: after.email, changes: changesOfField(field, undefined, after) }] : []),
  ];
}

/** A user before a change. */
export type UserBefore = Snapshot<AuditedUser>;

/** Remembers a user before it is changed. */
export function userBefore(user: AuditedUser): UserBefore {
  return snapshot(user, [...USER_FIELDS, ...PERSONAL_FIELDS]);
}

/** What has changed of a user. */
export function userChanges({ values }: UserBefore, user: AuditedUser): ShownChanges {
  const changes = changesSince({ fields: PERSONAL_FIELDS, values }, user);
  return {
    changes: changesSince({ fields: USER_FIELDS, values }, user),
    persons: [{ userId: user.id, email: user.email, changes }],
  };
}

/** What a new user begins with. */
export function newUserChanges(user: AuditedUser): ShownChanges {
  return {
    changes: firstValues(user, USER_FIELDS),
    persons: [{ userId: user.id, email: user.email, changes: firstValues(user, PERSONAL_FIELDS) }],
  };
}
