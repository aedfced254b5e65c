/** The segments that sheets know; a public body buys commercial plans. */
export type PlanSegment = 'COMMERCIAL' | 'EDUCATION' | 'NONPROFIT';

export type PlanTerm = 'P1M' | 'P1Y' | 'P3Y';

export type BillingCycle = 'MONTHLY' | 'ANNUAL' | 'TRIENNIAL' | 'ONE_TIME';

/** What tells one plan of a vendor from another. */
export interface PlanIdentity {
  readonly mpn: string;
  readonly segment: PlanSegment;
  /** Null for one-time purchases. */
  readonly term: PlanTerm | null;
  readonly billingCycle: BillingCycle;
  readonly market: string;
  readonly currency: string;
}

/** The identity as one text. None of its parts can hold the separator. */
export function planKey({ mpn, segment, term, billingCycle, market, currency }: PlanIdentity): string {
  return [mpn, segment, term ?? '', billingCycle, market, currency].join('|');
}

/** The part of a full sheet in which an absent plan means a retired plan. */
export function scopeKey({ market, segment }: Pick<PlanIdentity, 'market' | 'segment'>): string {
  return `${market}|${segment}`;
}

/** The segment whose plans a customer of a segment buys. */
export function plansFor(segment: PlanSegment | 'GOVERNMENT'): PlanSegment {
  return segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
}
