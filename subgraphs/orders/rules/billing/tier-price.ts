import { divideHalfUp } from '../../../shared/domain/money.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { cycleMonths, termMonths, type PlanRhythm } from '../subscriptions/subscription-term.ts';

/** What one account between the provider and the customer pays for one seat and the whole term, exactly. */
export interface TierPrice {
  readonly accountId: Id<'acc'>;
  /**
   * Minor units of the currency as an exact decimal text. Margins leave fractions of a minor unit, which are rounded in the
   * total of a line and nowhere before.
   */
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

/** The total of a line in minor units: the one place where a price is rounded, half up. */
export function lineTotalMinor(unitMinor: string, quantity: number): bigint {
  const { digits, scale } = readExact(unitMinor);
  return divideHalfUp(digits * BigInt(quantity), scale);
}

/** The price that an account pays; undefined when the account is neither the customer nor one of its sellers. */
export function tierOf(tiers: readonly TierPrice[], accountId: string): TierPrice | undefined {
  return tiers.find((tier) => tier.accountId === accountId);
}

/** The part of a line's total that is due at once: the first instalment, which includes the remainder of the division. */
export function dueNowMinor(totalMinor: bigint, { term, billingCycle }: PlanRhythm): bigint {
  const months = termMonths(term);
  const monthsPerCycle = cycleMonths(billingCycle);
  if (months === undefined || monthsPerCycle === undefined || monthsPerCycle >= months) return totalMinor;
  const count = BigInt(months / monthsPerCycle);
  return totalMinor - (totalMinor / count) * (count - 1n);
}

/** A share of an exact price, `parts` of `whole` (both whole numbers), in minor units, rounded half up. */
export function shareOf(unitMinor: string, parts: number, whole: number): bigint {
  const { digits, scale } = readExact(unitMinor);
  return divideHalfUp(digits * BigInt(parts), scale * BigInt(whole));
}
