import { compareAmounts, type ExactAmount } from './price.ts';

/** A seat of a plan as a rule sells it. */
export interface SoldSeat {
  /** Of the plan, for people. */
  readonly name: string;
  /** What the seller pays. */
  readonly cost: ExactAmount;
  readonly price: ExactAmount;
  readonly retail: ExactAmount | undefined;
}

const MOST_NAMES = 3;

/**
 * What a seller should look at: how many plans are sold above the retail price and below its cost, with the first names.
 *
 * @param lookedAt how many plans were looked at, when the rule is for more
 */
export function warningsOf(seats: readonly SoldSeat[], lookedAt?: number): readonly string[] {
  const above = seats.filter(({ price, retail }) => retail !== undefined && compareAmounts(price, retail) > 0);
  const below = seats.filter(({ price, cost }) => compareAmounts(price, cost) < 0);
  return [
    ...warning(above, "above the vendor's retail price"),
    ...warning(below, 'below what the seller pays'),
    ...(lookedAt === undefined
      ? []
      : [`The rule is for many plans: the first ${lookedAt.toLocaleString('en-US')} were looked at.`]),
  ];
}

function warning(seats: readonly SoldSeat[], how: string): readonly string[] {
  // A plan with several prices by quantity is one plan.
  const names = [...new Set(seats.map(({ name }) => name))];
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? `, and ${(names.length - MOST_NAMES).toLocaleString('en-US')} more` : '';
  const plans = names.length === 1 ? '1 plan is' : `${names.length.toLocaleString('en-US')} plans are`;
  return [`${plans} sold ${how}: ${names.slice(0, MOST_NAMES).join('; ')}${more}.`];
}
