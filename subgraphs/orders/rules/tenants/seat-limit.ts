import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { planOf, type CheckedLine, type OwnershipLimit } from '../placing/order-checks.ts';

/** What a tenant has of a product or is about to get. */
export interface HeldProduct {
  readonly seats: number;
  readonly subscriptions: number;
  /** The subscriptions that it has ever had. */
  readonly ever: number;
}

const NOTHING: HeldProduct = { seats: 0, subscriptions: 0, ever: 0 };

/** The lines that would put more seats of a product, or more subscriptions to it, into a tenant than the vendor allows. */
export function checkTenantLimits(
  lines: readonly CheckedLine[],
  held: ReadonlyMap<string, HeldProduct>,
): readonly Refusal[] {
  return [...checkSeatLimits(lines, held), ...checkOwnershipLimits(lines, held)];
}

/**
 * The lines that would put more seats of a product into a tenant than the vendor allows. The limit is for all subscriptions,
 * plans and terms together, for open orders, and for the earlier lines of the same order.
 *
 * @param held what the tenant has or is about to get, by MPN
 */
export function checkSeatLimits(
  lines: readonly CheckedLine[],
  held: ReadonlyMap<string, HeldProduct>,
): readonly Refusal[] {
  const taken = new Map([...held].map(([mpn, { seats }]) => [mpn, seats]));
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

/**
 * The lines that would give a tenant more subscriptions to a product than the vendor allows: each line becomes one, beside
 * those that the tenant has, or has ever had, those of open orders, and those of the earlier lines.
 *
 * @param held what the tenant has or is about to get, by MPN
 */
export function checkOwnershipLimits(
  lines: readonly CheckedLine[],
  held: ReadonlyMap<string, HeldProduct>,
): readonly Refusal[] {
  const added = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const plan = planOf(line);
    const ownership = plan?.offer?.ownership;
    if (plan === undefined || ownership === undefined || line.quantity < 1) return [];
    const { mpn, name } = plan.product;
    const { subscriptions, ever } = held.get(mpn) ?? NOTHING;
    const before = (ownership.counts === 'EVER' ? ever : subscriptions) + (added.get(mpn) ?? 0);
    if (before < ownership.limit) {
      added.set(mpn, (added.get(mpn) ?? 0) + 1);
      return [];
    }
    return [ownershipExceeded(index, { name, ...ownership, isOrdered: added.has(mpn) })];
  });
}

interface FullOwnership extends OwnershipLimit {
  readonly name: string;
  /** An earlier line of the order takes the last one. */
  readonly isOrdered: boolean;
}

function ownershipExceeded(index: number, { name, limit, counts, isOrdered }: FullOwnership): Refusal {
  const most = limit === 1 ? '1 subscription' : `${limit} subscriptions`;
  const span = counts === 'EVER' ? ' in its whole life' : '';
  const message = `A tenant may have at most ${most} to ${name}${span}; no more can be ordered.`;
  const ending =
    counts === 'EVER' ? 'Choose another product.' : 'End one of its subscriptions first, or choose another product.';
  const cure = isOrdered ? 'Order all seats in one line.' : ending;
  return refusal('SEAT_LIMIT_EXCEEDED', message, {
    path: ['lines', index, 'quantity'],
    availableQuantity: 0,
    remedies: [{ description: cure }],
  });
}
