import type { BillingCycle, CustomerSegment } from '../../../shared/domain/trade.ts';

/** The segments of plans. A public body buys commercial plans. */
export type PlanSegment = Exclude<CustomerSegment, 'GOVERNMENT'>;

export type PlanTerm = 'P1M' | 'P1Y' | 'P3Y';

/** What distinguishes one plan of a vendor from another. */
export interface PlanIdentity {
  readonly mpn: string;
  readonly segment: PlanSegment;
  /** Null for one-time purchases. */
  readonly term: PlanTerm | null;
  readonly billingCycle: BillingCycle;
  readonly market: string;
  readonly currency: string;
}

/** The identity as one text; without a term its part is empty. None of the parts can contain the separator. */
export function planKey({ mpn, segment, term, billingCycle, market, currency }: PlanIdentity): string {
  return [mpn, segment, term, billingCycle, market, currency].join('|');
}

/** The segment of the plans that a customer of a segment buys. */
export function plansFor(segment: CustomerSegment): PlanSegment {
  return segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
}
