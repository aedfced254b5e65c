import { Field, ID, InputType, Int } from 'type-graphql';
import { ContactInput, MoneyInput } from '../../../shared/graphql/customer-inputs.ts';
import { DecisionEnum, type Decision } from '../../../shared/graphql/decision.ts';
import { CurrencyCodeScalar } from '../../../shared/graphql/scalars.ts';

@InputType('RequestTermsInput', { description: 'A request to pay by invoice.' })
export class RequestTermsInput {
  @Field(() => ID, { description: 'Your own account, or one below it.' })
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The account's number in the books of the one that sells to it.",
  })
  businessCentreNumber?: string | null;

  @Field(() => ContactInput, { description: 'Whom the credit team asks, with e-mail address and telephone number.' })
  contact!: ContactInput;

  @Field(() => CurrencyCodeScalar, {
    description:
      'The currency of the terms, as an ISO 4217 code: the one in which the account is billed, or another one.',
  })
  currency!: string;

  @Field(() => MoneyInput, { nullable: true, description: 'The credit limit that the account would like to have.' })
  creditLimit?: MoneyInput | null;
}

@InputType('DecideTermsInput', { description: 'A decision about a request to pay by invoice.' })
export class DecideTermsInput {
  @Field(() => ID, { description: 'The id of the request: `termsRequest { id }` of the account.' })
  termsRequestId!: string;

  @Field(() => DecisionEnum, { description: 'Whether the account gets terms.' })
  decision!: Decision;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The credit limit of an approval. By default the one that was asked for.',
  })
  creditLimit?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: 'Days from an invoice to its due date: 1 to 365.',
  })
  paymentDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'The day of the month on which invoices are issued: 1 to 28.',
  })
  billingDay?: number | null;

  @Field(() => String, { nullable: true, description: 'Why, for whoever has asked.' })
  reason?: string | null;
}
