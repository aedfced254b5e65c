import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_PARAMETER_NAME, MAX_PARAMETER_VALUE, MAX_PARAMETERS } from '../../../shared/domain/product-parameter.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { VendorParametersInput } from '../tenants/inputs.ts';

const CART_ID = 'The id of the cart to change.';

@InputType('CreateCartInput', { description: 'The reseller and the customer of a new cart.' })
export class CreateCartInput {
  @Field(() => ID, {
    nullable: true,
    description: "The reseller that orders. By default the customer's reseller, or your own account.",
  })
  resellerId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer that the cart is for. It can also be set later with `setCartCustomer`.',
  })
  customerId?: string | null;
}

@InputType('ParameterValueInput', { description: 'A value of an ordering parameter of a product.' })
export class ParameterValueInput {
  @Field(() => String, { description: 'The `name` of the parameter.' })
  @Length({ max: MAX_PARAMETER_NAME })
  name!: string;

  @Field(() => String, {
    description:
      'The value as a text: a number with a point, true or false for a CHECKBOX, one of the choices of a CHOICE.',
  })
  @Length({ max: MAX_PARAMETER_VALUE })
  value!: string;
}

@InputType('SetCartLineInput', { description: 'The quantity of a plan in a cart.' })
export class SetCartLineInput {
  @Field(() => ID, { description: CART_ID })
  cartId!: string;

  @Field(() => ID, { description: 'The id of the plan to put into the cart.' })
  planId!: string;

  @Field(() => Int, { description: 'The number of seats; 0 removes the line from the cart.' })
  quantity!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'A promotion to order the plan with: one of its `promotions`. Leave it out to keep that of the line; null removes it.',
  })
  promotionId?: string | null;

  @Field(() => [ParameterValueInput], {
    nullable: true,
    description:
      'The values of what the vendor asks for with each order: see `Product.parameters`. They take the place of those that the line has; leave them out to keep those. They are checked by `estimateOrder` and `placeOrder`.',
  })
  @Length({ maxItems: MAX_PARAMETERS })
  parameters?: readonly ParameterValueInput[] | null;
}

@InputType('SetCartCustomerInput', { description: 'The customer that a cart is for.' })
export class SetCartCustomerInput {
  @Field(() => ID, { description: CART_ID })
  cartId!: string;

  @Field(() => ID, { description: 'The customer that the cart is for: one that buys from the reseller of the cart.' })
  customerId!: string;
}

@InputType('SetVendorParametersInput', { description: 'What the vendor needs to know about the order of a cart.' })
export class SetVendorParametersInput {
  @Field(() => ID, { description: CART_ID })
  cartId!: string;

  @Field(() => VendorParametersInput, { description: 'The parameters to set. What you leave out stays as it is.' })
  parameters!: VendorParametersInput;
}
