import { lineTotalMinor, shareOf } from './tier-price.ts';

const MONTHS: Readonly<Record<string, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };
const HOUR_MS = 3_600_000;

/** For how long seats can be given back after each purchase. */
export const REFUND_WINDOW_HOURS = 168;

/** The calendar day of a moment, in UTC. */
export function toDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The last day of a term that starts on a day; null for what has no term. A month too short ends on its last day. */
export function termEnd(startsOn: string, term: string | null): string | null {
  const months = MONTHS[term ?? ''];
  if (months === undefined) return null;
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const lastDay = day > lastOfMonth ? lastOfMonth : day - 1;
  return toDay(new Date(Date.UTC(year, month - 1 + months, lastDay)));
}

/** When the seats of a purchase can no longer be given back. */
export function refundWindowEnd(purchasedAt: Date): Date {
  return new Date(purchasedAt.getTime() + REFUND_WINDOW_HOURS * HOUR_MS);
}

const DAY_MS = 24 * HOUR_MS;

/**
 * What is given back for one seat now: everything on the first day, then by the days of the term that are left.
 * `unitMinor` is the exact price of the whole term; the result is minor units, half up.
 */
export function refundPerSeatMinor(
  unitMinor: string,
  at: { readonly purchasedAt: Date; readonly startsOn: string; readonly endsOn: string; readonly now: Date },
): bigint {
  if (at.now.getTime() - at.purchasedAt.getTime() < DAY_MS) return lineTotalMinor(unitMinor, 1);
  const start = Date.parse(at.startsOn);
  const days = Math.round((Date.parse(at.endsOn) - start) / DAY_MS) + 1;
  const used = Math.min(days, Math.floor((at.now.getTime() - start) / DAY_MS));
  return shareOf(unitMinor, days - used, days);
}
