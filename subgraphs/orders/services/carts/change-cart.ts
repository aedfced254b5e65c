import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import { refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { CartLineEntity, type CartRow } from '../../entities/cart.ts';
import { checkSale } from '../../rules/placing/order-checks.ts';
import {
  mergeVendorParameters,
  resellerParameters,
  type VendorParameters,
} from '../../rules/placing/vendor-parameters.ts';
import { promotionProblem } from '../../rules/promotions/check-promotions.ts';
import { visiblePlace } from '../hierarchy/account-places.ts';
import { quotePlans } from '../placing/quote-plans.ts';
import { choosePromotions } from '../promotions/choose-promotions.ts';
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
  /** Null for none, undefined for the one that the line has. */
  readonly promotionId: Id<'pro'> | null | undefined;
  /** Undefined to keep those that the line has. */
  readonly parameters: readonly ParameterValue[] | undefined;
}

/** Sets the quantity of a plan in a cart; zero removes the line. */
export async function setCartLine(context: SignedInContext, change: CartLineChange): Promise<Outcome<CartRow>> {
  const { cartId, quantity } = change;
  if (quantity < 0 || quantity > MAX_QUANTITY) {
    const message = `The quantity must be from 0 to ${MAX_QUANTITY}.`;
    return refused(refusal('QUANTITY_OUT_OF_RANGE', message, { path: ['quantity'] }));
  }
  const cart = await visibleCart(context, cartId);
  const problem = cart !== null && quantity > 0 ? await findLineProblem(context, cart, change) : undefined;
  return problem === undefined ? writeCartLine(context, change) : refused(problem);
}

/**
 * A plan that the catalogue does not have must not be put into a cart, because the cart could not be read any more; one that
 * nobody can order must not either, because the cart could not be ordered; nor a promotion that the line cannot have.
 */
async function findLineProblem(
  context: SignedInContext,
  cart: CartRow,
  change: CartLineChange,
): Promise<Refusal | undefined> {
  const { planId, quantity } = change;
  const quoted = (await quotePlans(context, cartBuyer(cart), [planId])).get(planId);
  if (quoted === undefined) {
    return refusal('PLAN_NOT_AVAILABLE', 'The catalogue has no plan with this id.', {
      path: ['planId'],
      remedies: [{ description: 'Take the id of a plan from products { nodes { plans { id } } }.' }],
    });
  }
  const unsold = checkSale(quoted.plan, ['planId']);
  if (unsold !== undefined) return unsold;
  const promotionId = await promotionAfter(context, change);
  if (promotionId === undefined) return undefined;
  const [promotion] = await choosePromotions(context, [{ promotionId, quoted }]);
  const line = { quantity, promotion, choice: { kind: 'known' as const, plan: quoted.plan } };
  return promotionProblem(line, [], context.deps.now());
}

/** The promotion that a line will have: the given one, or that which it has. */
async function promotionAfter(
  { read }: SignedInContext,
  { cartId, planId, promotionId }: CartLineChange,
): Promise<Id<'pro'> | undefined> {
  if (promotionId !== undefined) return promotionId ?? undefined;
  const [line] = await read.query<{ readonly promotion_id: Id<'pro'> | null }>(
    'select promotion_id from orders.cart_line where cart_id = ? and plan_id = ?',
    [cartId, planId],
  );
  return line?.promotion_id ?? undefined;
}

function writeCartLine(
  context: SignedInContext,
  { cartId, planId, quantity, promotionId, parameters }: CartLineChange,
): Promise<Outcome<CartRow>> {
  return changeCart(context, cartId, async (tx) => {
    const line = await tx.findOne(CartLineEntity, { cartId, planId });
    if (quantity === 0) {
      if (line !== null) tx.remove(line);
      return undefined;
    }
    if (line !== null) {
      line.quantity = quantity;
      if (promotionId !== undefined) line.promotionId = promotionId;
      if (parameters !== undefined) line.parameters = parameters;
      return undefined;
    }
    if ((await tx.count(CartLineEntity, { cartId })) >= MAX_LINES) {
      return refusal('OUT_OF_RANGE', `A cart has at most ${MAX_LINES} lines.`, { path: ['cartId'] });
    }
    const chosen = { promotionId: promotionId ?? null, parameters: parameters ?? [] };
    tx.create(CartLineEntity, { id: newId('cln'), cartId, planId, quantity, ...chosen });
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
