import type { ParameterValue, ProductParameter } from '../../../shared/domain/product-parameter.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import type { ChosenPromotion } from '../promotions/check-promotions.ts';
import type { PlanKind } from '../subscriptions/plan-kind.ts';

/** Whether a plan can be ordered now, and if not, from when on. */
export type PlanSale =
  | { readonly kind: 'on-sale'; readonly minQuantity: number }
  | { readonly kind: 'not-yet'; readonly from: string }
  | { readonly kind: 'ended' }
  /** The customer's seller has a marketplace for the market of the plan, and does not list the product there. */
  | { readonly kind: 'not-listed' }
  /** The vendor's offer matrix has no row for its product. */
  | { readonly kind: 'not-offered' }
  /** The offer matrix allows other countries only. */
  | { readonly kind: 'not-here'; readonly countries: readonly string[] };

/** How many subscriptions of a product one tenant may have: of those that it has now, or of all that it has ever had. */
export interface OwnershipLimit {
  readonly limit: number;
  readonly counts: 'CURRENT' | 'EVER';
}

/** What the vendor asks of an order of a product besides seats. */
export interface OfferTerms {
  /** Part numbers of which the customer must own one, or order one together with the product. */
  readonly prerequisites?: readonly string[] | undefined;
  readonly ownership?: OwnershipLimit | undefined;
}

/** What the catalogue says of a plan, as far as it decides who may buy it. */
export interface CheckedPlan {
  readonly segment: string;
  readonly market: string;
  readonly currency: string;
  /** When the price that holds now ends; null while no end is known. */
  readonly validTo: string | null;
  /** Whether it can be ordered; undefined from a catalogue of the release before, which tells only when its sale ends. */
  readonly sale?: PlanSale | undefined;
  /** Undefined from a catalogue of the release before, which has no trials that could be ordered. */
  readonly kind?: PlanKind | undefined;
  /** Undefined where the vendor asks nothing, and from a catalogue of the release before. */
  readonly offer?: OfferTerms | undefined;
  readonly product: {
    readonly mpn: string;
    readonly name: string;
    readonly status: string;
    readonly minQuantity: number;
    readonly maxQuantity: number;
    /** What the vendor asks for with each order; nothing unless given. */
    readonly parameters?: readonly ProductParameter[] | undefined;
    readonly prerequisites: readonly { readonly mpn: string; readonly name: string }[];
  };
}

/** The plan that a line orders: known to the catalogue, unknown to it, or not clear from the line, which is a problem. */
export type ChosenPlan<Plan extends CheckedPlan = CheckedPlan> =
  | { readonly kind: 'known'; readonly plan: Plan }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'undecided'; readonly problem: Refusal };

/** A line about to be ordered. */
export interface CheckedLine {
  readonly choice: ChosenPlan;
  readonly quantity: number;
  /** Undefined for a line that names no promotion. */
  readonly promotion?: ChosenPromotion | undefined;
  /** The values for what the vendor asks; none unless given. */
  readonly parameters?: readonly ParameterValue[] | undefined;
}

/** The customer that the lines are checked for. */
export interface CheckedCustomer {
  readonly segment: CustomerSegment;
  readonly market: string;
  readonly currency: string;
}

/** The segment whose plans a customer buys: government customers buy commercial plans. */
export function planSegment(segment: CustomerSegment): Exclude<CustomerSegment, 'GOVERNMENT'> {
  return segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
}

/** The plan of a line; undefined when the catalogue does not know it or the line does not say which one it is. */
export function planOf({ choice }: CheckedLine): CheckedPlan | undefined {
  return choice.kind === 'known' ? choice.plan : undefined;
}

/** The reasons why plans cannot be sold to the customer; empty when all of them can. */
export function checkPlans(lines: readonly CheckedLine[], customer: CheckedCustomer): readonly Refusal[] {
  return lines.flatMap(({ choice }, index) => {
    const path = ['lines', index, 'planId'];
    switch (choice.kind) {
      case 'undecided':
        return [choice.problem];
      case 'unknown':
        return [refusal('PLAN_NOT_AVAILABLE', 'No plan with this id is for sale.', { path })];
      case 'known':
        return checkPlan(choice.plan, customer, path);
    }
  });
}

type Path = readonly (string | number)[];

function notAvailable(path: Path, message: string, cure?: string): Refusal {
  return refusal('PLAN_NOT_AVAILABLE', message, { path, remedies: cure === undefined ? [] : [{ description: cure }] });
}

/** Why nobody can order a plan now; undefined when it can be ordered. */
export function checkSale(plan: CheckedPlan, path: Path): Refusal | undefined {
  const { name, mpn } = plan.product;
  const sale = saleOf(plan);
  switch (sale.kind) {
    case 'on-sale':
      return undefined;
    case 'ended':
      return notAvailable(path, `This plan of ${name} is no longer sold.`);
    case 'not-yet': {
      const message = `This plan of ${name} is sold from ${sale.from} on.`;
      return notAvailable(path, message, 'Order it then, or choose a plan that is available now.');
    }
    case 'not-offered': {
      const message = `${name} (${mpn}) is not in the vendor's offer matrix, so it cannot be ordered.`;
      return notAvailable(
        path,
        message,
        'Choose another product, or ask the provider to import an offer matrix that has it.',
      );
    }
    case 'not-here': {
      const message = `The vendor does not offer ${name} (${mpn}) in ${plan.market}, but in ${sale.countries.join(', ')}.`;
      return notAvailable(path, message, `Choose another product for ${plan.market}.`);
    }
    case 'not-listed': {
      const message = `${name} is not listed in a marketplace for ${plan.market} of the account that sells to the customer.`;
      return notAvailable(path, message, 'List it there with publishListing, or choose a product that is listed.');
    }
  }
}

function checkPlan(plan: CheckedPlan, customer: CheckedCustomer, path: Path): readonly Refusal[] {
  const { name } = plan.product;
  const unsold = checkSale(plan, path);
  const isUnlisted = saleOf(plan).kind === 'not-listed';
  if (unsold !== undefined && !isUnlisted) return [unsold];
  const segment = planSegment(customer.segment);
  if (plan.segment !== segment) {
    const message = `This plan of ${name} is for ${plan.segment.toLowerCase()} customers.`;
    return [notAvailable(path, message, `Choose a plan for the segment ${segment}.`)];
  }
  if (plan.market !== customer.market) {
    const message = `This plan of ${name} is sold in ${plan.market}, not in ${customer.market}.`;
    return [notAvailable(path, message, `Choose a plan for the market ${customer.market}.`)];
  }
  if (unsold !== undefined) return [unsold];
  if (plan.currency === customer.currency) return [];
  const message = `This plan of ${name} is sold in ${plan.currency}, but the customer is billed in ${customer.currency}.`;
  const remedies = [{ description: `Choose a plan in ${customer.currency}.` }];
  return [refusal('CURRENCY_MISMATCH', message, { path, remedies })];
}

function saleOf({ sale, validTo, product }: CheckedPlan): PlanSale {
  if (product.status !== 'PUBLISHED') return { kind: 'ended' };
  return sale ?? (validTo === null ? { kind: 'on-sale', minQuantity: 1 } : { kind: 'ended' });
}

/** The largest number of seats in one line, whatever the vendor allows. */
const MAX_QUANTITY = 10_000_000;

/** The quantities that are not sold to anybody. The seats that a tenant may have are checked separately. */
export function checkQuantities(lines: readonly CheckedLine[]): readonly Refusal[] {
  return lines.flatMap((line, index) => {
    const { quantity } = line;
    const plan = planOf(line);
    const leastPriced = plan?.sale?.kind === 'on-sale' ? plan.sale.minQuantity : 1;
    const least = Math.max(leastPriced, plan?.product.minQuantity ?? 1);
    if (quantity >= least && quantity <= MAX_QUANTITY) return [];
    const name = plan?.product.name ?? 'A plan';
    const message = `${name} is sold in quantities from ${least} to ${MAX_QUANTITY}; this line has ${quantity}.`;
    const description = quantity < least ? `Order ${least} or more.` : `Order ${MAX_QUANTITY} or fewer.`;
    const remedies = [{ description }];
    return [refusal('QUANTITY_OUT_OF_RANGE', message, { path: ['lines', index, 'quantity'], remedies })];
  });
}

/** The products that need another one that the customer neither has nor orders. */
export function checkPrerequisites(lines: readonly CheckedLine[], ownedMpns: ReadonlySet<string>): readonly Refusal[] {
  const ordered = new Set(lines.map((line) => planOf(line)?.product.mpn));
  return lines.flatMap((line, index) => {
    const plan = planOf(line);
    const needed = plan === undefined ? [] : neededFor(plan);
    if (needed.length === 0 || needed.some(({ mpn }) => ownedMpns.has(mpn) || ordered.has(mpn))) return [];
    const names = needed.map(nameOf).join(', ');
    return [
      refusal('PREREQUISITE_MISSING', `${plan?.product.name} requires one of these products: ${names}.`, {
        path: ['lines', index, 'planId'],
        remedies: needed.map((product) => ({ description: `Add ${nameOf(product)} to the order.` })),
      }),
    ];
  });
}

interface NeededProduct {
  readonly mpn: string;
  /** Undefined for a product that the catalogue lacks. */
  readonly name?: string | undefined;
}

/** The products of which the plan needs one: those that the vendor names, by the names that the catalogue has for them. */
function neededFor({ product, offer }: CheckedPlan): readonly NeededProduct[] {
  const named = new Set(product.prerequisites.map(({ mpn }) => mpn));
  const others = (offer?.prerequisites ?? []).filter((mpn) => !named.has(mpn));
  return [...product.prerequisites, ...others.map((mpn) => ({ mpn }))];
}

const nameOf = ({ mpn, name }: NeededProduct): string => (name === undefined ? mpn : `${name} (${mpn})`);

/**
 * The reasons why an account may not order at the moment.
 *
 * @param statuses of the customer and of every account above it
 */
export function checkAccounts(statuses: readonly string[], isNewCustomer: boolean): readonly Refusal[] {
  const path = isNewCustomer ? ['newCustomer', 'parentId'] : ['customerId'];
  if (statuses.some((status) => status === 'PENDING' || status === 'CANCELLED')) {
    const remedies = [{ description: 'Activate the reseller first.' }];
    return [refusal('ACCOUNT_NOT_ACTIVE', 'The customer, or an account above it, is not active.', { path, remedies })];
  }
  if (statuses.some((status) => status === 'CREDIT_HOLD' || status === 'ADMIN_HOLD')) {
    const remedies = [{ description: 'Ask the account it buys from to lift the hold.' }];
    return [
      refusal('ACCOUNT_ON_HOLD', 'The customer, or an account above it, is on hold.', {
        path,
        remedies,
        retryable: true,
      }),
    ];
  }
  return [];
}
