import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { compareAmounts, exactMinor } from './price.ts';
import { periodAt, type PricePeriod } from './price-period.ts';
import { justBefore } from './own-change.ts';

/** How long before the first price rises its buyers are told. */
const DAYS_AHEAD = 30;
const DAY_MS = 86_400_000;

/** How many plans a notice describes; the others are counted. */
export const MOST_DESCRIBED = 25;

/** The beginning of the day of a moment, in UTC. */
export function dayOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
}

/** From which moment on a price list whose first price rises at another one is told of: 30 days before the day of that one. */
export function noticeDueAt(firstRise: Date): Date {
  return new Date(dayOf(firstRise).getTime() - DAYS_AHEAD * DAY_MS);
}

/** A period with what decides what its buyers pay. */
interface ListedPrice extends PricePeriod {
  readonly unitCost: string;
  readonly retail: string | null;
}

/**
 * Whether the price of a plan may rise for anybody at a moment: its cost does, or the retail price, below which a seller may
 * sell. By how much, and whether it does, the rules of the sellers say.
 */
export function mayRise(periods: readonly ListedPrice[], moment: Date, currency: string): boolean {
  const [before, after] = [periodAt(periods, justBefore(moment)), periodAt(periods, moment)];
  if (before === undefined || after === undefined) return false;
  return isHigher(before.unitCost, after.unitCost, currency) || isHigher(before.retail, after.retail, currency);
}

/** Whether a price rises: a decimal text in units of the currency before, and another one after. */
export function isHigher(before: Optional<string>, after: Optional<string>, currency: string): boolean {
  if (!isGiven(before) || !isGiven(after)) return false;
  return compareAmounts(exactMinor(before, currency), exactMinor(after, currency)) < 0;
}

/** From a moment on a plan is dearer for an account. */
export interface PriceRise {
  readonly planId: Id<'pln'>;
  readonly effectiveAt: Date;
  /** Exact decimals in units of the plan's currency. */
  readonly before: string;
  readonly after: string;
}

/** What an account is told: how many plans become dearer, from when on, and those that rise most. */
export interface RiseSummary {
  readonly plans: number;
  /** When the first of them does; undefined while there is none. */
  readonly since: Date | undefined;
  /** One for each plan, that which rises most first; at most `MOST_DESCRIBED`. */
  readonly largest: readonly PriceRise[];
}

export const NO_RISES: RiseSummary = { plans: 0, since: undefined, largest: [] };

/** Adds the rises of further plans to a summary. All rises of one plan must come together; its largest is what is told of it. */
export function addRises({ plans, since, largest }: RiseSummary, rises: readonly PriceRise[]): RiseSummary {
  const ofPlans = [...Map.groupBy(rises, ({ planId }) => planId).values()].map((ofPlan) => ofPlan.toSorted(byShare)[0]);
  const more = ofPlans.filter((rise) => rise !== undefined);
  const moments = [...(since === undefined ? [] : [since]), ...rises.map(({ effectiveAt }) => effectiveAt)];
  return {
    plans: plans + more.length,
    since: moments.toSorted((a, b) => a.getTime() - b.getTime())[0],
    largest: [...largest, ...more].toSorted(byShare).slice(0, MOST_DESCRIBED),
  };
}

/** The largest rise in proportion first; of equal ones that which comes first. */
function byShare(a: PriceRise, b: PriceRise): number {
  const [one, other] = [shareOf(a), shareOf(b)];
  if (one !== other) return one > other ? -1 : 1;
  return a.effectiveAt.getTime() - b.effectiveAt.getTime() || (a.planId < b.planId ? -1 : 1);
}

/** For an order among rises alone, so that the digits of a double suffice; infinite for what was free. */
function shareOf({ before, after }: PriceRise): number {
  return Number(after) / Number(before);
}
