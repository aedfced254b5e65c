import { normalisePhone } from '../../../shared/domain/places/addresses.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import type { CustomerProfile } from '../../rules/placing/customer-profile.ts';
import type { OrderRequest, RequestedLine } from '../../rules/placing/order-request.ts';
import {
  mergeVendorParameters,
  resellerParameters,
  type VendorParameters,
} from '../../rules/placing/vendor-parameters.ts';
import { findOpenCart } from '../carts/open-cart.ts';
import { readPartnerNaming } from '../tenants/partner-profiles.ts';
import { draftCustomer } from './draft-customer.ts';
import { draftLines } from './draft-lines.ts';
import { draftVendor } from './draft-vendor.ts';
import { isSpent, readLock, spentEstimate, type PriceLock } from './estimate-token.ts';
import { customerIdOf, isPricedAlong, movedMeanwhile, type DraftCustomer, type OrderDraft } from './order-draft.ts';

const MAX_LINES = 100;

/** What an order contains, and the cart that it comes from, if any. */
interface DraftContent {
  readonly cart: CartRow | undefined;
  readonly lines: readonly RequestedLine[];
}

/** An order as far as it is known, at today's prices or at those that an estimate has promised. */
export interface PricedDraft {
  readonly draft: OrderDraft;
  /** The promise of the estimate, if the request names one. */
  readonly lock: PriceLock | undefined;
}

/** Puts together what an order is about, at the prices of its estimate when it names one. */
export async function draftAtPrices(context: SignedInContext, request: OrderRequest): Promise<Outcome<PricedDraft>> {
  const drafted = await draftOrder(context, request);
  const { estimateToken } = request;
  if (!drafted.ok) return drafted;
  // The catalogue learns of a move a moment after accounts, or before.
  if (!isPricedAlong(drafted.value, drafted.value.path)) return refused(movedMeanwhile());
  if (estimateToken === undefined) return done({ draft: drafted.value, lock: undefined });
  const locked = readLock(context, estimateToken, drafted.value);
  if (!locked.ok) return locked;
  return (await isSpent(context.read, locked.value.lock)) ? refused(spentEstimate()) : locked;
}

/** Puts together what an order is about. Refuses a request from which that is not clear: without lines or customer. */
async function draftOrder(context: SignedInContext, request: OrderRequest): Promise<Outcome<OrderDraft>> {
  const content = await readContent(context, request);
  if (!content.ok) return content;
  const { cart, lines: requested } = content.value;
  const customer = await draftCustomer(context, request.customer, cart);
  if (!customer.ok) return customer;
  const problem = checkLength(requested, cart);
  if (problem !== undefined) return refused(problem);
  const lines = await draftLines(context, requested, customer.value);
  const vendor = draftVendor(context.deps.vendors, lines);
  const isTold = vendor.vendor?.asksFor === 'vendor-parameters';
  const { parameters, partnerProblem } = isTold
    ? draftParameters(context, customer.value, { request, cart })
    : NOTHING_TOLD;
  return done({ ...customer.value, ...vendor, cart, lines, parameters, partnerProblem });
}

async function readContent(context: SignedInContext, { content }: OrderRequest): Promise<Outcome<DraftContent>> {
  if (content.kind === 'lines') return done({ cart: undefined, lines: content.lines });
  const cart = await findOpenCart(context, content.cartId);
  if (!cart.ok) return cart;
  const rows = await context.loaders.cartLines.load(content.cartId);
  const lines = rows.map(({ planId, quantity, promotionId, parameters }) => ({
    plan: { kind: 'id' as const, planId },
    quantity,
    promotionId: promotionId ?? undefined,
    parameters,
  }));
  return done({ cart: cart.value, lines });
}

function checkLength(lines: readonly RequestedLine[], cart: CartRow | undefined): Refusal | undefined {
  if (lines.length === 0) {
    return refusal('CART_EMPTY', 'There is nothing to order.', { path: [cart === undefined ? 'lines' : 'cartId'] });
  }
  if (lines.length <= MAX_LINES) return undefined;
  return refusal('OUT_OF_RANGE', `An order has at most ${MAX_LINES} lines.`, { path: ['lines'] });
}

/** A vendor without tenants learns nothing of the customer's, nor of the reseller's identity at another one. */
const NOTHING_TOLD = { parameters: {}, partnerProblem: undefined } as const;

interface DraftSource {
  readonly request: OrderRequest;
  readonly cart: CartRow | undefined;
}

function draftParameters(
  { viewer }: SignedInContext,
  customer: DraftCustomer,
  { request, cart }: DraftSource,
): Pick<OrderDraft, 'parameters' | 'partnerProblem'> {
  const { parameters: allowed, problem } = readPartnerNaming(viewer, customer.reseller.path, request.parameters);
  const given = mergeVendorParameters(cart === undefined ? {} : cartParameters(cart, customer), allowed);
  const parameters = mergeVendorParameters(rememberedParameters(customer, given), given);
  return { parameters: withNormalisedPhone(parameters, customer.profile), partnerProblem: problem };
}

/** A cart's parameters, as far as they apply to the customer that is ordered for. */
function cartParameters({ customerId, vendorParameters }: CartRow, customer: DraftCustomer): VendorParameters {
  const isForAnother = typeof customerId === 'string' && customerId !== customerIdOf(customer);
  return isForAnother ? resellerParameters(vendorParameters) : vendorParameters;
}

/** What is known from the reseller's last order and of the customer's tenant, for what was not given. */
function rememberedParameters(
  { customer, sides: { partner } }: DraftCustomer,
  given: VendorParameters,
): VendorParameters {
  const identity: VendorParameters =
    partner === undefined
      ? {}
      : { locationMpnId: partner.locationMpnId, indirectResellerDomain: partner.indirectResellerDomain };
  const tenantDomain = customer.kind === 'existing' ? customer.knownTenantDomain : undefined;
  const isTenantGiven = given.tenantDomain !== undefined || given.tenantMode === 'NEW';
  if (tenantDomain === undefined || isTenantGiven) return identity;
  return { ...identity, tenantMode: 'EXISTING', tenantDomain };
}

/** Writes the telephone number of the person who accepted the agreement in E.164 form; a wrong one stays, to be refused. */
function withNormalisedPhone(parameters: VendorParameters, { address }: CustomerProfile): VendorParameters {
  const { agreement } = parameters;
  if (typeof agreement?.phone !== 'string') return parameters;
  const phone = normalisePhone(agreement.phone, address.country) ?? agreement.phone;
  return { ...parameters, agreement: { ...agreement, phone } };
}
