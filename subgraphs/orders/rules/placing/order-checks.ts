import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** A line about to be ordered, with what the catalogue says of its plan. */
export interface CheckedLine {
  /** Undefined where the line does not say which plan is meant; `problem` says why. */
  readonly planId: string | undefined;
  readonly quantity: number;
  readonly problem?: Refusal | undefined;
  readonly plan:
    | {
        readonly segment: string;
        readonly market: string;
        readonly currency: string;
        readonly validTo?: string | null | undefined;
        readonly product: {
          readonly mpn: string;
          readonly name: string;
          readonly status: string;
          readonly minQuantity: number;
          readonly maxQuantity: number;
          readonly prerequisites: readonly { readonly mpn: string; readonly name: string }[];
        };
      }
    | undefined;
}

/** The customer that the lines are checked for. */
export interface CheckedCustomer {
  readonly segment: string;
  readonly market: string;
  readonly currency: string;
  /** MPNs of its active subscriptions. */
  readonly ownedMpns: ReadonlySet<string>;
}

/** The segment whose plans a customer buys: government buys as commercial. */
export function planSegment(segment: string): string {
  return segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
}

/** Why a plan can't be sold to the customer; nothing when it can. */
export function checkPlans(lines: readonly CheckedLine[], customer: CheckedCustomer): readonly Refusal[] {
  return lines.flatMap(({ planId, plan, problem }, index) => {
    const path = ['lines', index, 'planId'];
    if (problem !== undefined) return [problem];
    if (plan === undefined) return [refusal('PLAN_NOT_AVAILABLE', `There is no plan ${planId} for sale.`, { path })];
    const { product } = plan;
    if (product.status !== 'PUBLISHED' || (plan.validTo ?? null) !== null) {
      return [refusal('PLAN_NOT_AVAILABLE', `${product.name} is no longer sold in this plan.`, { path })];
    }
    if (plan.segment !== planSegment(customer.segment)) {
      const message = `This plan of ${product.name} is for ${plan.segment.toLowerCase()} customers.`;
      return [
        refusal('PLAN_NOT_AVAILABLE', message, {
          path,
          remedies: [{ description: `Choose a plan of the segment ${planSegment(customer.segment)}.` }],
        }),
      ];
    }
    if (plan.market !== customer.market) {
      const message = `This plan of ${product.name} is sold in ${plan.market}, not in ${customer.market}.`;
      return [
        refusal('PLAN_NOT_AVAILABLE', message, {
          path,
          remedies: [{ description: `Choose a plan of the market ${customer.market}.` }],
        }),
      ];
    }
    if (plan.currency !== customer.currency) {
      const message = `This plan of ${product.name} is sold in ${plan.currency}; the customer is billed in ${customer.currency}.`;
      const remedies = [{ description: `Choose a plan in ${customer.currency}.` }];
      return [refusal('CURRENCY_MISMATCH', message, { path, remedies })];
    }
    return [];
  });
}

/** No order has more seats in a line, whatever the vendor allows. */
const MAX_QUANTITY = 10_000_000;

/** Which quantities are not sold at all; how many seats a tenant may have is looked at by itself. */
export function checkQuantities(lines: readonly CheckedLine[]): readonly Refusal[] {
  return lines.flatMap(({ quantity, plan }, index) => {
    const least = Math.max(1, plan?.product.minQuantity ?? 1);
    if (quantity >= least && quantity <= MAX_QUANTITY) return [];
    const name = plan?.product.name ?? 'A plan';
    const message = `${name} is sold in quantities from ${least} to ${MAX_QUANTITY}, got ${quantity}.`;
    const remedies = [{ description: `Order ${least} or more.` }];
    return [refusal('QUANTITY_OUT_OF_RANGE', message, { path: ['lines', index, 'quantity'], remedies })];
  });
}

/** Which products need another one that is neither owned nor in the order. */
export function checkPrerequisites(lines: readonly CheckedLine[], ownedMpns: ReadonlySet<string>): readonly Refusal[] {
  const ordered = new Set(lines.flatMap(({ plan }) => (plan === undefined ? [] : [plan.product.mpn])));
  return lines.flatMap(({ plan }, index) => {
    const needed = plan?.product.prerequisites ?? [];
    if (needed.length === 0 || needed.some(({ mpn }) => ownedMpns.has(mpn) || ordered.has(mpn))) return [];
    const names = needed.map(({ mpn, name }) => `${name} (${mpn})`).join(', ');
    return [
      refusal('PREREQUISITE_MISSING', `${plan?.product.name} needs one of: ${names}.`, {
        path: ['lines', index, 'planId'],
        remedies: needed.map(({ mpn, name }) => ({ description: `Add ${name} (${mpn}) to the order.` })),
      }),
    ];
  });
}

/** What keeps accounts from ordering at the moment. Statuses of the customer and of everything above it. */
export function checkAccounts(statuses: readonly string[], newCustomer: boolean): readonly Refusal[] {
  const path = newCustomer ? ['newCustomer', 'parentId'] : ['customerId'];
  if (statuses.some((status) => status === 'PENDING' || status === 'CANCELLED')) {
    const remedies = [{ description: 'Activate the reseller first.' }];
    return [refusal('ACCOUNT_NOT_ACTIVE', 'The customer, or an account above it, is not active.', { path, remedies })];
  }
  if (statuses.some((status) => status === 'CREDIT_HOLD' || status === 'ADMIN_HOLD')) {
    const remedies = [{ description: 'The account that sells to it lifts the hold.' }];
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
