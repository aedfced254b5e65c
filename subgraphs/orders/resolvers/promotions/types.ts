import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { PROMOTION_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';

/** A promotion, which belongs to the catalogue. */
@ObjectType('Promotion', { description: PROMOTION_DESCRIPTION })
@Directive('@key(fields: "id", resolvable: false)')
export class PromotionStub {
  @Field(() => ID, { description: 'The id of the promotion.' })
  id!: string;
}
