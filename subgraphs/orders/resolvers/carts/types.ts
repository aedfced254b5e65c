import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Id } from '../../../shared/domain/ids.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import { CART_DESCRIPTION, PLAN_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Money, Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';

/** A plan, which belongs to the catalogue. */
@ObjectType('Plan', { description: PLAN_DESCRIPTION })
@Directive('@key(fields: "id", resolvable: false)')
export class PlanStub {
  @Field(() => ID, { description: 'The id of the plan.' })
  id!: string;
}

@ObjectType('Cart', {
  description: CART_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class CartType implements Node {
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When the cart expires, unless it is changed before then.' })
  expiresAt!: Date;
}

/** A line of a cart or of an estimate, with what the viewer pays for it where that is known. */
export interface PricedLine {
  readonly id: string;
  readonly planId: Id<'pln'>;
  readonly quantity: number;
  readonly promotionId: Id<'pro'> | null;
  readonly parameters: readonly ParameterValue[];
  readonly unitPrice: Money | null;
  readonly regularUnitPrice: Money | null;
  readonly total: Money | null;
}

@ObjectType('ParameterValue', { description: 'What was given for an ordering parameter of a product.' })
export class ParameterValueType {
  @Field(() => String, { description: 'The `name` of the parameter.' })
  name!: string;

  @Field(() => String, { description: 'The value, as it was given.' })
  value!: string;
}

@ObjectType('CartLine', { description: 'One plan in a cart or an estimate, and the number of seats.' })
export class CartLineType {
  @Field(() => ID, { description: 'The id of the line within its cart or estimate.' })
  id!: string;

  @Field(() => Int, { description: 'The number of seats to order.' })
  quantity!: number;

  @Field(() => [ParameterValueType], { description: 'What was given for the ordering parameters of the product.' })
  @Directive('@listSize(assumedSize: 5)')
  parameters!: readonly ParameterValueType[];

  @Field(() => Money, {
    nullable: true,
    description:
      'What your account pays for one seat for the whole term, as an exact price: multiply it by the quantity, then round once, to get the total. Null without the permission VIEW_FINANCIALS.',
  })
  unitPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What one seat would cost your account without the promotion, exactly as `unitPrice`; the same where the line has none. Null without the permission VIEW_FINANCIALS.',
  })
  regularUnitPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What your account pays for all seats for the whole term. Null without the permission VIEW_FINANCIALS.',
  })
  total!: Money | null;
}
