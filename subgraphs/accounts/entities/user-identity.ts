import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** Who a user is at an OpenID Connect provider: by that they sign in without a password. */
export const UserIdentityEntity = defineEntity({
  name: 'UserIdentity',
  tableName: 'user_identity',
  properties: {
    issuer: p.text().primary(),
    subject: p.text().primary(),
    userId: p.text().$type<Id<'usr'>>(),
    linkedAt: p.datetime(),
    lastUsedAt: p.datetime(),
  },
});

export type UserIdentityRow = InferEntity<typeof UserIdentityEntity>;
