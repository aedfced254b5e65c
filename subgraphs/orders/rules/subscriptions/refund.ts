import type { PlanKind } from './plan-kind.ts';
import { chargeCycle, daysBetween, toDay, type PlanRhythm } from './subscription-term.ts';
import { dueNowMinor, lineTotalMinor, shareOf } from '../billing/tier-price.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long licences can be returned after each purchase, and trials after they have begun. */
const LICENCE_WINDOW_MS = 168 * HOUR_MS;

/** Calendar days after the day of purchase, which is day 0. A purchase can be returned until the end of the last day. */
const WINDOW_DAYS: Readonly<Record<Exclude<PlanKind, 'LICENCE' | 'TRIAL'>, number>> = { SOFTWARE: 7, PERPETUAL: 30 };

/** The first moment at which a purchase can no longer be returned. */
export function refundWindowEnd(kind: PlanKind, purchasedAt: Date): Date {
  if (kind === 'LICENCE' || kind === 'TRIAL') return new Date(purchasedAt.getTime() + LICENCE_WINDOW_MS);
  return new Date(Date.parse(toDay(purchasedAt)) + (WINDOW_DAYS[kind] + 1) * DAY_MS);
}

/** Seats as they were bought. */
export interface Purchase extends PlanRhythm {
  /** The exact price of one seat and the whole term, in minor units. */
  readonly unitMinor: string;
  readonly quantity: number;
  /** The first day of the term. */
  readonly startsOn: string;
  readonly purchasedAt: Date;
}

/**
 * The refund for returning some of the seats of a purchase, in minor units, rounded half up. Within a day of the purchase it
 * is what was charged for the seats; afterwards it is their share of the current charge cycle, from today to its end.
 * Instalments of later cycles are never charged. A purchase without a term is refunded in full.
 */
export function refundMinor(purchase: Purchase, quantity: number, now: Date): bigint {
  const { unitMinor, term, startsOn, purchasedAt } = purchase;
  if (term === null) return lineTotalMinor(unitMinor, quantity);
  if (now.getTime() - purchasedAt.getTime() < DAY_MS) {
    const charged = dueNowMinor(lineTotalMinor(unitMinor, purchase.quantity), purchase);
    return shareOf(charged.toString(), quantity, purchase.quantity);
  }
  const today = toDay(now);
  const cycle = chargeCycle(startsOn, purchase, today);
  if (cycle === undefined) return 0n;
  const unused = cycle.days - daysBetween(cycle.startsOn, today);
  return shareOf(unitMinor, quantity * unused, cycle.count * cycle.days);
}
