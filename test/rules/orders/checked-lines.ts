import type { CheckedLine } from '../../../subgraphs/orders/rules/placing/order-checks.ts';

type Plan = NonNullable<CheckedLine['plan']>;

/** A published product that is sold in quantities from 1 to 300. */
export const PRODUCT: Plan['product'] = {
  mpn: 'BASIC:0001',
  name: 'Basic',
  status: 'PUBLISHED',
  minQuantity: 1,
  maxQuantity: 300,
  prerequisites: [],
};

const PLAN: Plan = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', validTo: null, product: PRODUCT };

/** A line of five seats of a plan that passes every check, with the given values replaced. */
export function line(plan: Partial<Plan> = {}, quantity = 5): CheckedLine {
  return { planId: 'pln_1', quantity, plan: { ...PLAN, ...plan } };
}

/** Refusals as `CODE path`. */
export function codes(
  errors: readonly { readonly code: string; readonly path: readonly string[] }[],
): readonly string[] {
  return errors.map(({ code, path }) => `${code} ${path.join('.')}`);
}
