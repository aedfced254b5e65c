import { Field, InputType } from 'type-graphql';
import { CountryCodeScalar } from '../../../shared/graphql/scalars.ts';

@InputType('RefreshPromotionsInput', { description: 'Which promotions are read from the vendor.' })
export class RefreshPromotionsInput {
  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'The country whose promotions are read. All countries in which something is sold unless given.',
  })
  market?: string | null;
}
