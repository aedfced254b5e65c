import { CYCLE_MONTHS, TERM_MONTHS } from '../subscriptions/subscription-term.ts';

/** What one account on the way to the customer pays for one seat and the whole term, exactly. */
export interface TierPrice {
  readonly accountId: string;
  /** Minor units of the currency as an exact decimal text: margins leave fractions, which are rounded at the line total. */
  readonly unitMinor: string;
}

interface Exact {
  readonly digits: bigint;
  readonly scale: bigint;
}

function readExact(text: string): Exact {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) };
}

function roundHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const rounded = (2n * (negative ? -dividend : dividend) + divisor) / (2n * divisor);
  return negative ? -rounded : rounded;
}

/** The total of a line in minor units: the one place where a price is rounded, half up. */
export function lineTotalMinor(unitMinor: string, quantity: number): bigint {
  const { digits, scale } = readExact(unitMinor);
  return roundHalfUp(digits * BigInt(quantity), scale);
}

/** The price of one account among the tiers; undefined when the account is not on the way. */
export function tierOf(tiers: readonly TierPrice[], accountId: string): TierPrice | undefined {
  return tiers.find((tier) => tier.accountId === accountId);
}

/** What of a line's total is due at once: the first instalment, which carries the rounding rest. */
export function dueNowMinor(totalMinor: bigint, term: string | null | undefined, billingCycle: string): bigint {
  const termMonths = TERM_MONTHS[term ?? ''];
  const cycleMonths = CYCLE_MONTHS[billingCycle];
  if (termMonths === undefined || cycleMonths === undefined || cycleMonths >= termMonths) return totalMinor;
  const count = BigInt(termMonths / cycleMonths);
  return totalMinor - (totalMinor / count) * (count - 1n);
}

/** A part of an exact price, `parts` of `whole` (both whole numbers), in minor units, half up. */
export function shareOf(unitMinor: string, parts: number, whole: number): bigint {
  const { digits, scale } = readExact(unitMinor);
  return roundHalfUp(digits * BigInt(parts), scale * BigInt(whole));
}
