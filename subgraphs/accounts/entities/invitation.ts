import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { StoredInvitationStatus } from '../rules/onboarding/invitation.ts';

/** An invitation of a reseller by the account that is to sell to it. */
export const InvitationEntity = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: p.text().$type<Id<'ivt'>>().primary(),
    inviterId: p.text().$type<Id<'acc'>>(),
    email: p.text(),
    status: p.text().$type<StoredInvitationStatus>(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    /** The reseller that accepted it. */
    accountId: p.text().$type<Id<'acc'>>().nullable(),
  },
});

export type InvitationRow = InferEntity<typeof InvitationEntity>;

/** A link that was sent with an invitation. A new one replaces those before. */
export const InvitationLinkEntity = defineEntity({
  name: 'InvitationLink',
  tableName: 'invitation_link',
  properties: {
    /** SHA-256 of the token in the link, which only the mail has. */
    tokenHash: p.text().primary(),
    invitationId: p.text().$type<Id<'ivt'>>(),
    createdAt: p.datetime(),
  },
});
