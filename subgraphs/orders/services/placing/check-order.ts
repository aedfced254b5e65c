import { askTogether, answered, type Answers } from '../../../shared/database/question.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { Validation, ValidationRequest } from '../../connectors/vendor-connector.ts';
import type { SignedInContext } from '../../context.ts';
import type { CheckStatus, OrderCheck } from '../../rules/placing/order-check.ts';
import { checkAccounts, checkPlans, checkPrerequisites, checkQuantities } from '../../rules/placing/order-checks.ts';
import { checkParameters } from '../../rules/placing/line-parameters.ts';
import { checkPromotions } from '../../rules/promotions/check-promotions.ts';
import { checkTenantLimits, type HeldProduct } from '../../rules/tenants/seat-limit.ts';
import { checkTrials, DEFAULT_TRIAL_POLICY, isTrial } from '../../rules/tenants/trial-limit.ts';
import { checkPayment, type PaymentChoice } from '../billing/payment-check.ts';
import { checkPartnerOwner, checkTenantOwner } from '../tenants/ownership-checks.ts';
import { foreignPartnerFields, VERIFIED_FOR_HOURS } from '../tenants/partner-profiles.ts';
import { heldProducts } from '../tenants/seat-pools.ts';
import { hadTrials } from '../tenants/trials.ts';
import { tenantOwner, type TenantOwner } from '../tenants/tenants.ts';
import type { RequestedActivation } from '../../rules/placing/order-request.ts';
import { checkActivation } from './activation.ts';
import { checkNewCustomer, checkTenantAddress } from './customer-checks.ts';
import { mpnsOf, trialMpnsOf, type OrderDraft } from './order-draft.ts';
import type { PlacementKey } from './placements.ts';

const LABELS = {
  ACTIVATION: 'The reseller can be activated',
  ACCOUNT: 'The customer and its resellers are active',
  NEW_CUSTOMER: 'The new customer can be created',
  ADDRESS: 'The address and telephone number are valid for a new tenant',
  PLANS: 'The plans are sold to this customer',
  VENDOR: 'One vendor takes the order',
  PARAMETERS: 'What the vendor asks for is given',
  QUANTITIES: 'The quantities are within the limits',
  PROMOTIONS: 'The promotions are offered for these plans and quantities',
  SEATS: 'The tenant may have this many seats and subscriptions',
  TRIALS: 'The tenant may have these trials',
  PREREQUISITES: 'Required products are owned or ordered',
  TENANT_OWNER: 'The tenant belongs to this customer',
  PARTNER_OWNER: 'The partner identity belongs to this reseller',
  PAYMENT: 'The order can be paid',
} as const;

type LocalCode = keyof typeof LABELS;

/** How an order is placed. */
export interface Ordering {
  readonly payment: PaymentChoice;
  /** The key of the call that places the order; undefined for an estimate and for a call without a key. */
  readonly placementKey: PlacementKey | undefined;
  /** What the reseller says to be activated with the order, if it does. */
  readonly activation: RequestedActivation | undefined;
}

/** What the checks of an order found. */
export interface CheckedOrder {
  readonly checks: readonly OrderCheck[];
  /** The current version of the vendor's customer agreement; undefined when the vendor does not say. */
  readonly agreementVersion: string | undefined;
}

/** Checks everything that could refuse an order, here and at the vendor, and answers all of it. Changes nothing. */
export async function checkOrder(
  context: SignedInContext,
  draft: OrderDraft,
  ordering: Ordering,
): Promise<CheckedOrder> {
  const [local, vendor] = await Promise.all([checkLocally(context, draft, ordering), checkAtVendor(context, draft)]);
  return { checks: [...local, ...vendor.checks], agreementVersion: vendor.agreementVersion };
}

async function checkAtVendor(context: SignedInContext, draft: OrderDraft): Promise<Validation> {
  const { deps } = context;
  const { customer, parameters, profile, sides, vendor } = draft;
  if (vendor === undefined) return { checks: [], agreementVersion: undefined };
  const { partner, agreement: accepted } = sides;
  const existing = customer.kind === 'existing' ? customer : undefined;
  const verifiedFrom = new Date(deps.now().getTime() - VERIFIED_FOR_HOURS * 3_600_000);
  return vendor.connector.validate({
    segment: profile.segment,
    parameters,
    knownTenantDomain: existing?.knownTenantDomain,
    partnerIsVerified:
      partner !== undefined &&
      partner.locationMpnId === parameters.locationMpnId &&
      partner.indirectResellerDomain === parameters.indirectResellerDomain &&
      partner.verifiedAt > verifiedFrom,
    acceptedVersion: accepted?.version,
    agreement: parameters.agreement,
    promoted: promotedLines(draft),
  });
}

/** The lines with promotions that are offered for their plans. */
function promotedLines({ lines }: OrderDraft): ValidationRequest['promoted'] {
  return lines.flatMap(({ choice, quantity }, index) => {
    if (choice.kind !== 'known' || choice.quoted.promotion === undefined || quantity < 1) return [];
    const { id: planId, product, term, billingCycle, kind } = choice.plan;
    const { vendorKey: promotionKey } = choice.quoted.promotion;
    const plan = { planId, mpn: product.mpn, term, billingCycle, isTrial: kind === 'TRIAL' };
    return [{ ...plan, quantity, promotionKey, path: ['lines', index] }];
  });
}

async function checkLocally(
  context: SignedInContext,
  draft: OrderDraft,
  { payment, placementKey, activation }: Ordering,
): Promise<readonly OrderCheck[]> {
  const { customer, lines, profile, currency, sides } = draft;
  const { viewer } = context;
  const statuses = activation === undefined ? statusesOf(draft) : statusesOf(withoutSeller(draft));
  const accountErrors = checkAccounts(statuses, customer.kind === 'new');
  const taken = await readTaken(context, draft);
  const { segment, address } = profile;
  return [
    ...(activation === undefined
      ? []
      : toChecks('ACTIVATION', await checkActivation(context, draft.reseller.id, activation))),
    ...toChecks('ACCOUNT', accountErrors),
    ...(customer.kind === 'existing'
      ? asksForTenant(draft)
        ? toChecks('ADDRESS', checkTenantAddress(draft))
        : []
      : toChecks(
          'NEW_CUSTOMER',
          withoutRepeated(
            await checkNewCustomer(context, customer.customer, {
              placementKey,
              parentActivates: activation !== undefined,
            }),
            accountErrors,
          ),
        )),
    ...toChecks('PLANS', checkPlans(lines, { segment, market: address.country, currency })),
    ...toChecks('VENDOR', draft.vendorProblems),
    ...toChecks('PARAMETERS', checkParameters(lines)),
    ...toChecks('QUANTITIES', checkQuantities(lines)),
    ...promotionChecks(draft, context.deps.now()),
    ...toChecks('SEATS', checkTenantLimits(lines, taken.held)),
    ...(lines.some(isTrial) ? toChecks('TRIALS', checkTrials(lines, taken.trials, DEFAULT_TRIAL_POLICY)) : []),
    ...toChecks('PREREQUISITES', checkPrerequisites(lines, sides.ownedMpns)),
    ...(asksForTenant(draft)
      ? [
          ...toChecks('TENANT_OWNER', checkTenantOwner(viewer, draft, taken.owner)),
          ...toChecks('PARTNER_OWNER', checkPartnerOwner(viewer, draft, taken.foreign)),
        ]
      : []),
    { code: 'PAYMENT', label: LABELS.PAYMENT, ...checkPayment(viewer, draft, payment) },
  ];
}

/** An order without promotions has no check of them. */
function promotionChecks({ lines }: OrderDraft, now: Date): readonly OrderCheck[] {
  const hasPromotions = lines.some(({ promotionId }) => promotionId !== undefined);
  return hasPromotions ? toChecks('PROMOTIONS', checkPromotions(lines, now)) : [];
}

/** Whether the vendor serves customers in tenants of their own. */
function asksForTenant({ vendor }: OrderDraft): boolean {
  return vendor?.asksFor === 'vendor-parameters';
}

/** The statuses of the customer and of everybody above it; of a new customer, of its seller. */
function statusesOf({ customerStatus, sides }: Pick<OrderDraft, 'customerStatus' | 'sides'>): readonly string[] {
  return [customerStatus, ...sides.accounts.map(({ status }) => status)];
}

/** The draft as it counts when the seller is activated with the order: whether it can be is another check. */
function withoutSeller({
  customer,
  customerStatus,
  reseller,
  sides,
}: OrderDraft): Pick<OrderDraft, 'customerStatus' | 'sides'> {
  return {
    customerStatus: customer.kind === 'new' ? 'ACTIVE' : customerStatus,
    sides: { ...sides, accounts: sides.accounts.filter(({ id }) => id !== reseller.id) },
  };
}

function toChecks(code: LocalCode, errors: readonly Refusal[]): readonly OrderCheck[] {
  const label = LABELS[code];
  const failed: CheckStatus = 'FAILED';
  return errors.length === 0
    ? [{ code, label, status: 'PASSED' }]
    : errors.map((error) => ({ code, label, status: failed, error }));
}

/** Leaves out what accounts refuses for a reason that was found here already. */
function withoutRepeated(errors: readonly Refusal[], known: readonly Refusal[]): readonly Refusal[] {
  const keyOf = ({ code, path }: Refusal): string => `${code} ${path.join('.')}`;
  const keys = new Set(known.map(keyOf));
  return errors.filter((error) => !keys.has(keyOf(error)));
}

/** What others, and other orders, have of what this order takes. */
function readTaken({ read }: SignedInContext, draft: OrderDraft): Promise<Answers<ReturnType<typeof takenBefore>>> {
  return askTogether(read, takenBefore(draft));
}

function takenBefore(draft: OrderDraft) {
  const { tenantDomain, locationMpnId, indirectResellerDomain } = draft.parameters;
  return {
    held:
      tenantDomain === undefined
        ? answered<ReadonlyMap<string, HeldProduct>>(new Map())
        : heldProducts(tenantDomain, mpnsOf(draft)),
    trials:
      tenantDomain === undefined
        ? answered<ReadonlyMap<string, number>>(new Map())
        : hadTrials(tenantDomain, trialMpnsOf(draft)),
    owner: tenantDomain === undefined ? answered<TenantOwner | undefined>(undefined) : tenantOwner(tenantDomain),
    foreign: foreignPartnerFields({ resellerId: draft.reseller.id, locationMpnId, indirectResellerDomain }),
  };
}
