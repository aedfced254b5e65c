import type { Id } from '../../../shared/domain/ids.ts';
import type { BillingCycle, CustomerSegment } from '../../../shared/domain/trade.ts';
import { plansFor, type PlanSegment, type PlanTerm } from './plan-key.ts';

/** The filters that have facets, in the order in which they are shown. */
export const FACET_FIELDS = ['VENDOR', 'CATEGORY', 'SEGMENT', 'MARKET', 'TERM', 'BILLING_CYCLE'] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

/** One way to buy a product: a plan, as far as filters ask for it. */
export interface WayToBuy {
  readonly segment: PlanSegment;
  readonly market: string;
  readonly currency: string;
  /** Null for one-time purchases. */
  readonly term: PlanTerm | null;
  readonly billingCycle: BillingCycle;
}

/** Products that are alike in all that facets count. */
export interface OfferGroup {
  readonly vendorId: Id<'ven'>;
  readonly vendorName: string;
  readonly category: string;
  readonly ways: readonly WayToBuy[];
  /** How many products it has. */
  readonly count: number;
}

/** The values of a filter; one that is undefined holds for every product. A plan must meet all that are about plans. */
export interface OfferFilter extends Partial<Readonly<Record<FacetField, string | undefined>>> {
  readonly currency?: string | undefined;
  /** The segment of a viewer that buys for itself: it sees no plans but those that it may buy. */
  readonly buyer?: CustomerSegment | undefined;
  /** The markets of a viewer that buys in marketplaces: it sees no plans for others. */
  readonly markets?: ReadonlySet<string> | undefined;
}

/** How many products each value of a filter would leave. */
export interface Facet {
  readonly field: FacetField;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** As the filter takes it. */
  readonly value: string;
  /** For a person. */
  readonly label: string;
  readonly count: number;
}

const PLAN_FIELDS = ['SEGMENT', 'MARKET', 'TERM', 'BILLING_CYCLE'] as const;
type PlanField = (typeof PLAN_FIELDS)[number];

const LABELS: Readonly<Record<string, string>> = {
  COMMERCIAL: 'Commercial',
  EDUCATION: 'Education',
  NONPROFIT: 'Nonprofit',
  GOVERNMENT: 'Government',
  P1M: '1 month',
  P1Y: '1 year',
  P3Y: '3 years',
  MONTHLY: 'Monthly',
  ANNUAL: 'Annual',
  TRIENNIAL: 'Every three years',
  ONE_TIME: 'One payment',
};
const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region' });

/**
 * The facets of a search. A facet leaves out its own filter and obeys all others, so that its counts say what choosing another
 * of its values would find. The most frequent value comes first; one that would find nothing is left out.
 *
 * @param groups what the search finds without the filters that have facets
 */
export function facetsOf(groups: readonly OfferGroup[], filter: OfferFilter): readonly Facet[] {
  const counts = new Map(FACET_FIELDS.map((field) => [field, new Map<string, FacetValue>()]));
  const found = new Map<readonly WayToBuy[], FoundWays>();
  for (const group of groups) {
    const ways = found.get(group.ways) ?? findWays(group.ways, filter);
    found.set(group.ways, ways);
    for (const field of FACET_FIELDS) {
      for (const { value, label } of valuesOf(group, ways, filter, field)) {
        const values = counts.get(field);
        const before = values?.get(value)?.count ?? 0;
        values?.set(value, { value, label, count: before + group.count });
      }
    }
  }
  return FACET_FIELDS.map((field) => ({ field, values: [...(counts.get(field)?.values() ?? [])].toSorted(byCount) }));
}

/** How many products meet all filters. */
export function countOf(groups: readonly OfferGroup[], filter: OfferFilter): number {
  const found = new Map<readonly WayToBuy[], boolean>();
  return groups
    .filter(({ vendorId, category }) => isGroupOf(filter, vendorId, category))
    .filter(({ ways }) => {
      const meets = found.get(ways) ?? findWays(ways, filter).meets;
      found.set(ways, meets);
      return meets;
    })
    .reduce((sum, { count }) => sum + count, 0);
}

/** Whether a filter is about plans, so that a product needs one that meets it. */
export function asksForPlan(filter: OfferFilter): boolean {
  return [...PLAN_FIELDS, 'currency' as const, 'buyer' as const, 'markets' as const].some(
    (field) => filter[field] !== undefined,
  );
}

function isGroupOf({ VENDOR, CATEGORY }: OfferFilter, vendorId: string, category: string): boolean {
  return (VENDOR ?? vendorId) === vendorId && (CATEGORY ?? category) === category;
}

function byCount(a: FacetValue, b: FacetValue): number {
  return b.count - a.count || (a.label < b.label ? -1 : 1);
}

/** What the ways of a group say to a filter: whether one of them meets it, and which values it could have instead. */
interface FoundWays {
  readonly meets: boolean;
  readonly values: Readonly<Record<PlanField, ReadonlySet<string>>>;
}

function findWays(ways: readonly WayToBuy[], filter: OfferFilter): FoundWays {
  const values = {
    SEGMENT: new Set<string>(),
    MARKET: new Set<string>(),
    TERM: new Set<string>(),
    BILLING_CYCLE: new Set<string>(),
  };
  let meets = !asksForPlan(filter);
  for (const way of ways) {
    if (filter.currency !== undefined && way.currency !== filter.currency) continue;
    if (filter.markets?.has(way.market) === false) continue;
    if (filter.buyer !== undefined && plansFor(filter.buyer) !== way.segment) continue;
    const missed = PLAN_FIELDS.filter((field) => {
      const wanted = filter[field];
      return wanted !== undefined && !valuesOfWay(way, field, filter.buyer).includes(wanted);
    });
    if (missed.length === 0) meets = true;
    for (const field of PLAN_FIELDS) {
      if (missed.some((other) => other !== field)) continue;
      for (const value of valuesOfWay(way, field, filter.buyer)) values[field].add(value);
    }
  }
  return { meets, values };
}

/** A public body buys commercial plans; what is bought once has no term. */
function valuesOfWay(
  { segment, market, term, billingCycle }: WayToBuy,
  field: PlanField,
  buyer: CustomerSegment | undefined,
): readonly string[] {
  if (field === 'SEGMENT') {
    if (buyer !== undefined) return [buyer];
    return segment === 'COMMERCIAL' ? [segment, 'GOVERNMENT'] : [segment];
  }
  if (field === 'MARKET') return [market];
  if (field === 'TERM') return term === null ? [] : [term];
  return [billingCycle];
}

function valuesOf(
  { vendorId, vendorName, category }: OfferGroup,
  { meets, values }: FoundWays,
  filter: OfferFilter,
  field: FacetField,
): readonly Omit<FacetValue, 'count'>[] {
  const others = field === 'VENDOR' || field === 'CATEGORY' ? { ...filter, [field]: undefined } : filter;
  if (!isGroupOf(others, vendorId, category)) return [];
  if (field === 'VENDOR') return meets ? [{ value: vendorId, label: vendorName }] : [];
  if (field === 'CATEGORY') return meets ? [{ value: category, label: category }] : [];
  return [...values[field]].map((value) => ({ value, label: labelOf(field, value) }));
}

function labelOf(field: PlanField, value: string): string {
  return field === 'MARKET' ? (COUNTRIES.of(value) ?? value) : (LABELS[value] ?? value);
}
