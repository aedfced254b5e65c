import type { BillingCycle } from '../../../shared/domain/trade.ts';

const TERM_MONTHS: ReadonlyMap<string | null, number> = new Map([
  ['P1M', 1],
  ['P1Y', 12],
  ['P3Y', 36],
]);

const CYCLE_MONTHS: Readonly<Record<BillingCycle, number | undefined>> = {
  MONTHLY: 1,
  ANNUAL: 12,
  TRIENNIAL: 36,
  ONE_TIME: undefined,
};

/** The length of a term in months; undefined for a purchase without a term. */
export function termMonths(term: string | null): number | undefined {
  return TERM_MONTHS.get(term);
}

/** The length of a billing cycle in months; undefined for what is billed once. */
export function cycleMonths(billingCycle: BillingCycle): number | undefined {
  return CYCLE_MONTHS[billingCycle];
}

const DAY_MS = 24 * 3_600_000;

/** The calendar day of a moment, in UTC. */
export function toDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The same day some months later, at most the last day of that month: a month after 31 January is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return toDay(new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfMonth))));
}

/** The day that lies the given number of days later, or earlier when it is negative. */
export function addDays(day: string, days: number): string {
  return toDay(new Date(Date.parse(day) + days * DAY_MS));
}

/** The number of days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The last day of a term that starts on a day: the day before it renews. Null for a purchase without a term. */
export function termEnd(startsOn: string, term: string | null): string | null {
  const months = termMonths(term);
  return months === undefined ? null : addDays(addMonths(startsOn, months), -1);
}

/** How long a plan runs and how often it is billed. */
export interface PlanRhythm {
  /** ISO 8601: `P1Y`. Null for a purchase without a term. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
}

/** A charge cycle: the days that are billed together. The first one begins on the first day of the term. */
export interface ChargeCycle {
  readonly startsOn: string;
  readonly days: number;
  /** The number of charge cycles in the term. */
  readonly count: number;
}

/** The charge cycle that a day lies in: the whole term where it is paid at once. Undefined outside of the term. */
export function chargeCycle(startsOn: string, { term, billingCycle }: PlanRhythm, on: string): ChargeCycle | undefined {
  const wholeTerm = termMonths(term);
  if (wholeTerm === undefined || on < startsOn) return undefined;
  const months = Math.min(cycleMonths(billingCycle) ?? wholeTerm, wholeTerm);
  const count = wholeTerm / months;
  for (let index = 0; index < count; index += 1) {
    const next = addMonths(startsOn, (index + 1) * months);
    if (on >= next) continue;
    const first = addMonths(startsOn, index * months);
    return { startsOn: first, days: daysBetween(first, next), count };
  }
  return undefined;
}
