import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import { sellerIdOf, sellerPathOf } from '../../../shared/domain/account-path.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { CartEntity, type CartRow } from '../../entities/cart.ts';
import { visiblePlace } from '../hierarchy/account-places.ts';
import { cartExpiry } from './open-cart.ts';

/** Whose cart is created; what is undefined is implied by the other, or by the viewer. */
export interface NewCart {
  readonly resellerId: Id<'acc'> | undefined;
  readonly customerId: Id<'acc'> | undefined;
}

type CartPlace = Pick<CartRow, 'resellerId' | 'resellerPath' | 'customerId'>;

/** Creates an empty cart of a reseller, for a customer when one is given. */
export async function createCart(context: SignedInContext, input: NewCart): Promise<Outcome<CartRow>> {
  const place = await cartPlace(context, input);
  if (!place.ok) return place;
  const createdAt = context.deps.now();
  return context.write(async (tx) => {
    leaveUnrecorded(tx, 'draft');
    const cart = tx.create(CartEntity, {
      id: newId('crt'),
      ...place.value,
      vendorParameters: {},
      expiresAt: cartExpiry(createdAt),
      createdAt,
    });
    await tx.flush();
    return done(cart);
  });
}

async function cartPlace(context: SignedInContext, input: NewCart): Promise<Outcome<CartPlace>> {
  const { viewer } = context;
  const customerId = input.customerId ?? (viewer.accountType === 'CUSTOMER' ? viewer.accountId : undefined);
  if (customerId !== undefined) return placeForCustomer(context, customerId, input.resellerId);
  const reseller = await visiblePlace(context, input.resellerId ?? viewer.accountId);
  if (reseller === null || reseller.type === 'CUSTOMER') return accountNotFound('resellerId');
  return done({ customerId: null, resellerId: reseller.id, resellerPath: reseller.path });
}

async function placeForCustomer(
  context: SignedInContext,
  customerId: Id<'acc'>,
  requestedResellerId: Id<'acc'> | undefined,
): Promise<Outcome<CartPlace>> {
  const customer = await visiblePlace(context, customerId);
  if (customer?.type !== 'CUSTOMER') return accountNotFound('customerId');
  const [resellerId, resellerPath] = [sellerIdOf(customer.path), sellerPathOf(customer.path)];
  invariant(resellerId !== undefined && resellerPath !== undefined, 'a customer buys from another account');
  if (requestedResellerId !== undefined) {
    // A viewer who does not see the reseller must not learn whether this is the one.
    if ((await visiblePlace(context, requestedResellerId)) === null) return accountNotFound('resellerId');
    if (requestedResellerId !== resellerId) {
      const remedies = [{ description: 'Leave resellerId out, or give a customer of this reseller.' }];
      const message = 'The customer buys from another reseller.';
      return refused(refusal('INVALID', message, { path: ['resellerId'], remedies }));
    }
  }
  return done({ customerId, resellerId, resellerPath });
}

/** The refusal of an account that does not exist, is not of the right type, or may not be seen. */
export function accountNotFound(field: string): Outcome<never> {
  return refused(refusal('NOT_FOUND', 'There is no such account that you may see.', { path: [field] }));
}
