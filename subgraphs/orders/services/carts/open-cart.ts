import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { may, maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import { CartEntity, type CartRow } from '../../entities/cart.ts';
import type { Buyer } from '../placing/quote-plans.ts';

const CART_LIFE_MS = 7 * 24 * 3_600_000;

/** When a cart expires that was changed last at a moment. */
export function cartExpiry(changedAt: Date): Date {
  return new Date(changedAt.getTime() + CART_LIFE_MS);
}

/**
 * Whether the viewer may see a cart: who places orders for the reseller, for an account above it, or for the customer that it
 * is for.
 */
function maySeeCart(viewer: SignedInPrincipal, cart: CartRow): boolean {
  if (!may(viewer, 'PLACE_ORDERS')) return false;
  return maySee(viewer, cart.resellerPath) || cart.customerId === viewer.accountId;
}

/** Who would pay for the content of a cart. */
export function cartBuyer({ customerId, resellerId }: CartRow): Buyer {
  return typeof customerId === 'string'
    ? { kind: 'account', id: customerId }
    : { kind: 'new-customer', sellerId: resellerId };
}

/** The cart; null when it does not exist or the viewer may not see it. */
export async function visibleCart({ principal, loaders }: OrdersContext, id: Id<'crt'>): Promise<CartRow | null> {
  if (principal.kind === 'anonymous') return null;
  const cart = await loaders.cart.load(id);
  return cart !== null && maySeeCart(principal, cart) ? cart : null;
}

/** The cart, when the viewer may see it and it can still be ordered. */
export async function findOpenCart(context: SignedInContext, id: Id<'crt'>): Promise<Outcome<CartRow>> {
  return openCart(context, await context.loaders.cart.load(id));
}

/** Changes a cart that the viewer may see and that can still be ordered, and puts off its expiry. */
export async function changeCart(
  context: SignedInContext,
  id: Id<'crt'>,
  change: (tx: Writer, cart: CartRow) => Promise<Refusal | undefined>,
): Promise<Outcome<CartRow>> {
  return context.write(async (tx) => {
    const open = openCart(context, await tx.lock(CartEntity, { id }));
    if (!open.ok) return open;
    const problem = await change(tx, open.value);
    if (problem !== undefined) return refused(problem);
    open.value.expiresAt = cartExpiry(context.deps.now());
    await tx.flush();
    leaveUnrecorded(tx, 'draft');
    return open;
  });
}

function openCart({ viewer, deps }: SignedInContext, cart: CartRow | null): Outcome<CartRow> {
  const path = ['cartId'];
  if (cart === null || !maySeeCart(viewer, cart)) {
    return refused(refusal('NOT_FOUND', 'There is no cart with this id that you may see.', { path }));
  }
  if (typeof cart.orderedAs === 'string') {
    return refused(refusal('STATE_CONFLICT', 'This cart has already been ordered.', { path }));
  }
  if (cart.expiresAt > deps.now()) return done(cart);
  const remedies = [{ description: 'Create a new cart.' }];
  return refused(
    refusal('CART_EXPIRED', 'The cart expired because it was not changed for 7 days.', { path, remedies }),
  );
}
