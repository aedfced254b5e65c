import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OrdersContext } from '../../context.ts';
import { CartEntity, CartLineEntity, type CartRow } from '../../entities/cart.ts';
import { mergeVendorParameters, resellersPart, type VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import { parentIdOf, sellerPathOf, visiblePlace } from '../hierarchy/account-places.ts';
import { readPartnerNaming } from '../tenants/partner-profiles.ts';
import { quotePlans, type Buyer } from '../placing/quote-plans.ts';

const CART_LIFE_MS = 7 * 24 * 3_600_000;
const MAX_QUANTITY = 10_000_000;
const MAX_LINES = 100;

/** Whether the viewer may see a cart: the reseller's side may, and the customer it is for. */
export function maySeeCart(viewer: SignedInPrincipal, cart: CartRow): boolean {
  return maySee(viewer, cart.resellerPath) || cart.customerId === viewer.accountId;
}

/** Who would buy what is in a cart. */
export function cartBuyer({ customerId, resellerId }: Pick<CartRow, 'customerId' | 'resellerId'>): Buyer {
  return typeof customerId === 'string' ? { buyerId: customerId } : { sellerId: resellerId };
}

/** Opens an empty cart of a reseller, for a customer when one is given. */
export async function createCart(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: { readonly resellerId?: string | null | undefined; readonly customerId?: string | null | undefined },
): Promise<Outcome<CartRow>> {
  const place = await cartPlace(context, viewer, input);
  if ('code' in place) return refused(place);
  const { em, services } = context;
  const createdAt = services.now();
  const cart = em.create(CartEntity, {
    id: newId('crt'),
    ...place,
    vendorParameters: {},
    expiresAt: new Date(createdAt.getTime() + CART_LIFE_MS),
    createdAt,
  });
  await em.flush();
  return done(cart);
}

type CartPlace = Pick<CartRow, 'resellerId' | 'resellerPath' | 'customerId'>;

async function cartPlace(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: { readonly resellerId?: string | null | undefined; readonly customerId?: string | null | undefined },
): Promise<CartPlace | Refusal> {
  const customerId = input.customerId ?? (viewer.accountType === 'CUSTOMER' ? viewer.accountId : null);
  if (customerId !== null) {
    const customer = await visiblePlace(context, customerId);
    if (customer?.type !== 'CUSTOMER') return notFound('customerId');
    const resellerId = parentIdOf(customer.path) ?? '';
    const resellerPath = sellerPathOf(customer.path);
    if (typeof input.resellerId === 'string') {
      // Whoever does not see the reseller learns nothing of whether this is the one.
      if ((await visiblePlace(context, input.resellerId)) === null) return notFound('resellerId');
      if (input.resellerId !== resellerId) {
        const remedies = [{ description: 'Leave resellerId out, or name a customer of this reseller.' }];
        return refusal('INVALID', 'The customer buys from another reseller.', { path: ['resellerId'], remedies });
      }
    }
    return { customerId, resellerId, resellerPath };
  }
  const reseller = await visiblePlace(context, input.resellerId ?? viewer.accountId);
  if (reseller === null || reseller.type === 'CUSTOMER') return notFound('resellerId');
  return { customerId: null, resellerId: reseller.id, resellerPath: reseller.path };
}

function notFound(field: string): Refusal {
  return refusal('NOT_FOUND', 'There is no such account that you may see.', { path: [field] });
}

/** How many of a plan a cart shall have. */
export interface CartLineInput {
  readonly cartId: string;
  readonly planId: string;
  readonly quantity: number;
}

/** Sets how many of a plan are in the cart; none removes the line. */
export async function setCartLine(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: CartLineInput,
): Promise<Outcome<CartRow>> {
  if (input.quantity < 0 || input.quantity > MAX_QUANTITY) {
    return refused(
      refusal('QUANTITY_OUT_OF_RANGE', `The quantity must be from 0 to ${MAX_QUANTITY}.`, { path: ['quantity'] }),
    );
  }
  const cart = await context.em.findOne(CartEntity, { id: input.cartId });
  const isSeen = cart !== null && maySeeCart(viewer, cart);
  const problem = isSeen && input.quantity > 0 ? await findPlanProblem(context, cart, input.planId) : undefined;
  if (problem !== undefined) return refused(problem);
  return writeCartLine(context, viewer, input);
}

/** A plan that the catalogue does not have can't be put into a cart, where it could never be read. */
async function findPlanProblem(context: OrdersContext, cart: CartRow, planId: string): Promise<Refusal | undefined> {
  const { services, contextToken = '' } = context;
  const quotes = await quotePlans(services, cartBuyer(cart), [planId], contextToken);
  if (quotes.has(planId)) return undefined;
  const message = 'The catalogue has no plan with this id.';
  return refusal('PLAN_NOT_AVAILABLE', message, {
    path: ['planId'],
    remedies: [{ description: 'Take the id of a plan from products { nodes { plans { id } } }.' }],
  });
}

function writeCartLine(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: CartLineInput,
): Promise<Outcome<CartRow>> {
  return changeCart(context, viewer, input.cartId, async (em, cart) => {
    const line = await em.findOne(CartLineEntity, { cartId: cart.id, planId: input.planId });
    if (input.quantity === 0) {
      if (line !== null) em.remove(line);
      return undefined;
    }
    if (line === null) {
      if ((await em.count(CartLineEntity, { cartId: cart.id })) >= MAX_LINES) {
        return refusal('OUT_OF_RANGE', `A cart has ${MAX_LINES} lines at the most.`, { path: ['cartId'] });
      }
      em.create(CartLineEntity, { id: newId('cln'), cartId: cart.id, planId: input.planId, quantity: input.quantity });
    } else {
      line.quantity = input.quantity;
    }
    return undefined;
  });
}

/** Says for whom the cart is. */
export async function setCartCustomer(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: { readonly cartId: string; readonly customerId: string },
): Promise<Outcome<CartRow>> {
  const customer = await visiblePlace(context, input.customerId);
  if (customer?.type !== 'CUSTOMER') return refused(notFound('customerId'));
  return changeCart(context, viewer, input.cartId, (_em, cart) => {
    if (parentIdOf(customer.path) !== cart.resellerId) {
      return Promise.resolve(
        refusal('INVALID', 'The customer buys from another reseller than the cart.', { path: ['customerId'] }),
      );
    }
    const before = cart.customerId ?? undefined;
    if (before !== undefined && before !== input.customerId)
      cart.vendorParameters = resellersPart(cart.vendorParameters);
    cart.customerId = input.customerId;
    return Promise.resolve(undefined);
  });
}

/** Lays vendor parameters over those of the cart; what is not given stays. */
export async function setVendorParameters(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: { readonly cartId: string; readonly parameters: VendorParameters },
): Promise<Outcome<CartRow>> {
  return changeCart(context, viewer, input.cartId, (_em, cart) => {
    const { parameters, problem } = readPartnerNaming(viewer, cart.resellerPath, input.parameters);
    if (problem !== undefined) return Promise.resolve({ ...problem, path: ['parameters', ...problem.path.slice(1)] });
    cart.vendorParameters = mergeVendorParameters(cart.vendorParameters, parameters);
    return Promise.resolve(undefined);
  });
}

async function changeCart(
  { em, services }: OrdersContext,
  viewer: SignedInPrincipal,
  cartId: string,
  change: (em: EntityManager, cart: CartRow) => Promise<Refusal | undefined>,
): Promise<Outcome<CartRow>> {
  return em.transactional(async (tx) => {
    const cart = await tx.findOne(CartEntity, { id: cartId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const path = ['cartId'];
    if (cart === null || !maySeeCart(viewer, cart)) {
      return refused(refusal('NOT_FOUND', 'There is no cart with this id that you may see.', { path }));
    }
    if ((cart.orderedAs ?? null) !== null)
      return refused(refusal('STATE_CONFLICT', 'This cart was ordered already.', { path }));
    if (cart.expiresAt <= services.now()) {
      const remedies = [{ description: 'Fill a new cart.' }];
      return refused(refusal('CART_EXPIRED', 'The cart was untouched for 7 days.', { path, remedies }));
    }
    const problem = await change(tx, cart);
    if (problem !== undefined) return refused(problem);
    cart.expiresAt = new Date(services.now().getTime() + CART_LIFE_MS);
    await tx.flush();
    return done(cart);
  });
}
