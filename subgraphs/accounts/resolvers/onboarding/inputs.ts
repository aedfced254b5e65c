import { Field, ID, InputType } from 'type-graphql';
import { AddressInput, ContactInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_PASSWORD_LENGTH } from '../../rules/passwords/password-length.ts';
import { CurrencyCodeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';

@InputType('InviteResellerInput', { description: 'Whom you invite to become a reseller.' })
export class InviteResellerInput {
  @Field(() => EmailAddressScalar, { description: 'The address that the link is sent to.' })
  email!: string;
}

@InputType('RevokeInvitationInput', { description: 'The invitation that you take back.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'The id of an open invitation.' })
  invitationId!: string;
}

@InputType('ResendInvitationInput', { description: 'The invitation that you send again.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'The id of an invitation that is open or has expired.' })
  invitationId!: string;
}

@InputType('AcceptAgreementInput', { description: 'The agreement that you accept for your account.' })
export class AcceptAgreementInput {
  @Field(() => String, { description: 'The version that you have read: `viewer { agreementToAccept { version } }`.' })
  version!: string;
}

@InputType('AcceptInvitationInput', { description: 'An invitation that you accept, you and your company.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The text behind `token=` in the link from the mail.' })
  token!: string;

  @Field(() => Boolean, { description: 'True when you accept the agreement for your company.' })
  acceptAgreement!: boolean;

  @Field(() => String, { description: 'The version of the agreement that you have read.' })
  agreementVersion!: string;

  @Field(() => EmailAddressScalar, {
    description: 'The address to write to. It is your login too, unless you choose another.',
  })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name to sign in with: 5 to 255 letters, digits or _ . @ -, unique on the platform.',
  })
  @Length({ max: 255 })
  login?: string | null;

  @Field(() => String, { description: 'The given name of the first administrator: yours.' })
  firstName!: string;

  @Field(() => String, { description: 'The family name of the first administrator: yours.' })
  lastName!: string;

  @Field(() => String, {
    description: 'Your password: at least 12 characters, and not one of those that guessers try first.',
  })
  @Length({ max: MAX_PASSWORD_LENGTH })
  password!: string;

  @Field(() => String, { description: 'The legal name of your company with its entity type: Falk Resale GmbH.' })
  companyName!: string;

  @Field(() => AddressInput, {
    nullable: true,
    description:
      'The postal address of your company. It can follow later with `updateAccount`, before the first order.',
  })
  address?: AddressInput | null;
}

@InputType('CreateResellerInput', {
  description: 'A new reseller and its representative.',
})
export class CreateResellerInput {
  @Field(() => ID, {
    description: 'The provider or reseller that the new reseller buys from: your own account or one below it.',
  })
  parentId!: string;

  @Field(() => String, { description: 'The legal name of the reseller.' })
  name!: string;

  @Field(() => AddressInput, { description: 'The postal address of the reseller.' })
  address!: AddressInput;

  @Field(() => ContactInput, {
    description: 'The representative of the reseller, who becomes its first administrator.',
  })
  contact!: ContactInput;

  @Field(() => String, {
    description: "The representative's login: 5 to 255 letters, digits or _ . @ -, unique on the platform.",
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { nullable: true, description: 'The id of the reseller in your own systems.' })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'The tax id, as on an invoice: DE136695976.' })
  taxId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The language of its mail, as a BCP 47 tag: en or de. English by default, and for languages that mail does not come in.',
  })
  language?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "The currency the reseller is billed in. The parent's currency by default.",
  })
  currency?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Leaves it to the representative to activate the reseller, after signing in for the first time: with ' +
      '`activateReseller`, or within the first order. Until then the reseller is PENDING. By default it is active at once.',
  })
  pending?: boolean | null;
}
