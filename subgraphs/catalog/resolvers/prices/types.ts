import { Directive, Field, ObjectType } from 'type-graphql';
import type { PlanRow } from '../../entities/plan.ts';
import { PlanType } from '../products/types.ts';

@Directive('@inaccessible')
@ObjectType('OrderQuote', {
  description: 'A plan with the sealed prices of all accounts from the provider down to the buyer.',
})
export class OrderQuoteType {
  @Field(() => PlanType, { description: 'The plan that is quoted.' })
  plan!: PlanRow;

  @Field(() => String, {
    description:
      'The price of every tier, encrypted so that only the platform can read it. What you pay is `plan.price`. The ' +
      'length of the text reveals nothing about the prices.',
  })
  sealedTiers!: string;
}
