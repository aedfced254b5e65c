/** Months of the terms that are sold. */
export const TERM_MONTHS: Readonly<Record<string, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };

/** Months of the cycles in which a term is billed; once for a term is no cycle. */
export const CYCLE_MONTHS: Readonly<Record<string, number>> = { MONTHLY: 1, ANNUAL: 12, TRIENNIAL: 36 };

const DAY_MS = 24 * 3_600_000;

/** The calendar day of a moment, in UTC. */
export function toDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The same day some months later, cut to the length of that month: the 31st of January and a month is the 28th. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return toDay(new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfMonth))));
}

/** A day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return toDay(new Date(Date.parse(day) + days * DAY_MS));
}

/** How many days one day lies after another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The last day of a term that starts on a day: the day before it renews; null for what has no term. */
export function termEnd(startsOn: string, term: string | null): string | null {
  const months = TERM_MONTHS[term ?? ''];
  return months === undefined ? null : addDays(addMonths(startsOn, months), -1);
}

/** How a plan is paid. */
export interface PlanRhythm {
  /** Null for what has no term. */
  readonly term: string | null;
  readonly billingCycle: string;
}

/** A charge cycle: what is billed at once, anchored on the first day of the term. */
export interface ChargeCycle {
  readonly startsOn: string;
  readonly days: number;
  /** How many such cycles the term has. */
  readonly count: number;
}

/** The charge cycle of a term that a day lies in; where the term is paid at once it is the term. Undefined outside. */
export function chargeCycle(startsOn: string, { term, billingCycle }: PlanRhythm, on: string): ChargeCycle | undefined {
  const termMonths = TERM_MONTHS[term ?? ''];
  if (termMonths === undefined || on < startsOn) return undefined;
  const months = Math.min(CYCLE_MONTHS[billingCycle] ?? termMonths, termMonths);
  const count = termMonths / months;
  for (let index = 0; index < count; index += 1) {
    const next = addMonths(startsOn, (index + 1) * months);
    if (on >= next) continue;
    const first = addMonths(startsOn, index * months);
    return { startsOn: first, days: daysBetween(first, next), count };
  }
  return undefined;
}
