import { Field, ID, InputType } from 'type-graphql';
import { Length } from './input-lengths.ts';
import { CountryCodeScalar, CurrencyCodeScalar, EmailAddressScalar } from './scalars.ts';
import { Segment } from './trade-enums.ts';

/** Of an input that people write, in the form in which it is kept. */
const REGION = 'State or province, by its code or name: needed in AU, BR, CA, CN, IN, JP, MX and US; kept as its code.';
const POSTAL_CODE = 'Postal or ZIP code: needed where the country has them; kept as the post of the country writes it.';
const PHONE =
  "Telephone number; without a country code, one of the address's country. Kept in E.164 form: +12065550100.";

@InputType('AddressInput', { description: 'A postal address.' })
export class AddressInput {
  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'What else finds the building.' })
  line2?: string | null;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { nullable: true, description: REGION })
  region?: string | null;

  @Field(() => String, { nullable: true, description: POSTAL_CODE })
  postalCode?: string | null;

  @Field(() => CountryCodeScalar, { description: 'The country.' })
  country!: string;
}

@InputType('ContactInput', { description: 'A person to write to.' })
export class ContactInput {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'Where notices and credentials are sent.' })
  email!: string;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
}

@InputType('CreateCustomerInput', { description: 'A customer and its first administrator.' })
export class CreateCustomerInput {
  @Field(() => ID, { nullable: true, description: 'The account it buys from; yours by default.' })
  parentId?: string | null;

  @Field(() => String, { description: 'The legal name.' })
  name!: string;

  @Field(() => Segment, { description: 'The kind of customer; it decides which plans apply.' })
  segment!: Segment;

  @Field(() => AddressInput, { description: 'Where it is; the vendor checks it.' })
  address!: AddressInput;

  @Field(() => ContactInput, {
    description: 'The administrative contact: receives notices and credentials. One person may serve many customers.',
  })
  contact!: ContactInput;

  @Field(() => String, {
    description: "The first administrator's login: 5 to 255 letters, digits or _ . @ -, unique on the platform.",
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => String, { nullable: true, description: 'Its id in your own systems.' })
  externalId?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description:
      "What it is billed in; the currency of its country's market by default. `updateAccount` changes it until the first order.",
  })
  currency?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The first administrator may only use services, not order or see money.',
  })
  limited?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Sent again with the same key, the customer made the first time is answered instead of a second one; with another ' +
      'input it is refused as IDEMPOTENCY_CONFLICT.',
  })
  idempotencyKey?: string | null;
}
