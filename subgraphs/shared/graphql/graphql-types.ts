import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { formatMinor, type MoneyAmount } from '../domain/money.ts';
import { nodeTypeName } from './node-types.ts';
import { CurrencyCodeScalar, DecimalScalar } from './scalars.ts';

@InterfaceType('Node', {
  description: 'An object with an id of its own.',
  autoRegisterImplementations: false,
  resolveType: nodeTypeName,
})
export abstract class Node {
  @Field(() => ID, {
    description:
      'The id of the object, a TypeID: a prefix that names its kind, an underscore, and a unique part that sorts by time.',
  })
  id!: string;
}

@ObjectType('Money', { description: 'An amount of money in one currency.' })
@Directive('@shareable')
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'The amount, with as many digits after the point as the currency has. The exact price of one seat may have ' +
      'more: 62.208 USD.',
  })
  amount!: string;

  @Field(() => CurrencyCodeScalar, {
    description: 'The currency of the amount. Amounts are never converted to another currency.',
  })
  currency!: string;
}

/** Converts an amount to the form that the API shows. */
export function toMoney({ amountMinor, currency }: MoneyAmount): Money {
  return { amount: formatMinor(amountMinor, currency), currency };
}
