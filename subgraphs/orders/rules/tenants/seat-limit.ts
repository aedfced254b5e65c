import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { CheckedLine } from '../placing/order-checks.ts';

/**
 * Which lines would put more seats of a product into a tenant than its vendor allows there: a pool over all
 * subscriptions, plans and terms, open orders and the lines before this one.
 *
 * @param held seats that the tenant has or is about to get, by MPN
 */
export function checkSeatLimits(lines: readonly CheckedLine[], held: ReadonlyMap<string, number>): readonly Refusal[] {
  const taken = new Map(held);
  return lines.flatMap(({ quantity, plan }, index) => {
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
  const message = `${name} is limited to ${maxQuantity} seats in a tenant; ${left === 0 ? 'none' : left} of them can still be ordered.`;
  const cure = left === 0 ? 'Give seats of it back first, or choose another product.' : `Order ${left} at the most.`;
  return refusal('SEAT_LIMIT_EXCEEDED', message, {
    path: ['lines', index, 'quantity'],
    availableQuantity: left,
    remedies: [{ description: cure }],
  });
}
