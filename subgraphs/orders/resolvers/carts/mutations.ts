import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitted } from '../../../shared/graphql/signed-in.ts';
import type { Outcome } from '../../../shared/domain/refusal.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import { createCart, setCartCustomer, setCartLine, setVendorParameters } from '../../services/carts/carts.ts';
import {
  CreateCartInput,
  SetCartCustomerInput,
  SetCartLineInput,
  SetVendorParametersInput,
} from '../placing/inputs.ts';
import { readVendorParameters } from '../placing/mutations.ts';
import { CartPayload } from '../placing/payloads.ts';

function toPayload(outcome: Outcome<CartRow>): CartPayload {
  return outcome.ok ? { cart: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
}

@Resolver()
export class CartMutations {
  @Mutation(() => CartPayload, {
    description: 'Opens an empty cart, for 7 days after its last touch. Needs PLACE_ORDERS.',
  })
  async createCart(
    @Arg('input', () => CreateCartInput, { description: 'Whose.' }) input: CreateCartInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    return toPayload(await createCart(context, permitted(context.principal, 'PLACE_ORDERS'), input));
  }

  @Mutation(() => CartPayload, {
    description: 'Sets how many of a plan are in the cart; 0 removes it. Needs PLACE_ORDERS.',
  })
  async setCartLine(
    @Arg('input', () => SetCartLineInput, { description: 'Which, and how many.' }) input: SetCartLineInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    return toPayload(await setCartLine(context, permitted(context.principal, 'PLACE_ORDERS'), input));
  }

  @Mutation(() => CartPayload, { description: 'Says for whom the cart is. Needs PLACE_ORDERS.' })
  async setCartCustomer(
    @Arg('input', () => SetCartCustomerInput, { description: 'Whom.' }) input: SetCartCustomerInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    return toPayload(await setCartCustomer(context, permitted(context.principal, 'PLACE_ORDERS'), input));
  }

  @Mutation(() => CartPayload, { description: 'Says what the vendor needs besides the lines. Needs PLACE_ORDERS.' })
  async setVendorParameters(
    @Arg('input', () => SetVendorParametersInput, { description: 'The parameters.' }) input: SetVendorParametersInput,
    @Ctx() context: OrdersContext,
  ): Promise<CartPayload> {
    const parameters = readVendorParameters(input.parameters, context.services.now());
    const viewer = permitted(context.principal, 'PLACE_ORDERS');
    return toPayload(await setVendorParameters(context, viewer, { cartId: input.cartId, parameters }));
  }
}
