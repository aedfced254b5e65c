import type { CheckedLine, CheckedPlan } from '../../../subgraphs/orders/rules/placing/order-checks.ts';

/** A published product that is sold in quantities from 1 to 300. */
export const PRODUCT: CheckedPlan['product'] = {
  mpn: 'BASIC:0001',
  name: 'Basic',
  status: 'PUBLISHED',
  minQuantity: 1,
  maxQuantity: 300,
  prerequisites: [],
};

const PLAN: CheckedPlan = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', validTo: null, product: PRODUCT };

/** A line of five seats of a plan that passes every check, with the given values replaced. */
export function line(plan: Partial<CheckedPlan> = {}, quantity = 5): CheckedLine {
  return { quantity, choice: { kind: 'known', plan: { ...PLAN, ...plan } } };
}

/** Refusals as `CODE path`. */
export function codes(
  errors: readonly { readonly code: string; readonly path: readonly string[] }[],
): readonly string[] {
  return errors.map(({ code, path }) => `${code} ${path.join('.')}`);
}
