import type { Sealer } from '../../shared/sealing.ts';
import { refusal, type Refusal } from '../../shared/refusal.ts';
import type { TierPrice } from '../rules/tier-price.ts';
import type { OrderDraft } from './order-draft.ts';

const LOCK_MS = 24 * 3_600_000;

/** Of 100 lines with twenty tiers each, sealed: no order is larger. */
export const MAX_ESTIMATE_TOKEN_LENGTH = 300_000;

interface LockedPrices {
  readonly viewerAccountId: string;
  /** The customer, or for a new one its reseller. */
  readonly buyer: string;
  readonly expiresAt: string;
  readonly lines: readonly {
    readonly planId: string;
    readonly quantity: number;
    readonly tiers: readonly TierPrice[];
  }[];
}

const buyerOf = (draft: OrderDraft): string => draft.customerId ?? `new:${draft.resellerId}`;

/** Locks the prices of a draft for 24 hours in a sealed token; nothing is stored. */
export function lockPrices(
  sealer: Sealer,
  viewerAccountId: string,
  draft: OrderDraft,
  now: Date,
): { readonly token: string; readonly expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + LOCK_MS);
  const locked: LockedPrices = {
    viewerAccountId,
    buyer: buyerOf(draft),
    expiresAt: expiresAt.toISOString(),
    lines: draft.lines.map(({ planId, quantity, quoted }) => ({ planId, quantity, tiers: quoted?.tiers ?? [] })),
  };
  return { token: sealer.seal(JSON.stringify(locked)), expiresAt };
}

/** Puts the locked prices in the place of today's. Refuses a token that is over, foreign or for another order. */
export function applyLock(
  sealer: Sealer,
  { token, viewerAccountId, draft, now }: { token: string; viewerAccountId: string; draft: OrderDraft; now: Date },
): OrderDraft | Refusal {
  const path = ['estimateToken'];
  const remedies = [{ description: 'Estimate the order again.' }];
  const locked = open(sealer, token);
  if (locked === undefined || locked.viewerAccountId !== viewerAccountId) {
    return refusal('INVALID', 'This is not a token of an estimate of yours.', { path, remedies });
  }
  if (new Date(locked.expiresAt) <= now)
    return refusal('EXPIRED', 'The prices were locked for 24 hours.', { path, remedies });
  const sameLines =
    locked.buyer === buyerOf(draft) &&
    locked.lines.length === draft.lines.length &&
    locked.lines.every(({ planId, quantity }, index) => {
      const line = draft.lines[index];
      return line?.planId === planId && line.quantity === quantity;
    });
  if (!sameLines)
    return refusal('PRICE_CHANGED', 'The estimate was for other lines or another customer.', { path, remedies });
  return {
    ...draft,
    lines: draft.lines.map((line, index) => ({
      ...line,
      quoted: line.quoted === undefined ? undefined : { ...line.quoted, tiers: locked.lines[index]?.tiers ?? [] },
    })),
  };
}

function open(sealer: Sealer, token: string): LockedPrices | undefined {
  try {
    return JSON.parse(sealer.open(token)) as LockedPrices;
  } catch {
    return undefined;
  }
}
