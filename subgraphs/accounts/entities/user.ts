import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { Permission } from '../../shared/domain/permission.ts';
import type { UserKind } from '../rules/users/roles.ts';

/** A person who can sign in for one account. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'user',
  properties: {
    id: p.text().$type<Id<'usr'>>().primary(),
    accountId: p.text().$type<Id<'acc'>>(),
    kind: p.text().$type<UserKind>(),
    login: p.text(),
    /** The login in lower case, because logins are compared without regard to case. */
    loginKey: p.text(),
    email: p.text(),
    firstName: p.text(),
    lastName: p.text(),
    permissions: p.array().$type<Permission[]>(),
    enabled: p.boolean(),
    /** Made by scrypt, with its parameters and salt. Null until the user has chosen a password. */
    passwordHash: p.text().nullable().lazy(),
    lastSignInAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    /** When the person was replaced by a pseudonym, for good. */
    erasedAt: p.datetime().nullable(),
    /** In lower case, until everything that tells of the person is erased. */
    erasingEmail: p.text().nullable().lazy(),
  },
});

export type UserRow = InferEntity<typeof UserEntity>;
