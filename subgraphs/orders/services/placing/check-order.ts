import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OrderCheck } from '../../rules/placing/order-check.ts';
import type { Validation } from '../../connectors/vendor-connector.ts';
import type { OrdersContext } from '../../context.ts';
import { checkAccounts, checkPlans, checkPrerequisites, checkQuantities } from '../../rules/placing/order-checks.ts';
import { checkSeatLimits } from '../../rules/tenants/seat-limit.ts';
import { readAgreement } from '../tenants/customer-agreements.ts';
import { checkNewCustomer, checkTenantAddress } from './customer-checks.ts';
import type { OrderDraft } from './order-draft.ts';
import { foreignPartnerFields, VERIFIED_FOR_HOURS } from '../tenants/partner-profiles.ts';
import { checkPayment, type PaymentChoice } from '../billing/payment-check.ts';
import type { PlacementKey } from './placements.ts';
import { readHeldSeats } from '../tenants/seat-pools.ts';
import { readTenantOwner, tenantInUse } from '../tenants/tenants.ts';

const LABELS = {
  ACCOUNT: 'Customer and resellers are active',
  NEW_CUSTOMER: 'The new customer can be made',
  ADDRESS: 'Address and telephone number for a new tenant',
  PLANS: 'Plans are sold to this customer',
  QUANTITIES: 'Quantities within the limits',
  SEATS: 'Seats that the tenant may still have',
  PREREQUISITES: 'Prerequisites owned or ordered',
  TENANT_OWNER: "The tenant is this customer's",
  PARTNER_OWNER: "The partner identity is this reseller's",
  PAYMENT: 'Payment',
} as const;

type LocalCode = keyof typeof LABELS;

/** What an order is besides its draft. */
export interface Ordering {
  readonly payment: PaymentChoice;
  /** Of the placement of the same call, when it is made for one. */
  readonly placementKey?: PlacementKey | undefined;
}

/** What looking at an order found. */
export interface CheckedOrder {
  readonly checks: readonly OrderCheck[];
  /** The version of the vendor's customer agreement that holds now. */
  readonly agreementVersion: string | undefined;
}

/** Looks at everything that could refuse an order, here and at the vendor, and answers all of it. Changes nothing. */
export async function checkOrder(context: OrdersContext, draft: OrderDraft, ordering: Ordering): Promise<CheckedOrder> {
  const [local, vendor] = await Promise.all([checkLocally(context, draft, ordering), checkAtVendor(context, draft)]);
  return { checks: [...local, ...vendor.checks], agreementVersion: vendor.agreementVersion };
}

async function checkAtVendor({ em, loaders, services }: OrdersContext, draft: OrderDraft): Promise<Validation> {
  const { customerId, parameters, profile, resellerId, knownTenantDomain } = draft;
  const accepted = customerId === undefined ? null : await readAgreement(em, customerId);
  const known = await loaders.partnerProfile.load(resellerId);
  const verifiedFrom = new Date(services.now().getTime() - VERIFIED_FOR_HOURS * 3_600_000);
  return services.connector.validate({
    segment: profile.segment,
    parameters,
    knownTenantDomain,
    partnerIsVerified:
      known !== null &&
      known.locationMpnId === parameters.locationMpnId &&
      known.indirectResellerDomain === parameters.indirectResellerDomain &&
      known.verifiedAt > verifiedFrom,
    acceptedVersion: accepted?.version,
    agreement: parameters.agreement,
  });
}

async function checkLocally(
  context: OrdersContext,
  draft: OrderDraft,
  { payment, placementKey }: Ordering,
): Promise<readonly OrderCheck[]> {
  const { em, principal } = context;
  const lines = draft.lines.map(({ quoted, ...line }) => ({ ...line, plan: quoted?.plan }));
  const above = await em.execute<{ status: string }[]>('select status from orders.account where path @> ?::ltree', [
    draft.path,
  ]);
  const owned = await em.execute<{ mpn: string }[]>(
    `select distinct mpn from orders.subscription where customer_id = ? and status in ('ACTIVE', 'PENDING')`,
    [draft.customerId ?? ''],
  );
  const ownedMpns = new Set(owned.map(({ mpn }) => mpn));
  const { segment, address } = draft.profile;
  const statuses = [draft.customerStatus, ...above.map(({ status }) => status)];
  const accountErrors = checkAccounts(statuses, draft.newCustomer !== undefined);
  return [
    toCheck('ACCOUNT', accountErrors),
    draft.newCustomer === undefined
      ? toCheck('ADDRESS', checkTenantAddress(draft))
      : toCheck('NEW_CUSTOMER', withoutRepeated(await checkNewCustomer(context, draft, placementKey), accountErrors)),
    toCheck('PLANS', checkPlans(lines, { segment, market: address.country, currency: draft.currency, ownedMpns })),
    toCheck('QUANTITIES', checkQuantities(lines)),
    toCheck('SEATS', checkSeatLimits(lines, await heldSeats(context, draft))),
    toCheck('PREREQUISITES', checkPrerequisites(lines, ownedMpns)),
    toCheck('TENANT_OWNER', await checkTenantOwner(context, draft)),
    toCheck('PARTNER_OWNER', await checkPartnerOwner(context, draft)),
    [{ code: 'PAYMENT', label: LABELS.PAYMENT, ...checkPayment(principal, draft, payment) }],
  ].flat();
}

function toCheck(code: LocalCode, errors: readonly Refusal[]): readonly OrderCheck[] {
  if (errors.length === 0) return [{ code, label: LABELS[code], status: 'PASSED' }];
  return errors.map((error) => ({ code, label: LABELS[code], status: 'FAILED', error }));
}

/** What accounts refuses was perhaps found here already. */
function withoutRepeated(errors: readonly Refusal[], known: readonly Refusal[]): readonly Refusal[] {
  const keyOf = ({ code, path }: Refusal): string => `${code} ${path.join('.')}`;
  const keys = new Set(known.map(keyOf));
  return errors.filter((error) => !keys.has(keyOf(error)));
}

/** The MPNs of a draft's lines, as far as their plans are known. */
export function mpnsOf({ lines }: OrderDraft): readonly string[] {
  return lines.flatMap(({ quoted }) => quoted?.plan.product.mpn ?? []);
}

async function heldSeats({ em }: OrdersContext, draft: OrderDraft): Promise<ReadonlyMap<string, number>> {
  const { tenantDomain } = draft.parameters;
  return tenantDomain === undefined ? new Map() : readHeldSeats(em, tenantDomain, mpnsOf(draft));
}

async function checkTenantOwner({ em, principal }: OrdersContext, draft: OrderDraft): Promise<readonly Refusal[]> {
  const { tenantDomain } = draft.parameters;
  const owner = tenantDomain === undefined ? undefined : await readTenantOwner(em, tenantDomain);
  if (tenantDomain === undefined || owner === undefined || owner.customerId === draft.customerId) return [];
  return [tenantInUse(principal, tenantDomain, owner)];
}

/**
 * A reseller is one partner at the vendor: the domain that was confirmed stays, unless an account above names another. Which
 * of the partner's locations an order names is the reseller's choice.
 */
async function checkPartnerOwner(context: OrdersContext, draft: OrderDraft): Promise<readonly Refusal[]> {
  const { em, loaders, principal } = context;
  const { resellerId, parameters, partnerProblem } = draft;
  if (partnerProblem !== undefined) return [partnerProblem];
  const { locationMpnId, indirectResellerDomain } = parameters;
  const foreign = await foreignPartnerFields(em, { resellerId, locationMpnId, indirectResellerDomain });
  const known = await loaders.partnerProfile.load(resellerId);
  const isOwn = principal.kind !== 'anonymous' && principal.accountId === resellerId;
  if (isOwn && known !== null && indirectResellerDomain?.toLowerCase() !== known.indirectResellerDomain) {
    return [...foreign.filter((field) => field === 'locationMpnId').map(notThisResellers), confirmedAs(known)];
  }
  return foreign.map(notThisResellers);
}

function notThisResellers(field: 'locationMpnId' | 'indirectResellerDomain'): Refusal {
  const message = `This ${field === 'locationMpnId' ? 'MPN ID' : 'domain'} is not this reseller's.`;
  return refusal('PARTNER_ID_MISMATCH', message, { path: ['vendorParameters', field] });
}

function confirmedAs({ indirectResellerDomain }: { readonly indirectResellerDomain: string }): Refusal {
  return refusal('PARTNER_ID_MISMATCH', `This reseller is confirmed as ${indirectResellerDomain}.`, {
    path: ['vendorParameters', 'indirectResellerDomain'],
    remedies: [{ description: 'Leave the domain out, or ask the account above to order with another.' }],
  });
}
