import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PROMOTION_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { CountryCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';

@ObjectType('Promotion', { description: PROMOTION_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class PromotionType implements Node {
  @Field(() => ID, { description: 'The id of the promotion. Pass it as `promotionId` of a line to order with it.' })
  id!: string;

  @Field(() => String, { description: 'The name that the vendor gives the promotion.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What the vendor says about it. Null where it says nothing.' })
  description?: string | null;

  @Field(() => CountryCodeScalar, { description: 'The country for whose customers it is.' })
  market!: string;

  @Field(() => DateTimeScalar, { description: 'The first moment at which lines can be ordered with it.' })
  from!: Date;

  @Field(() => DateTimeScalar, {
    description: 'The first moment at which they no longer can. A line that was ordered before keeps it for its term.',
  })
  to!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The smallest number of seats that a line with it may have. Null where the vendor sets no limit.',
  })
  minQuantity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The largest number of seats that a line with it may have. Null where the vendor sets no limit.',
  })
  maxQuantity?: number | null;
}
