import { Directive, Field, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { InvitationStatus } from '../../rules/onboarding/invitation.ts';

@ObjectType('Agreement', { description: 'A version of what a reseller agrees with its seller.' })
export class AgreementType {
  @Field(() => String, { description: 'The version, which whoever accepts it repeats.' })
  version!: string;

  @Field(() => String, { description: 'The title of the agreement.' })
  title!: string;

  @Field(() => String, { description: 'The whole text, in Markdown.' })
  body!: string;
}

@ObjectType('SignedAgreement', { description: 'That a reseller has accepted a version of the agreement.' })
export class SignedAgreementType {
  @Field(() => String, { description: 'The name of the person who accepted it.' })
  signedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was accepted.' })
  signedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The network address that it was accepted from.' })
  address?: string;
}

export const InvitationStatusEnum = enumType<InvitationStatus>('InvitationStatus', 'The state of an invitation.', {
  SENT: 'Its link can be used.',
  ACCEPTED: 'A reseller was created by it.',
  EXPIRED: 'Nobody used its link in time. It can be sent again.',
  REVOKED: 'The account that sent it has taken it back.',
});

@ObjectType('Invitation', {
  description: 'An invitation to become a reseller of the account that sent it.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class InvitationType implements Node {
  id!: string;

  @Field(() => EmailAddressScalar, { description: 'The address that the link was sent to.' })
  email!: string;

  @Field(() => DateTimeScalar, { description: 'Until when the link can be used: fourteen days after it was sent.' })
  expiresAt!: Date;
}

export const InvitationConnection = connectionType('Invitation', () => InvitationType);
