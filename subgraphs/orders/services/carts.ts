import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../shared/access.ts';
import { newId } from '../../shared/ids.ts';
import type { SignedInPrincipal } from '../../shared/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../shared/refusal.ts';
import type { OrdersContext } from '../context.ts';
import { CartEntity, CartLineEntity, type CartRow } from '../entities/cart.ts';
import { mergeVendorParameters, type VendorParameters } from '../rules/vendor-parameters.ts';
import { parentIdOf, visiblePlace } from './account-places.ts';

const CART_LIFE_MS = 7 * 24 * 3_600_000;
const MAX_QUANTITY = 10_000_000;
const MAX_LINES = 100;

/** Whether the viewer may see a cart: the reseller's side may, and the customer it is for. */
export function maySeeCart(viewer: SignedInPrincipal, cart: CartRow): boolean {
  return maySee(viewer, cart.resellerPath) || cart.customerId === viewer.accountId;
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
    if (input.resellerId !== undefined && input.resellerId !== null && input.resellerId !== resellerId) {
      return refusal('INVALID', 'The customer buys from another reseller.', { path: ['resellerId'] });
    }
    return { customerId, resellerId, resellerPath: customer.path.split('.').slice(0, -1).join('.') };
  }
  const reseller = await visiblePlace(context, input.resellerId ?? viewer.accountId);
  if (reseller === null || reseller.type === 'CUSTOMER') return notFound('resellerId');
  return { customerId: null, resellerId: reseller.id, resellerPath: reseller.path };
}

function notFound(field: string): Refusal {
  return refusal('NOT_FOUND', 'There is no such account that you may see.', { path: [field] });
}

/** Sets how many of a plan are in the cart; none removes the line. */
export async function setCartLine(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: { readonly cartId: string; readonly planId: string; readonly quantity: number },
): Promise<Outcome<CartRow>> {
  if (input.quantity < 0 || input.quantity > MAX_QUANTITY) {
    return refused(
      refusal('QUANTITY_OUT_OF_RANGE', `The quantity must be from 0 to ${MAX_QUANTITY}.`, { path: ['quantity'] }),
    );
  }
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
    cart.vendorParameters = mergeVendorParameters(cart.vendorParameters, input.parameters);
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
