import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import { Directive, Field, InterfaceType, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { ACCOUNT_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  EmailAddressScalar,
} from '../../../shared/graphql/scalars.ts';
import { SegmentEnum } from '../../../shared/graphql/trade-enums.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';
import type { AccountType } from '../../rules/hierarchy/account-types.ts';
import { AccountStatusEnum, AccountTypeEnum } from './enums.ts';

@ObjectType('Address', { description: 'The postal address of an account.' })
export class AddressType {
  @Field(() => String, { description: 'Street and house number.' })
  line1!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Apartment, floor or other address detail. Null when there is none.',
  })
  line2?: string;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, {
    nullable: true,
    description: 'State, province or county. Null where the country does not use them.',
  })
  region?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Postal or ZIP code. Null where the country does not use them.',
  })
  postalCode?: string;

  @Field(() => CountryCodeScalar, { description: 'Country, as its ISO 3166-1 code of two letters.' })
  country!: string;
}

@ObjectType('Contact', { description: 'The person to contact about an account.' })
export class ContactType {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'The e-mail address for notices and credentials.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number in E.164 form: +12065550100. Null when none was given.',
  })
  phone?: string;
}

const TYPE_NAMES = { PROVIDER: 'Provider', RESELLER: 'Reseller', CUSTOMER: 'Customer' } as const;

@InterfaceType('Account', {
  description: ACCOUNT_DESCRIPTION,
  implements: Node,
  resolveType: (row: AccountRow) => TYPE_NAMES[row.type],
})
@Directive('@key(fields: "id")')
export abstract class AccountInterface implements Node {
  id!: string;

  @Field(() => AccountTypeEnum, { description: 'Provider, reseller or customer.' })
  type!: AccountType;

  @Field(() => String, { description: 'The legal or trading name.' })
  name!: string;

  @Field(() => AccountStatusEnum, {
    description:
      "The account's own status. A hold on an account above also applies to this account, but is not shown here.",
  })
  status!: AccountStatus;

  @Field(() => String, {
    nullable: true,
    description: 'The id of this account in your own systems. Null when none was given.',
  })
  externalId?: string;

  @Field(() => AddressType, {
    nullable: true,
    description: 'The postal address; the vendor checks that of a customer. Null when none is on record.',
  })
  address?: AddressType;

  @Field(() => ContactType, { nullable: true, description: 'Whom to ask about bills. Null when nobody was named.' })
  billingContact?: ContactType;

  @Field(() => ContactType, {
    nullable: true,
    description: 'Whom to ask about technical matters. Null when nobody was named.',
  })
  technicalContact?: ContactType;

  @Field(() => String, { nullable: true, description: 'The tax id, as on an invoice. Null when none is on record.' })
  taxId?: string;

  @Field(() => String, {
    description:
      'The language of its mail, as a BCP 47 tag such as de-AT. Mail comes in English and German, for other languages in English.',
  })
  language!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency the account is billed in.' })
  currency!: string;

  @Field(() => Boolean, { description: 'Whether its administrators need a second factor to sign in.' })
  requiresSecondFactor!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the account was created.' })
  createdAt!: Date;
}

@ObjectType('PartnerProfile', {
  description: "The reseller's identity at the vendor, remembered from its last order.",
})
export class PartnerProfileType {
  @Field(() => String, {
    description: 'The location MPN ID from Partner Center: 7 digits. Not the part number (MPN) of a product.',
  })
  locationMpnId!: string;

  @Field(() => String, { description: "The reseller's own .onmicrosoft.com domain." })
  indirectResellerDomain!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the vendor last confirmed both values. Null when it has not confirmed them.',
  })
  verifiedAt!: Date | null;
}

@ObjectType('Provider', { description: 'The owner of the platform.', implements: AccountInterface })
@Directive('@key(fields: "id")')
export class ProviderType extends AccountInterface {}

@ObjectType('Reseller', {
  description: 'An account that sells to customers and to resellers below it. It may also buy for itself.',
  implements: AccountInterface,
})
@Directive('@key(fields: "id")')
export class ResellerType extends AccountInterface {
  @Field(() => Boolean, {
    description:
      'Whether its administrative contact gets a mail when prices that it pays rise: one for each price list, thirty days before the first of them does. Switched by `updateAccount`.',
  })
  priceChangeMails!: boolean;
}

@ObjectType('Customer', {
  description: 'An account that buys and uses services. It has no accounts below it.',
  implements: AccountInterface,
})
@Directive('@key(fields: "id")')
export class CustomerType extends AccountInterface {
  @Field(() => SegmentEnum, { description: 'The kind of customer, which decides which plans and prices apply.' })
  segment!: CustomerSegment;

  @Field(() => String, {
    nullable: true,
    description:
      "The domain of the customer's directory at the vendor. Null until an order has created or confirmed the directory.",
  })
  tenantDomain?: string;
}

export const AccountConnection = connectionType('Account', () => AccountInterface);
