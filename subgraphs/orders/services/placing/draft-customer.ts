import { sellerIdOf, sellerPathOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { checkAddress, checkPhone } from '../../../shared/domain/places/addresses.ts';
import { marketCurrency } from '../../../shared/domain/places/countries.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import type { NewCustomer, RequestedCustomer } from '../../rules/placing/order-request.ts';
import { askAccount, placeInGraph, visiblePlace } from '../hierarchy/account-places.ts';
import { readSides } from './known-sides.ts';
import type { DraftCustomer } from './order-draft.ts';

/** Finds out for whom an order is. Refuses an account that the viewer may not see, and one that cannot be ordered for. */
export async function draftCustomer(
  context: SignedInContext,
  requested: RequestedCustomer,
  cart: CartRow | undefined,
): Promise<Outcome<DraftCustomer>> {
  if (requested.kind === 'new') return draftNewCustomer(context, requested.customer, cart);
  const id = requested.kind === 'existing' ? requested.id : impliedCustomer(context, cart);
  if (id !== undefined) return draftExistingCustomer(context, id);
  const message = 'The order needs a customer: give customerId or newCustomer.';
  return refused(refusal('REQUIRED', message, { path: ['customerId'] }));
}

/** The customer of the cart; otherwise the viewer's own account, if it is a customer. */
function impliedCustomer({ viewer }: SignedInContext, cart: CartRow | undefined): Id<'acc'> | undefined {
  return cart?.customerId ?? (viewer.accountType === 'CUSTOMER' ? viewer.accountId : undefined);
}

async function draftExistingCustomer(context: SignedInContext, id: Id<'acc'>): Promise<Outcome<DraftCustomer>> {
  const path = ['customerId'];
  const account = await askAccount(context, id);
  if (account === null) {
    return refused(refusal('NOT_FOUND', 'There is no customer with this id that you may see.', { path }));
  }
  const { name, status, currency, address, administrativeContact: contact } = account;
  if (account.__typename !== 'Customer' || !address || !contact) {
    return refused(refusal('INVALID', `${name} is not a customer with an address and a contact.`, { path }));
  }
  const place = placeInGraph(context.viewer, account);
  const [resellerId, resellerPath] = [sellerIdOf(place.path), sellerPathOf(place.path)];
  invariant(resellerId !== undefined && resellerPath !== undefined, 'a customer buys from another account');
  const sides = await readSides(context.read, { customerId: id, resellerId, path: place.path });
  const resellerName = sides.accounts.find((above) => above.id === resellerId)?.name ?? 'Your reseller';
  return done({
    customer: { kind: 'existing', id, knownTenantDomain: account.tenantDomain ?? undefined },
    reseller: { id: resellerId, path: resellerPath },
    path: place.path,
    customerStatus: status,
    currency,
    profile: { name, segment: account.segment, address, contact, resellerName },
    sides,
  });
}

async function draftNewCustomer(
  context: SignedInContext,
  customer: NewCustomer,
  cart: CartRow | undefined,
): Promise<Outcome<DraftCustomer>> {
  const path = ['newCustomer', 'parentId'];
  const sellerId = customer.parentId ?? cart?.resellerId ?? context.viewer.accountId;
  const seller = await visiblePlace(context, sellerId);
  if (seller === null) {
    return refused(refusal('NOT_FOUND', 'There is no account with this id that you may see.', { path }));
  }
  if (seller.type === 'CUSTOMER') {
    return refused(refusal('NOT_ALLOWED', 'A customer cannot have accounts below it.', { path }));
  }
  const { name, segment, address, contact } = customer;
  return done({
    customer: { kind: 'new', customer: { ...customer, parentId: sellerId } },
    reseller: { id: sellerId, path: seller.path },
    path: seller.path,
    customerStatus: seller.status,
    currency: customer.currency ?? marketCurrency(address.country) ?? seller.currency,
    profile: {
      name,
      segment,
      address: checkAddress(address).value,
      contact: checkPhone(contact, address.country).value,
      resellerName: seller.name,
    },
    sides: await readSides(context.read, { customerId: undefined, resellerId: sellerId, path: seller.path }),
  });
}
