import { checkAddress, checkPhone, normalisePhone } from '../../../shared/domain/places/addresses.ts';
import { marketCurrency } from '../../../shared/domain/places/countries.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import type { OrdersContext } from '../../context.ts';
import { CartEntity, CartLineEntity, type CartRow } from '../../entities/cart.ts';
import type { CustomerProfile } from '../../entities/order.ts';
import { planSegment } from '../../rules/placing/order-checks.ts';
import { mergeVendorParameters, resellersPart, type VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import { askAccount, parentIdOf, sellerPathOf, toPlace, visiblePlace } from '../hierarchy/account-places.ts';
import { maySeeCart } from '../carts/carts.ts';
import { readPartnerNaming } from '../tenants/partner-profiles.ts';
import { findPlans, quotePlans, type Buyer, type QuotedPlan } from './quote-plans.ts';

export interface NewCustomerInput {
  readonly parentId?: string | null | undefined;
  readonly name: string;
  readonly segment: string;
  readonly address: CustomerProfile['address'];
  readonly contact: CustomerProfile['contact'];
  readonly login: string;
  readonly externalId?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly limited?: boolean | null | undefined;
}

export interface OrderLineRequest {
  readonly planId?: string | null | undefined;
  readonly mpn?: string | null | undefined;
  readonly term?: string | null | undefined;
  readonly billingCycle?: string | null | undefined;
  readonly quantity: number;
}

/** What `estimateOrder` and `placeOrder` are asked. */
export interface OrderRequest {
  readonly cartId?: string | null | undefined;
  readonly lines?: readonly OrderLineRequest[] | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly newCustomer?: NewCustomerInput | null | undefined;
  readonly vendorParameters: VendorParameters;
  readonly purchaseOrderNumber?: string | null | undefined;
  readonly paymentMethod?: 'CREDIT_CARD' | 'TERMS' | null | undefined;
  readonly estimateToken?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export interface DraftLine {
  /** Undefined where the line does not say which plan is meant; `problem` says why. */
  readonly planId: string | undefined;
  readonly quantity: number;
  readonly quoted: QuotedPlan | undefined;
  readonly problem: Refusal | undefined;
}

/** An order as far as it is known before it is checked. */
export interface OrderDraft {
  readonly cart: CartRow | undefined;
  /** Undefined while the customer is yet to be made. */
  readonly customerId: string | undefined;
  readonly newCustomer: NewCustomerInput | undefined;
  readonly resellerId: string;
  readonly resellerPath: string;
  /** The customer's place, or for a new customer its reseller's. */
  readonly path: string;
  readonly customerStatus: string;
  readonly currency: string;
  readonly profile: CustomerProfile;
  readonly knownTenantDomain: string | undefined;
  readonly parameters: VendorParameters;
  /** Set when the viewer named what only the reseller's side may name; it was left out of the parameters. */
  readonly partnerProblem: Refusal | undefined;
  readonly lines: readonly DraftLine[];
}

export type Drafted =
  { readonly ok: true; readonly draft: OrderDraft } | { readonly ok: false; readonly errors: readonly Refusal[] };

const MAX_LINES = 100;

/** Puts together what an order is about. Refuses what can't be made out: no lines, no customer. */
export async function draftOrder(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
): Promise<Drafted> {
  const cart = await findCart(context, viewer, request.cartId);
  if (cart !== undefined && 'code' in cart) return { ok: false, errors: [cart] };
  const customer = await findCustomer(context, viewer, request, cart?.row);
  if ('code' in customer) return { ok: false, errors: [customer] };
  const requested = cart?.lines ?? request.lines ?? [];
  if (requested.length === 0)
    return refuse('CART_EMPTY', 'There is nothing to order.', [cart === undefined ? 'lines' : 'cartId']);
  if (requested.length > MAX_LINES)
    return refuse('OUT_OF_RANGE', `An order has ${MAX_LINES} lines at the most.`, ['lines']);
  const lines = await draftLines(context, requested, customer);
  const { parameters: allowed, problem } = readPartnerNaming(viewer, customer.resellerPath, request.vendorParameters);
  const given = mergeVendorParameters(cart === undefined ? {} : cartParameters(cart.row, customer), allowed);
  const parameters = withCalledPhone(await withRemembered(context, customer, given), customer.profile);
  return { ok: true, draft: { ...customer, cart: cart?.row, lines, parameters, partnerProblem: problem } };
}

/** A cart's parameters, as far as they go for the customer that is ordered for. */
function cartParameters(cart: CartRow, { customerId }: DraftCustomer): VendorParameters {
  const filledFor = cart.customerId ?? undefined;
  return filledFor === undefined || filledFor === customerId
    ? cart.vendorParameters
    : resellersPart(cart.vendorParameters);
}

async function draftLines(
  context: OrdersContext,
  requested: readonly OrderLineRequest[],
  customer: DraftCustomer,
): Promise<readonly DraftLine[]> {
  const { contextToken = '', services } = context;
  const named = await resolvePlans(context, requested, customer);
  const planIds = named.flatMap(({ planId }) => planId ?? []);
  const quotes = await quotePlans(services, customer.buyer, planIds, contextToken);
  return named.map(({ planId, problem }, index) => ({
    planId,
    problem,
    quantity: requested[index]?.quantity ?? 0,
    quoted: planId === undefined ? undefined : quotes.get(planId),
  }));
}

function refuse(code: Refusal['code'], message: string, path: readonly (string | number)[]): Drafted & { ok: false } {
  return { ok: false, errors: [refusal(code, message, { path })] };
}

interface FoundCart {
  readonly row: CartRow;
  readonly lines: readonly OrderLineRequest[];
}

async function findCart(
  { em, services }: OrdersContext,
  viewer: SignedInPrincipal,
  cartId: string | null | undefined,
): Promise<FoundCart | Refusal | undefined> {
  if (cartId === undefined || cartId === null) return undefined;
  const row = await em.findOne(CartEntity, { id: cartId });
  const path = ['cartId'];
  if (row === null || !maySeeCart(viewer, row))
    return refusal('NOT_FOUND', 'There is no cart with this id that you may see.', { path });
  if ((row.orderedAs ?? null) !== null) return refusal('STATE_CONFLICT', 'This cart was ordered already.', { path });
  if (row.expiresAt <= services.now()) {
    return refusal('CART_EXPIRED', 'The cart was untouched for 7 days.', {
      path,
      remedies: [{ description: 'Fill a new cart.' }],
    });
  }
  return { row, lines: await em.find(CartLineEntity, { cartId }, { orderBy: { id: 'asc' } }) };
}

type DraftCustomer = Omit<OrderDraft, 'cart' | 'lines' | 'parameters' | 'partnerProblem'> & { readonly buyer: Buyer };

async function findCustomer(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
  cart: CartRow | undefined,
): Promise<DraftCustomer | Refusal> {
  const { newCustomer } = request;
  if (newCustomer !== undefined && newCustomer !== null) {
    if (request.customerId !== undefined && request.customerId !== null) {
      throw badUserInput('Give customerId or newCustomer, not both.', 'input');
    }
    return draftNewCustomer(context, viewer, newCustomer, cart);
  }
  const own = viewer.accountType === 'CUSTOMER' ? viewer.accountId : undefined;
  const id = request.customerId ?? cart?.customerId ?? own;
  if (id === undefined)
    return refusal('REQUIRED', 'Say who the customer is: customerId or newCustomer.', { path: ['customerId'] });
  const account = await askAccount(context, id);
  if (account === null)
    return refusal('NOT_FOUND', 'There is no customer with this id that you may see.', { path: ['customerId'] });
  const { address, administrativeContact: contact } = account;
  if (account.__typename !== 'Customer' || !address || !contact) {
    return refusal('INVALID', `${account.name} is not a customer with address and contact.`, { path: ['customerId'] });
  }
  const place = toPlace(viewer, account);
  const resellerId = parentIdOf(place.path) ?? '';
  return {
    customerId: id,
    newCustomer: undefined,
    resellerId,
    resellerPath: sellerPathOf(place.path),
    path: place.path,
    customerStatus: account.status,
    currency: account.currency,
    knownTenantDomain: account.tenantDomain ?? undefined,
    profile: {
      name: account.name,
      segment: account.segment,
      address,
      contact,
      resellerName: await nameOf(context, resellerId),
    },
    buyer: { buyerId: id },
  };
}

async function draftNewCustomer(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  newCustomer: NewCustomerInput,
  cart: CartRow | undefined,
): Promise<DraftCustomer | Refusal> {
  const sellerId = newCustomer.parentId ?? cart?.resellerId ?? viewer.accountId;
  const seller = await visiblePlace(context, sellerId);
  const path = ['newCustomer', 'parentId'];
  if (seller === null) return refusal('NOT_FOUND', 'There is no account with this id that you may see.', { path });
  if (seller.type === 'CUSTOMER') return refusal('NOT_ALLOWED', 'Customers have no accounts below them.', { path });
  const { name, segment, address, contact } = newCustomer;
  return {
    customerId: undefined,
    newCustomer: { ...newCustomer, parentId: sellerId },
    resellerId: sellerId,
    resellerPath: seller.path,
    path: seller.path,
    customerStatus: seller.status,
    currency: newCustomer.currency ?? marketCurrency(address.country) ?? seller.currency,
    knownTenantDomain: undefined,
    profile: {
      name,
      segment,
      address: checkAddress(address).value,
      contact: checkPhone(contact, address.country).value,
      resellerName: seller.name,
    },
    buyer: { sellerId },
  };
}

async function nameOf({ loaders }: OrdersContext, accountId: string): Promise<string> {
  return (await loaders.account.load(accountId))?.name ?? 'Your reseller';
}

/** The plan that a line means, or why it does not say which. */
type NamedPlan = Pick<DraftLine, 'planId' | 'problem'>;

async function resolvePlans(
  { services, contextToken = '' }: OrdersContext,
  lines: readonly OrderLineRequest[],
  { profile, currency }: DraftCustomer,
): Promise<readonly NamedPlan[]> {
  const named = lines.flatMap((line, index) =>
    typeof line.planId === 'string' || typeof line.mpn !== 'string' || line.mpn === ''
      ? []
      : [{ index, mpn: line.mpn, term: line.term ?? undefined, billingCycle: line.billingCycle ?? undefined }],
  );
  const choice = { segment: planSegment(profile.segment), market: profile.address.country, currency };
  const matches = await findPlans(services, named, choice, contextToken);
  const found = new Map(named.map(({ index }, position) => [index, matches[position] ?? []]));
  return lines.map((line, index): NamedPlan => {
    if (typeof line.planId === 'string') return { planId: line.planId, problem: undefined };
    const [first, second] = found.get(index) ?? [];
    return first !== undefined && second === undefined
      ? { planId: first, problem: undefined }
      : { planId: undefined, problem: undecided(index, line.mpn ?? '', first === undefined) };
  });
}

function undecided(index: number, mpn: string, none: boolean): Refusal {
  const path = ['lines', index, mpn === '' ? 'planId' : 'mpn'];
  if (mpn === '') return refusal('REQUIRED', 'A line needs a planId or an mpn.', { path });
  return none
    ? refusal('PLAN_NOT_AVAILABLE', `${mpn} is not sold to this customer with this term and billing cycle.`, { path })
    : refusal('INVALID', `${mpn} has several plans.`, {
        path,
        remedies: [{ description: 'Give the MPN with its SKU, term and billingCycle; or the planId.' }],
      });
}

/** The telephone number of whoever accepted the agreement, in the form in which it is kept; a wrong one stays to be refused. */
function withCalledPhone(parameters: VendorParameters, { address }: CustomerProfile): VendorParameters {
  const { agreement } = parameters;
  if (typeof agreement?.phone !== 'string') return parameters;
  const phone = normalisePhone(agreement.phone, address.country) ?? agreement.phone;
  return { ...parameters, agreement: { ...agreement, phone } };
}

/** What was not given is taken from the reseller's last order and the customer's known tenant. */
async function withRemembered(
  { loaders }: OrdersContext,
  { resellerId, knownTenantDomain }: DraftCustomer,
  given: VendorParameters,
): Promise<VendorParameters> {
  const profile = await loaders.partnerProfile.load(resellerId);
  const tenant =
    knownTenantDomain === undefined ? {} : { tenantMode: 'EXISTING' as const, tenantDomain: knownTenantDomain };
  const partner =
    profile === null
      ? {}
      : { locationMpnId: profile.locationMpnId, indirectResellerDomain: profile.indirectResellerDomain };
  const useKnownTenant = given.tenantDomain === undefined && given.tenantMode !== 'NEW';
  return mergeVendorParameters({ ...partner, ...(useKnownTenant ? tenant : {}) }, given);
}
