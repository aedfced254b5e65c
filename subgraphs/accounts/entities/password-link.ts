import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { PasswordLinkPurpose } from '../rules/passwords/password-link.ts';

/** A link by which a user sets a password, once. */
export const PasswordLinkEntity = defineEntity({
  name: 'PasswordLink',
  tableName: 'password_link',
  properties: {
    /** SHA-256 of the token in the link, which only the mail has. */
    tokenHash: p.text().primary(),
    userId: p.text().$type<Id<'usr'>>(),
    purpose: p.text().$type<PasswordLinkPurpose>(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

export type PasswordLinkRow = InferEntity<typeof PasswordLinkEntity>;
