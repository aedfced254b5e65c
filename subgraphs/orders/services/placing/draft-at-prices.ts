import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { OrderRequest } from '../../rules/placing/order-request.ts';
import { draftOrder } from './draft-order.ts';
import { isSpent, readLock, spentEstimate, type PriceLock } from './estimate-token.ts';
import type { OrderDraft } from './order-draft.ts';

/** An order as far as it is known, at today's prices or at those that an estimate has promised. */
export interface PricedDraft {
  readonly draft: OrderDraft;
  /** The promise of the estimate, if the request names one. */
  readonly lock: PriceLock | undefined;
}

/** Puts together what an order is about, at the prices of its estimate when it names one. */
export async function draftAtPrices(context: SignedInContext, request: OrderRequest): Promise<Outcome<PricedDraft>> {
  const drafted = await draftOrder(context, request);
  const { estimateToken } = request;
  if (!drafted.ok) return drafted;
  if (estimateToken === undefined) return done({ draft: drafted.value, lock: undefined });
  const locked = readLock(context, estimateToken, drafted.value);
  if (!locked.ok) return locked;
  return (await isSpent(context.read, locked.value.lock)) ? refused(spentEstimate()) : locked;
}
