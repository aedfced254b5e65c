import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import { setCartCustomer, setCartLine, setVendorParameters } from '../../services/carts/change-cart.ts';
import { createCart } from '../../services/carts/create-cart.ts';
import { CreateCartInput, SetCartCustomerInput, SetCartLineInput, SetVendorParametersInput } from './inputs.ts';
import { readCreateCart, readSetCartCustomer, readSetCartLine, readSetVendorParameters } from './read-inputs.ts';
import { CartType } from './types.ts';

type CartPayload = Payload<{ readonly cart: CartRow }>;
const CartPayload = payloadType('Cart', 'The cart after the change, or the reasons why it was not changed.', {
  cart: { type: () => CartType, description: 'The cart as it is now.' },
});

@Resolver()
export class CartMutations {
  @Mutation(() => CartPayload, {
    description:
      'Creates an empty cart. It expires 7 days after its last change: then it can no longer be changed or ordered. Needs the permission PLACE_ORDERS.',
  })
  async createCart(
    @Arg('input', () => CreateCartInput, { description: 'The reseller and the customer of the cart.' })
    input: CreateCartInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    return toPayload(await createCart(requirePermission(context, 'PLACE_ORDERS'), readCreateCart(input)), 'cart');
  }

  @Mutation(() => CartPayload, {
    description:
      'Sets the quantity of a plan in a cart, and what the vendor asks for; 0 removes the plan. Needs the permission PLACE_ORDERS.',
  })
  async setCartLine(
    @Arg('input', () => SetCartLineInput, { description: 'The cart, the plan and its quantity.' })
    input: SetCartLineInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    return toPayload(await setCartLine(requirePermission(context, 'PLACE_ORDERS'), readSetCartLine(input)), 'cart');
  }

  @Mutation(() => CartPayload, {
    description:
      'Sets the customer that a cart is for. Vendor parameters that were entered for another customer are removed. Needs the permission PLACE_ORDERS.',
  })
  async setCartCustomer(
    @Arg('input', () => SetCartCustomerInput, { description: 'The cart and its customer.' })
    input: SetCartCustomerInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    const change = readSetCartCustomer(input);
    return toPayload(await setCartCustomer(requirePermission(context, 'PLACE_ORDERS'), change), 'cart');
  }

  @Mutation(() => CartPayload, {
    description: 'Sets what the vendor needs to know about the order of a cart. Needs the permission PLACE_ORDERS.',
  })
  async setVendorParameters(
    @Arg('input', () => SetVendorParametersInput, { description: 'The cart and the parameters to set.' })
    input: SetVendorParametersInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    const change = readSetVendorParameters(input, context.deps.now());
    return toPayload(await setVendorParameters(requirePermission(context, 'PLACE_ORDERS'), change), 'cart');
  }
}
