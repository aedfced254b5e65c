import { Field, ObjectType } from 'type-graphql';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Money } from '../../../shared/graphql/graphql-types.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';

export const PaymentMethodEnum = enumType<PaymentMethod>('PaymentMethod', 'How an account pays for its orders.', {
  CREDIT_CARD: 'By the credit card on file. This is the default without payment terms.',
  TERMS: 'By invoice, up to a credit limit. The credit team approves payment terms.',
});

@ObjectType('AccountBalance', {
  description: 'What an account owes the account it buys from, and how much more it may owe.',
})
export class AccountBalanceType {
  @Field(() => Money, { description: 'The amount owed for orders that have been provisioned.' })
  balance!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'The largest amount the account may owe at any time. Null when it has no payment terms.',
  })
  creditLimit!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'The amount for which the account can still order: the limit minus the balance and what is reserved for open orders. Below zero when the limit was lowered. Null when it has no payment terms.',
  })
  available!: Money | null;
}
