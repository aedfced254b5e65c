import { codes, Refusal } from '../http/refusal.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The refund windows: for licences in hours, for software and perpetual licences in calendar days. */
const WINDOWS = {
  licences: { length: 168 * hourMs, inCalendarDays: false, seatsGoDown: true, words: '168 hours' },
  software: { length: 7 * dayMs, inCalendarDays: true, seatsGoDown: false, words: '7 days' },
  perpetual: { length: 30 * dayMs, inCalendarDays: true, seatsGoDown: false, words: '30 days' },
} as const;

/** The products of the vendor's software price sheet. All others are licences of online services. */
const SOFTWARE = /^(?:DG7|DZH)/;

/** What the refund window of a purchase depends on. */
export interface Bought {
  /** `productId:skuId:availabilityId`. */
  readonly catalogItemId: string;
  readonly termDuration: string;
}

function kindOf({ catalogItemId, termDuration }: Bought): keyof typeof WINDOWS {
  if (termDuration === 'OneTime') return 'perpetual';
  return SOFTWARE.test(catalogItemId) ? 'software' : 'licences';
}

/** The first moment after the refund window. The day of the purchase is day 0 (UTC). */
export function windowEndMs(bought: Bought, boughtAtMs: number): number {
  const { length, inCalendarDays } = WINDOWS[kindOf(bought)];
  if (!inCalendarDays) return boughtAtMs + length;
  const startOfDay = boughtAtMs - (((boughtAtMs % dayMs) + dayMs) % dayMs);
  return startOfDay + length + dayMs;
}

/** Refuses to cancel a subscription after its refund window. */
export function refuseLateCancellation(bought: Bought, boughtAtMs: number, nowMs: number): void {
  if (nowMs < windowEndMs(bought, boughtAtMs)) return;
  const { words } = WINDOWS[kindOf(bought)];
  throw new Refusal(400, codes.windowClosed, `The subscription can be cancelled within ${words} only.`);
}

/** Refuses to remove seats from a subscription that can only be cancelled as a whole. */
export function refuseFewerSeats(bought: Bought): void {
  if (WINDOWS[kindOf(bought)].seatsGoDown) return;
  throw new Refusal(400, codes.windowClosed, 'Software can be cancelled as a whole only; its seats are not removed.');
}
