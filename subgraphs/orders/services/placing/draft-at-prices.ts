import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { OrdersContext } from '../../context.ts';
import { applyLock, isSpent, spentEstimate, type PriceLock } from './estimate-token.ts';
import { draftOrder, type OrderDraft, type OrderRequest } from './order-draft.ts';

/** An order as far as it is known, at today's prices or at those that an estimate promised. */
export type PricedDraft =
  | { readonly ok: true; readonly draft: OrderDraft; readonly lock: PriceLock | undefined }
  | { readonly ok: false; readonly errors: readonly Refusal[] };

/** Puts together what an order is about, at the prices of its estimate where it names one. */
export async function draftAtPrices(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
): Promise<PricedDraft> {
  const drafted = await draftOrder(context, viewer, request);
  const token = request.estimateToken ?? undefined;
  if (!drafted.ok) return drafted;
  if (token === undefined) return { ...drafted, lock: undefined };
  const { config, now } = context.services;
  const { accountId: viewerAccountId } = viewer;
  const locked = applyLock(config.sealer, { token, viewerAccountId, draft: drafted.draft, now: now() });
  if ('code' in locked) return { ok: false, errors: [locked] };
  if (await isSpent(context.em, locked.lock)) return { ok: false, errors: [spentEstimate()] };
  return { ok: true, ...locked };
}
