import type { PlanKind } from './plan-kind.ts';
import { chargeCycle, daysBetween, toDay, type PlanRhythm } from './subscription-term.ts';
import { dueNowMinor, lineTotalMinor, shareOf } from '../billing/tier-price.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** For how long licences can be given back after each purchase. */
const LICENCE_WINDOW_MS = 168 * HOUR_MS;

/** Calendar days after the day of purchase, which is day 0; the last of them counts to its end. */
const WINDOW_DAYS: Readonly<Record<Exclude<PlanKind, 'LICENCE'>, number>> = { SOFTWARE: 7, PERPETUAL: 30 };

/** The first moment at which a purchase can no longer be given back. */
export function refundWindowEnd(kind: PlanKind, purchasedAt: Date): Date {
  if (kind === 'LICENCE') return new Date(purchasedAt.getTime() + LICENCE_WINDOW_MS);
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
 * What is given back for some of the seats of a purchase, in minor units, half up: within a day what was charged for them,
 * afterwards their share of the charge cycle for its days from today on. Instalments to come never fall due. What has no
 * term is given back whole.
 */
export function refundMinor(purchase: Purchase, quantity: number, now: Date): bigint {
  const { unitMinor, term, billingCycle, startsOn, purchasedAt } = purchase;
  if (term === null) return lineTotalMinor(unitMinor, quantity);
  if (now.getTime() - purchasedAt.getTime() < DAY_MS) {
    const charged = dueNowMinor(lineTotalMinor(unitMinor, purchase.quantity), term, billingCycle);
    return shareOf(charged.toString(), quantity, purchase.quantity);
  }
  const today = toDay(now);
  const cycle = chargeCycle(startsOn, purchase, today);
  if (cycle === undefined) return 0n;
  const unused = cycle.days - daysBetween(cycle.startsOn, today);
  return shareOf(unitMinor, quantity * unused, cycle.count * cycle.days);
}
