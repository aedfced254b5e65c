import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { LineStatus } from '../fulfilment/line-status.ts';
import { lineTotalMinor, tierOf, type TierPrice } from './tier-price.ts';

/** A line as far as what it costs depends on it. */
export interface PricedLine {
  readonly tiers: readonly TierPrice[];
  readonly quantity: number;
}

/** What a reseller pays for lines, in minor units. Each line has a price for it, since it sells to the customer. */
export function payableMinor(resellerId: Id<'acc'>, lines: readonly PricedLine[]): bigint {
  return lines.reduce((total, { tiers, quantity }) => {
    const tier = tierOf(tiers, resellerId);
    invariant(tier, 'the reseller of an order sells to its customer');
    return total + lineTotalMinor(tier.unitMinor, quantity);
  }, 0n);
}

/** What an order that has ended costs its reseller, in minor units. */
export interface Settlement {
  /** What was reserved, or blocked on the card, when the order was placed. */
  readonly reservedMinor: bigint;
  /** What is charged of it: the lines that were completed. */
  readonly chargedMinor: bigint;
}

/** Decides what is charged for an order whose lines have all ended; the rest of what was reserved is released. */
export function settle(
  resellerId: Id<'acc'>,
  lines: readonly (PricedLine & { readonly status: LineStatus })[],
): Settlement {
  const completed = lines.filter(({ status }) => status === 'COMPLETED');
  return { reservedMinor: payableMinor(resellerId, lines), chargedMinor: payableMinor(resellerId, completed) };
}
