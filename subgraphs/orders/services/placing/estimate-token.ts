import { randomUUID } from 'node:crypto';
import type { Sealer } from '../../../shared/database/sealing.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { customerIdOf, isPricedAlong, planIdOf, type DraftLine, type OrderDraft } from './order-draft.ts';
import { fromSealedTiers, toSealedTiers, type SealedTier } from './quote-plans.ts';

const LOCK_MS = 24 * 3_600_000;
/** Room for the exact prices of a dozen tiers of one line: within it the length of a token tells nothing about them. */
const BLOCK_BYTES_PER_LINE = 2_048;

/** A promise of prices. */
export interface PriceLock {
  /** The same in every token of an estimate, so that its prices are bought once. */
  readonly id: string;
  readonly expiresAt: Date;
}

/** A draft at the prices that an estimate has promised. */
export interface LockedDraft {
  readonly draft: OrderDraft;
  readonly lock: PriceLock;
}

/** The largest token: 100 lines with twenty tiers each, sealed. No order is larger. */
export const MAX_ESTIMATE_TOKEN_LENGTH = 300_000;

interface LockedPrices {
  readonly id: string;
  readonly viewerAccountId: string;
  /** The customer, or for a new one its reseller. */
  readonly buyer: string;
  readonly expiresAt: string;
  readonly lines: readonly {
    readonly planId?: string;
    readonly quantity: number;
    readonly promotionId?: string | undefined;
    readonly tiers: readonly SealedTier[];
  }[];
}

function buyerKey(draft: OrderDraft): string {
  return customerIdOf(draft) ?? `new:${draft.reseller.id}`;
}

/** A new promise of the prices of this moment, for 24 hours. */
export function newLock(now: Date): PriceLock {
  return { id: randomUUID(), expiresAt: new Date(now.getTime() + LOCK_MS) };
}

/** Writes the prices of a draft into a sealed token; nothing is stored. The token's length tells nothing about the prices. */
export function sealLock(sealer: Sealer, viewerAccountId: string, draft: OrderDraft, lock: PriceLock): string {
  const locked: LockedPrices = {
    id: lock.id,
    viewerAccountId,
    buyer: buyerKey(draft),
    expiresAt: lock.expiresAt.toISOString(),
    lines: draft.lines.map((line) => ({
      planId: planIdOf(line),
      quantity: line.quantity,
      promotionId: line.promotionId,
      tiers: line.choice.kind === 'known' ? toSealedTiers(line.choice.quoted) : [],
    })),
  };
  const blocks = Math.max(1, draft.lines.length);
  return sealer.sealPadded(JSON.stringify(locked), BLOCK_BYTES_PER_LINE * blocks);
}

/** Puts the promised prices in the place of today's. Refuses a token that is over, not the viewer's, or for another order. */
export function readLock(context: SignedInContext, token: string, draft: OrderDraft): Outcome<LockedDraft> {
  const { viewer, deps } = context;
  const details = { path: ['estimateToken'], remedies: [{ description: 'Estimate the order again.' }] };
  const locked = open(context, token);
  if (locked?.viewerAccountId !== viewer.accountId) {
    return refused(refusal('INVALID', 'This token does not belong to an estimate that your account made.', details));
  }
  const expiresAt = new Date(locked.expiresAt);
  if (expiresAt <= deps.now()) {
    return refused(refusal('EXPIRED', 'The prices were locked for 24 hours, and that time is over.', details));
  }
  if (!isForDraft(locked, draft)) {
    return refused(
      refusal('PRICE_CHANGED', 'The estimate was made for different lines or a different customer.', details),
    );
  }
  const lines = draft.lines.map((line, index) => atLockedPrice(line, locked.lines[index]?.tiers ?? []));
  if (!isPricedAlong({ lines }, draft.path)) {
    const message = 'The customer, or an account above it, has moved to another seller, whose prices are others.';
    return refused(refusal('PRICE_CHANGED', message, details));
  }
  return done({ draft: { ...draft, lines }, lock: { id: locked.id, expiresAt } });
}

function isForDraft({ buyer, lines }: LockedPrices, draft: OrderDraft): boolean {
  return (
    buyer === buyerKey(draft) &&
    lines.length === draft.lines.length &&
    draft.lines.every((line, index) => {
      const locked = lines[index];
      return (
        locked?.planId === planIdOf(line) &&
        locked?.quantity === line.quantity &&
        locked.promotionId === line.promotionId
      );
    })
  );
}

function atLockedPrice(line: DraftLine, tiers: readonly SealedTier[]): DraftLine {
  const { choice } = line;
  if (choice.kind !== 'known') return line;
  return { ...line, choice: { ...choice, quoted: { ...choice.quoted, ...fromSealedTiers(tiers) } } };
}

function open({ deps }: SignedInContext, token: string): LockedPrices | undefined {
  try {
    return JSON.parse(deps.config.sealer.open(token)) as LockedPrices;
  } catch {
    return undefined;
  }
}

/** The refusal of an estimate that was ordered already. */
export function spentEstimate(): Refusal {
  return refusal('STATE_CONFLICT', 'This estimate has already been ordered. Its prices are valid for one order only.', {
    path: ['estimateToken'],
    remedies: [{ description: 'Estimate the order again.' }],
  });
}

/** Marks an estimate as ordered, in the order's transaction. Answers false when another order has used it. */
export async function spendEstimate(tx: Writer, lock: PriceLock, orderId: Id<'ord'>): Promise<boolean> {
  const rows = await tx.execute(
    `insert into orders.spent_estimate (id, order_id, expires_at) values (?, ?, ?)
     on conflict (id) do nothing returning id`,
    [lock.id, orderId, lock.expiresAt],
  );
  return rows.length > 0;
}

/** Whether an estimate was ordered already. */
export async function isSpent(read: Reader, lock: PriceLock): Promise<boolean> {
  const rows = await read.query('select 1 from orders.spent_estimate where id = ?', [lock.id]);
  return rows.length > 0;
}
