import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { CartLineEntity, type CartRow } from '../../entities/cart.ts';
import {
  mergeVendorParameters,
  resellerParameters,
  type VendorParameters,
} from '../../rules/placing/vendor-parameters.ts';
import { visiblePlace } from '../hierarchy/account-places.ts';
import { quotePlans } from '../placing/quote-plans.ts';
import { readPartnerNaming } from '../tenants/partner-profiles.ts';
import { accountNotFound } from './create-cart.ts';
import { cartBuyer, changeCart, visibleCart } from './open-cart.ts';

const MAX_QUANTITY = 10_000_000;
const MAX_LINES = 100;

/** The quantity of a plan that a cart shall have. */
export interface CartLineChange {
  readonly cartId: Id<'crt'>;
  readonly planId: Id<'pln'>;
  readonly quantity: number;
}

/** Sets the quantity of a plan in a cart; zero removes the line. */
export async function setCartLine(context: SignedInContext, change: CartLineChange): Promise<Outcome<CartRow>> {
  const { cartId, planId, quantity } = change;
  if (quantity < 0 || quantity > MAX_QUANTITY) {
    const message = `The quantity must be from 0 to ${MAX_QUANTITY}.`;
    return refused(refusal('QUANTITY_OUT_OF_RANGE', message, { path: ['quantity'] }));
  }
  const cart = await visibleCart(context, cartId);
  const problem = cart !== null && quantity > 0 ? await findPlanProblem(context, cart, planId) : undefined;
  return problem === undefined ? writeCartLine(context, change) : refused(problem);
}

/** A plan that the catalogue does not have must not be put into a cart, because the cart could not be read any more. */
async function findPlanProblem(
  context: SignedInContext,
  cart: CartRow,
  planId: Id<'pln'>,
): Promise<Refusal | undefined> {
  const quotes = await quotePlans(context, cartBuyer(cart), [planId]);
  if (quotes.has(planId)) return undefined;
  return refusal('PLAN_NOT_AVAILABLE', 'The catalogue has no plan with this id.', {
    path: ['planId'],
    remedies: [{ description: 'Take the id of a plan from products { nodes { plans { id } } }.' }],
  });
}

function writeCartLine(
  context: SignedInContext,
  { cartId, planId, quantity }: CartLineChange,
): Promise<Outcome<CartRow>> {
  return changeCart(context, cartId, async (tx) => {
    const line = await tx.findOne(CartLineEntity, { cartId, planId });
    if (quantity === 0) {
      if (line !== null) tx.remove(line);
      return undefined;
    }
    if (line !== null) {
      line.quantity = quantity;
      return undefined;
    }
    if ((await tx.count(CartLineEntity, { cartId })) >= MAX_LINES) {
      return refusal('OUT_OF_RANGE', `A cart has at most ${MAX_LINES} lines.`, { path: ['cartId'] });
    }
    tx.create(CartLineEntity, { id: newId('cln'), cartId, planId, quantity });
    return undefined;
  });
}

/** Sets the customer that a cart is for. What was entered for another customer is removed. */
export async function setCartCustomer(
  context: SignedInContext,
  { cartId, customerId }: { readonly cartId: Id<'crt'>; readonly customerId: Id<'acc'> },
): Promise<Outcome<CartRow>> {
  const customer = await visiblePlace(context, customerId);
  if (customer?.type !== 'CUSTOMER') return accountNotFound('customerId');
  return changeCart(context, cartId, (_tx, cart) => {
    if (sellerIdOf(customer.path) !== cart.resellerId) {
      const message = 'The customer does not buy from the reseller of the cart.';
      return Promise.resolve(refusal('INVALID', message, { path: ['customerId'] }));
    }
    const isForAnother = typeof cart.customerId === 'string' && cart.customerId !== customerId;
    if (isForAnother) cart.vendorParameters = resellerParameters(cart.vendorParameters);
    cart.customerId = customerId;
    return Promise.resolve(undefined);
  });
}

/** Sets vendor parameters of a cart; what is not given stays. */
export async function setVendorParameters(
  context: SignedInContext,
  { cartId, parameters: given }: { readonly cartId: Id<'crt'>; readonly parameters: VendorParameters },
): Promise<Outcome<CartRow>> {
  return changeCart(context, cartId, (_tx, cart) => {
    const { parameters, problem } = readPartnerNaming(context.viewer, cart.resellerPath, given);
    if (problem !== undefined) return Promise.resolve({ ...problem, path: ['parameters', ...problem.path.slice(1)] });
    cart.vendorParameters = mergeVendorParameters(cart.vendorParameters, parameters);
    return Promise.resolve(undefined);
  });
}
