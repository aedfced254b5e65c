import { Field, ID, InputType, Int } from 'type-graphql';
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

@InputType('SetCartLineInput', { description: 'The quantity of a plan in a cart.' })
export class SetCartLineInput {
  @Field(() => ID, { description: CART_ID })
  cartId!: string;

  @Field(() => ID, { description: 'The id of the plan to put into the cart.' })
  planId!: string;

  @Field(() => Int, { description: 'The number of seats; 0 removes the line from the cart.' })
  quantity!: number;
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
