import type { CustomerSegment } from '../domain/trade.ts';
import { Field, ID, InputType } from 'type-graphql';
import { Length } from './input-lengths.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DecimalScalar, EmailAddressScalar } from './scalars.ts';
import { SegmentEnum } from './trade-enums.ts';

const REGION =
  'State or province, by code or name. Required in AU, BR, CA, CN, IN, JP, MX and US, where it is stored as its code.';
const POSTAL_CODE = 'Postal or ZIP code. Required where the country uses them; stored in the format of the country.';
const PHONE =
  'Telephone number. A number without a country code is read as one of the country of the address. It is stored in ' +
  'E.164 form: +12065550100.';

@InputType('AddressInput', { description: 'The postal address of an account.' })
export class AddressInput {
  @Field(() => String, { description: 'Street and house number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Apartment, floor or other address detail.' })
  line2?: string | null;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { nullable: true, description: REGION })
  region?: string | null;

  @Field(() => String, { nullable: true, description: POSTAL_CODE })
  postalCode?: string | null;

  @Field(() => CountryCodeScalar, { description: 'Country, as its ISO 3166-1 code of two letters.' })
  country!: string;
}

@InputType('ContactInput', { description: 'The person to contact about an account.' })
export class ContactInput {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'The e-mail address for notices and credentials.' })
  email!: string;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
}

@InputType('SecurityQuestionInput', {
  description: 'A question that verifies who calls the service desk, and its answer.',
})
export class SecurityQuestionInput {
  @Field(() => String, { description: 'One of the questions of the query `securityQuestions`, word for word.' })
  question!: string;

  @Field(() => String, {
    description: 'What a caller has to say. Upper and lower case, blanks, punctuation and accents do not matter.',
  })
  answer!: string;
}

@InputType('ActivateResellerInput', { description: 'What your reseller says of itself to become active.' })
export class ActivateResellerInput {
  @Field(() => String, { description: 'The legal name of the reseller with its entity type: Falk Resale GmbH.' })
  name!: string;

  @Field(() => AddressInput, { description: 'The postal address of the reseller.' })
  address!: AddressInput;

  @Field(() => ContactInput, {
    description: 'The administrative contact of the reseller, who receives the confirmation and later notices.',
  })
  contact!: ContactInput;

  @Field(() => SecurityQuestionInput, { description: 'The question by which the service desk recognises your calls.' })
  securityQuestion!: SecurityQuestionInput;

  @Field(() => Boolean, { description: 'True when you accept the terms and conditions for your company.' })
  acceptTerms!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The version that you have read: `terms { version }`. The present one unless given.',
  })
  termsVersion?: string | null;
}

@InputType('CreateCustomerInput', { description: 'A new customer and its first administrator.' })
export class CreateCustomerInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The account that the customer buys from. Your own account by default.',
  })
  parentId?: string | null;

  @Field(() => String, { description: 'The legal name of the customer.' })
  name!: string;

  @Field(() => SegmentEnum, { description: 'The kind of customer, which decides which plans and prices apply.' })
  segment!: CustomerSegment;

  @Field(() => AddressInput, { description: 'The postal address of the customer; the vendor checks it.' })
  address!: AddressInput;

  @Field(() => ContactInput, {
    description:
      'The administrative contact, who receives notices and credentials. One person may be the contact of many customers.',
  })
  contact!: ContactInput;

  @Field(() => String, {
    description: "The first administrator's login: 5 to 255 letters, digits or _ . @ -, unique on the platform.",
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { nullable: true, description: 'The id of the customer in your own systems.' })
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
    description:
      'The currency the customer is billed in. By default the currency of the market of its country. `updateAccount` can ' +
      'change it until the first order.',
  })
  currency?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Set it to true if the first administrator may only use services, and may neither place orders nor see prices or credentials.',
  })
  limited?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Repeat the request with the same key to get the customer that it created the first time, not a duplicate. The ' +
      'same key with different input is refused with IDEMPOTENCY_CONFLICT.',
  })
  idempotencyKey?: string | null;
}

@InputType('MoneyInput', { description: 'An amount of money in one currency.' })
export class MoneyInput {
  @Field(() => DecimalScalar, { description: 'The amount, as a decimal text such as "12.50".' })
  amount!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency, as its ISO 4217 code of three letters.' })
  currency!: string;
}
