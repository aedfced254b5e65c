import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { CartRow } from '../../entities/cart.ts';
import type { OrderRow } from '../../entities/order.ts';
import { CartType, OrderEstimateType } from '../carts/types.ts';
import { OrderType } from '../orders/types.ts';

const USER_ERRORS = 'Why it was refused; empty when it was not. When it is not empty, nothing was changed.';

@ObjectType('CartPayload', { description: 'The cart as it is now, or why it was not changed.' })
export class CartPayload {
  @Field(() => CartType, { nullable: true, description: 'The cart; null when refused.' })
  cart?: CartRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('EstimateOrderPayload', { description: 'The estimate, or why none could be made.' })
export class EstimateOrderPayload {
  @Field(() => OrderEstimateType, {
    nullable: true,
    description: 'The estimate with every check; null when it can not be made out what is ordered, or for whom.',
  })
  estimate?: OrderEstimateType | undefined;

  @Field(() => [UserError], { description: 'Why no estimate could be made. Obstacles to the order are in its checks.' })
  userErrors!: readonly UserError[];
}

@ObjectType('PlaceOrderPayload', { description: 'The order, or everything that stood in its way.' })
export class PlaceOrderPayload {
  @Field(() => OrderType, { nullable: true, description: 'The order; null when refused.' })
  order?: OrderRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('RevealCredentialsPayload', { description: "A new tenant's first administrator, or why it is not shown." })
export class RevealCredentialsPayload {
  @Field(() => String, { nullable: true, description: 'What to sign in with at the vendor.' })
  userId?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Shown this once.' })
  temporaryPassword?: string | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
