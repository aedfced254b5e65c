import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { formatMinor, type MoneyAmount } from '../domain/money.ts';
import { CurrencyCodeScalar, DecimalScalar } from './scalars.ts';

export { Segment } from './trade-enums.ts';

@InterfaceType('Node', { description: 'Anything with an id of its own.', autoRegisterImplementations: false })
export abstract class Node {
  @Field(() => ID, { description: 'A TypeID: the kind as a prefix, then a time-ordered unique part.' })
  id!: string;
}

@ObjectType('Money', { description: 'An amount of one currency.' })
@Directive('@shareable')
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'With as many digits after the point as the currency has. The price of one seat has all the digits it has, ' +
      'which may be more: 62.208 USD.',
  })
  amount!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of the amount; nothing is ever converted silently.' })
  currency!: string;
}

/** Shows an amount at the API. */
export function toMoney({ amountMinor, currency }: MoneyAmount): Money {
  return { amount: formatMinor(amountMinor, currency), currency };
}
