import { idLabel } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { BillingCycle as PlanCycle } from '../../../shared/domain/trade.ts';
import type { BillingCycle, TermDuration } from './client/partner-center-types.ts';

/** A plan as far as Microsoft has to know it. */
export interface VendorPlan {
  readonly planId: string;
  readonly mpn: string;
  /** An ISO 8601 duration; null for a purchase without a term. */
  readonly term: string | null;
  readonly billingCycle: PlanCycle;
  readonly isTrial: boolean;
}

/** How Microsoft names a plan. */
export interface VendorItem {
  readonly catalogItemId: string;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
}

/**
 * Names a plan as Microsoft does. Price sheets do not name the availability that its catalog item ids end with, so the plan's
 * id replaces it. A trial is not billed.
 */
export function toVendorItem({ planId, mpn, term, billingCycle, isTrial }: VendorPlan): VendorItem {
  return {
    catalogItemId: `${mpn}:${idLabel(planId)}`,
    termDuration: readTerm(term),
    billingCycle: isTrial ? 'none' : BILLING_CYCLES[billingCycle],
  };
}

const TERMS: ReadonlyMap<string, TermDuration> = new Map([
  ['P1M', 'P1M'],
  ['P1Y', 'P1Y'],
  ['P3Y', 'P3Y'],
]);

function readTerm(term: string | null): TermDuration {
  if (term === null) return 'OneTime';
  const duration = TERMS.get(term);
  invariant(duration, `Microsoft has plans with the term ${term}`);
  return duration;
}

const BILLING_CYCLES: Readonly<Record<PlanCycle, BillingCycle>> = {
  MONTHLY: 'monthly',
  ANNUAL: 'annual',
  TRIENNIAL: 'triennial',
  ONE_TIME: 'one_time',
};
