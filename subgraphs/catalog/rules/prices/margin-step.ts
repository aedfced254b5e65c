import { invariant } from '../../../shared/domain/invariant.ts';
import { exactMinor, parsePercent, withPercent, type ExactAmount, type PriceStep } from './price.ts';

/** How a rule makes a seller's price: a percentage on its cost, one below the retail price, or an amount for one seat. */
export type MarginPrice =
  | { readonly kind: 'percent' | 'off-retail'; readonly millionths: bigint }
  /** An exact decimal in units of the plan's currency. */
  | { readonly kind: 'fixed'; readonly amount: string };

/** The three ways as texts, of which a rule has exactly one. */
export interface MarginTexts {
  readonly percent: string | null;
  readonly percentOffRetail: string | null;
  readonly fixedPrice: string | null;
}

/** Reads the way in which a stored rule makes a price. */
export function marginPrice({ percent, percentOffRetail, fixedPrice }: MarginTexts): MarginPrice {
  if (fixedPrice !== null) return { kind: 'fixed', amount: fixedPrice };
  const millionths = parsePercent(percent ?? percentOffRetail ?? '');
  invariant(millionths !== undefined, 'a rule has a percentage or a fixed price');
  return { kind: percent === null ? 'off-retail' : 'percent', millionths };
}

/** What a rule does to the price on its way to the buyer. `retail` is that of the period; a rule below it needs one. */
export function stepOf(price: MarginPrice, currency: string, retail: ExactAmount | undefined): PriceStep {
  if (price.kind === 'percent') return { kind: 'add', millionths: price.millionths };
  if (price.kind === 'fixed') return { kind: 'set', price: exactMinor(price.amount, currency) };
  invariant(retail !== undefined, 'a rule below the retail price applies only where there is one');
  return { kind: 'set', price: withPercent(retail, -price.millionths) };
}
