import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Permission } from '../../shared/domain/permission.ts';

/** A login of one account. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'user',
  properties: {
    id: p.text().primary(),
    accountId: p.text(),
    kind: p.text().$type<'ADMINISTRATOR' | 'SERVICE_USER'>(),
    login: p.text(),
    /** The login in lower case: logins compare without case. */
    loginKey: p.text(),
    email: p.text(),
    firstName: p.text(),
    lastName: p.text(),
    permissions: p.array().$type<Permission[]>(),
    enabled: p.boolean(),
    /** scrypt, with its parameters and salt; null until the user has chosen a password. */
    passwordHash: p.text().nullable().lazy(),
    lastSignInAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

export type UserRow = InferEntity<typeof UserEntity>;
