import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';

/** What the catalogue says of a plan, as far as it decides who may buy it. */
export interface CheckedPlan {
  readonly segment: string;
  readonly market: string;
  readonly currency: string;
  /** When its sale ends; null while no end is known. */
  readonly validTo: string | null;
  readonly product: {
    readonly mpn: string;
    readonly name: string;
    readonly status: string;
    readonly minQuantity: number;
    readonly maxQuantity: number;
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

function checkPlan(
  plan: CheckedPlan,
  customer: CheckedCustomer,
  path: readonly (string | number)[],
): readonly Refusal[] {
  const { name, status } = plan.product;
  const notAvailable = (message: string, cure?: string): readonly Refusal[] => [
    refusal('PLAN_NOT_AVAILABLE', message, { path, remedies: cure === undefined ? [] : [{ description: cure }] }),
  ];
  const isOnSale = status === 'PUBLISHED' && plan.validTo === null;
  if (!isOnSale) return notAvailable(`This plan of ${name} is no longer sold.`);
  const segment = planSegment(customer.segment);
  if (plan.segment !== segment) {
    const message = `This plan of ${name} is for ${plan.segment.toLowerCase()} customers.`;
    return notAvailable(message, `Choose a plan for the segment ${segment}.`);
  }
  if (plan.market !== customer.market) {
    const message = `This plan of ${name} is sold in ${plan.market}, not in ${customer.market}.`;
    return notAvailable(message, `Choose a plan for the market ${customer.market}.`);
  }
  if (plan.currency === customer.currency) return [];
  const message = `This plan of ${name} is sold in ${plan.currency}, but the customer is billed in ${customer.currency}.`;
  const remedies = [{ description: `Choose a plan in ${customer.currency}.` }];
  return [refusal('CURRENCY_MISMATCH', message, { path, remedies })];
}

/** The largest number of seats in one line, whatever the vendor allows. */
const MAX_QUANTITY = 10_000_000;

/** The quantities that are not sold to anybody. The seats that a tenant may have are checked separately. */
export function checkQuantities(lines: readonly CheckedLine[]): readonly Refusal[] {
  return lines.flatMap((line, index) => {
    const { quantity } = line;
    const plan = planOf(line);
    const least = Math.max(1, plan?.product.minQuantity ?? 1);
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
    const needed = plan?.product.prerequisites ?? [];
    if (needed.length === 0 || needed.some(({ mpn }) => ownedMpns.has(mpn) || ordered.has(mpn))) return [];
    const names = needed.map(({ mpn, name }) => `${name} (${mpn})`).join(', ');
    return [
      refusal('PREREQUISITE_MISSING', `${plan?.product.name} requires one of these products: ${names}.`, {
        path: ['lines', index, 'planId'],
        remedies: needed.map(({ mpn, name }) => ({ description: `Add ${name} (${mpn}) to the order.` })),
      }),
    ];
  });
}

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
