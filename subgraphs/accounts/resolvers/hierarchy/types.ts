import { Directive, Field, InterfaceType, ObjectType } from 'type-graphql';
import { ACCOUNT_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Money, Node, Segment } from '../../../shared/graphql/graphql-types.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  EmailAddressScalar,
  UrlScalar,
} from '../../../shared/graphql/scalars.ts';
import type { AccountRow } from '../../entities/account.ts';
import { AccountStatusEnum, AccountTypeEnum, TermsRequestStatusEnum } from './enums.ts';

@ObjectType('Address', { description: 'A postal address.' })
export class AddressType {
  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'What else finds the building.' })
  line2?: string;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { nullable: true, description: 'State, province or county, where the country uses them.' })
  region?: string;

  @Field(() => String, { nullable: true, description: 'Postal or ZIP code, where the country uses them.' })
  postalCode?: string;

  @Field(() => CountryCodeScalar, { description: 'The country.' })
  country!: string;
}

@ObjectType('Contact', { description: 'A person to write to.' })
export class ContactType {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'Where notices and credentials are sent.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
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
  type!: AccountTypeEnum;

  @Field(() => String, { description: 'The legal or trading name.' })
  name!: string;

  @Field(() => AccountStatusEnum, { description: "The account's own status; an account above it may hold it as well." })
  status!: AccountStatusEnum;

  @Field(() => String, { nullable: true, description: 'Its id in your own systems.' })
  externalId?: string;

  @Field(() => AddressType, {
    nullable: true,
    description: 'Where it is; the vendor checks the address of a customer.',
  })
  address?: AddressType;

  @Field(() => CurrencyCodeScalar, { description: 'What it is billed in.' })
  currency!: string;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;
}

@ObjectType('Branding', { description: "What a seller's customers see of it, in panels and mail." })
export class BrandingType {
  @Field(() => String, { description: 'The name shown; the account name unless another was set.' })
  displayName!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'The logo.' })
  logoUrl?: string;

  @Field(() => String, { nullable: true, description: 'The main colour, as #rrggbb.' })
  primaryColor?: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'Where customers ask for help.' })
  supportEmail?: string;

  @Field(() => String, { nullable: true, description: 'Where customers call for help.' })
  supportPhone?: string;

  @Field(() => String, { nullable: true, description: 'A greeting at the head of mails.' })
  welcomeMessage?: string;

  @Field(() => String, { nullable: true, description: 'The sender name of mails.' })
  senderName?: string;
}

@ObjectType('PartnerProfile', { description: "The reseller's identity at the vendor, remembered from the last order." })
export class PartnerProfileType {
  @Field(() => String, { description: 'The location MPN ID (not a product MPN): 7 digits, from Partner Center.' })
  locationMpnId!: string;

  @Field(() => String, { description: "The reseller's own .onmicrosoft.com domain." })
  indirectResellerDomain!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the vendor last confirmed both.' })
  verifiedAt!: Date | null;
}

@ObjectType('TermsRequest', { description: 'A request to pay by invoice, with a credit limit.' })
export class TermsRequestType {
  @Field(() => TermsRequestStatusEnum, { description: 'Where the request stands.' })
  status!: TermsRequestStatusEnum;

  @Field(() => Money, { nullable: true, description: 'How much may be owed at any time; set when approved.' })
  creditLimit?: Money;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the credit team decided.' })
  decidedAt?: Date;
}

@ObjectType('Provider', { description: 'The owner of the platform.', implements: AccountInterface })
@Directive('@key(fields: "id")')
export class ProviderType extends AccountInterface {}

@ObjectType('Reseller', {
  description: 'Sells to customers and to resellers below it; may also buy for itself.',
  implements: AccountInterface,
})
@Directive('@key(fields: "id")')
export class ResellerType extends AccountInterface {}

@ObjectType('Customer', {
  description: 'Buys and uses services; a leaf of the hierarchy.',
  implements: AccountInterface,
})
@Directive('@key(fields: "id")')
export class CustomerType extends AccountInterface {
  @Field(() => Segment, { description: 'The kind of customer; it decides which plans apply.' })
  segment!: Segment;

  @Field(() => String, { nullable: true, description: "The customer's directory at the vendor, once known." })
  tenantDomain?: string;
}

export const AccountConnection = connectionType('Account', () => AccountInterface);
