import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sealer } from '../../../shared/database/sealing.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { TierPrice } from '../../rules/billing/tier-price.ts';
import type { OrderDraft } from './order-draft.ts';

const LOCK_MS = 24 * 3_600_000;
/** Room for the exact prices of a dozen tiers of one line: within it a token's length tells nothing of them. */
const BLOCK_BYTES_PER_LINE = 2_048;

/** Prices that an estimate promised. */
export interface PriceLock {
  /** The same in every token of the estimate, so that its prices are bought once. */
  readonly id: string;
  readonly expiresAt: Date;
}

/** Of 100 lines with twenty tiers each, sealed: no order is larger. */
export const MAX_ESTIMATE_TOKEN_LENGTH = 300_000;

interface LockedPrices {
  readonly id: string;
  readonly viewerAccountId: string;
  /** The customer, or for a new one its reseller. */
  readonly buyer: string;
  readonly expiresAt: string;
  readonly lines: readonly {
    readonly planId: string | undefined;
    readonly quantity: number;
    readonly tiers: readonly TierPrice[];
  }[];
}

const buyerOf = (draft: OrderDraft): string => draft.customerId ?? `new:${draft.resellerId}`;

/** A new promise of the prices of this moment, for 24 hours. */
export function newLock(now: Date): PriceLock {
  return { id: randomUUID(), expiresAt: new Date(now.getTime() + LOCK_MS) };
}

/** Writes the prices of a draft into a sealed token; nothing is stored. Its length tells nothing of the prices. */
export function sealLock(sealer: Sealer, viewerAccountId: string, draft: OrderDraft, lock: PriceLock): string {
  const locked: LockedPrices = {
    id: lock.id,
    viewerAccountId,
    buyer: buyerOf(draft),
    expiresAt: lock.expiresAt.toISOString(),
    lines: draft.lines.map(({ planId, quantity, quoted }) => ({ planId, quantity, tiers: quoted?.tiers ?? [] })),
  };
  return sealer.sealPadded(JSON.stringify(locked), BLOCK_BYTES_PER_LINE * Math.max(1, draft.lines.length));
}

/** A draft at the prices that a token promised. */
export interface LockedDraft {
  readonly draft: OrderDraft;
  readonly lock: PriceLock;
}

/** Puts the locked prices in the place of today's. Refuses a token that is over, foreign or for another order. */
export function applyLock(
  sealer: Sealer,
  { token, viewerAccountId, draft, now }: { token: string; viewerAccountId: string; draft: OrderDraft; now: Date },
): LockedDraft | Refusal {
  const path = ['estimateToken'];
  const remedies = [{ description: 'Estimate the order again.' }];
  const locked = open(sealer, token);
  if (locked === undefined || locked.viewerAccountId !== viewerAccountId) {
    return refusal('INVALID', 'This is not a token of an estimate of yours.', { path, remedies });
  }
  const expiresAt = new Date(locked.expiresAt);
  if (expiresAt <= now) return refusal('EXPIRED', 'The prices were locked for 24 hours.', { path, remedies });
  const sameLines =
    locked.buyer === buyerOf(draft) &&
    locked.lines.length === draft.lines.length &&
    locked.lines.every(({ planId, quantity }, index) => {
      const line = draft.lines[index];
      return line?.planId === planId && line?.quantity === quantity;
    });
  if (!sameLines)
    return refusal('PRICE_CHANGED', 'The estimate was for other lines or another customer.', { path, remedies });
  const lines = draft.lines.map((line, index) => ({
    ...line,
    quoted: line.quoted === undefined ? undefined : { ...line.quoted, tiers: locked.lines[index]?.tiers ?? [] },
  }));
  return { draft: { ...draft, lines }, lock: { id: locked.id, expiresAt } };
}

function open(sealer: Sealer, token: string): LockedPrices | undefined {
  try {
    return JSON.parse(sealer.open(token)) as LockedPrices;
  } catch {
    return undefined;
  }
}

/** The refusal of an estimate that was bought already. */
export function spentEstimate(): Refusal {
  return refusal('STATE_CONFLICT', 'This estimate was ordered already: its prices are for one order.', {
    path: ['estimateToken'],
    remedies: [{ description: 'Estimate the order again.' }],
  });
}

/** Spends an estimate with its order, in the order's transaction. Answers false when another order has. */
export async function spendEstimate(
  em: EntityManager,
  lock: PriceLock,
  { orderId, now }: { readonly orderId: string; readonly now: Date },
): Promise<boolean> {
  // What is over can't be bought any more, spent or not: each order takes some of it away.
  await em.execute(
    `delete from orders.spent_estimate where id in (
       select id from orders.spent_estimate where expires_at < ? order by expires_at limit 10 for update skip locked)`,
    [now],
  );
  const rows = await em.execute<object[]>(
    `insert into orders.spent_estimate (id, order_id, expires_at) values (?, ?, ?)
     on conflict (id) do nothing returning id`,
    [lock.id, orderId, lock.expiresAt],
  );
  return rows.length > 0;
}

/** Whether an estimate was bought already. */
export async function isSpent(em: EntityManager, lock: PriceLock): Promise<boolean> {
  const rows = await em.execute<object[]>('select 1 from orders.spent_estimate where id = ?', [lock.id]);
  return rows.length > 0;
}
