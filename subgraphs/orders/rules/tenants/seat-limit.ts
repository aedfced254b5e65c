import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { planOf, type CheckedLine } from '../placing/order-checks.ts';

/**
 * The lines that would put more seats of a product into a tenant than the vendor allows. The limit is for all subscriptions,
 * plans and terms together, for open orders, and for the earlier lines of the same order.
 *
 * @param held the seats that the tenant has or is about to get, by MPN
 */
export function checkSeatLimits(lines: readonly CheckedLine[], held: ReadonlyMap<string, number>): readonly Refusal[] {
  const taken = new Map(held);
  return lines.flatMap((line, index) => {
    const { quantity } = line;
    const plan = planOf(line);
    if (plan === undefined || quantity < 1) return [];
    const { mpn, name, maxQuantity } = plan.product;
    const before = taken.get(mpn) ?? 0;
    if (before + quantity <= maxQuantity) {
      taken.set(mpn, before + quantity);
      return [];
    }
    return [seatLimitExceeded(index, { name, maxQuantity, left: Math.max(0, maxQuantity - before) })];
  });
}

interface FullPool {
  readonly name: string;
  readonly maxQuantity: number;
  readonly left: number;
}

function seatLimitExceeded(index: number, { name, maxQuantity, left }: FullPool): Refusal {
  const message = `A tenant may have at most ${maxQuantity} seats of ${name}; ${left === 0 ? 'no more' : `${left} more`} can be ordered.`;
  const cure = left === 0 ? 'Return some of its seats first, or choose another product.' : `Order at most ${left}.`;
  return refusal('SEAT_LIMIT_EXCEEDED', message, {
    path: ['lines', index, 'quantity'],
    availableQuantity: left,
    remedies: [{ description: cure }],
  });
}
