import type { SignedInPrincipal } from '../../shared/principal.ts';
import { done, refused, type Outcome } from '../../shared/refusal.ts';
import type { OrderCheck } from '../connectors/vendor-connector.ts';
import type { OrdersContext } from '../context.ts';
import { dueNowMinor, lineTotalMinor, tierOf } from '../rules/tier-price.ts';
import { checkOrder, choosePayment } from './check-order.ts';
import { applyLock, lockPrices } from './estimate-token.ts';
import { draftOrder, type OrderDraft, type OrderRequest } from './order-draft.ts';

/** What an order would be, seen by the one who asks. */
export interface Estimate {
  readonly draft: OrderDraft;
  /** Whose price is shown: the viewer's own, or for an account further up the reseller's. */
  readonly payerId: string;
  readonly totalMinor: bigint;
  readonly dueNowMinor: bigint;
  readonly checks: readonly OrderCheck[];
  readonly token: string | undefined;
  readonly expiresAt: Date | undefined;
}

/** Runs every check of an order and says what it would cost; changes nothing. Prices are locked when all checks pass. */
export async function estimateOrder(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
): Promise<Outcome<Estimate>> {
  const drafted = await draftOrder(context, viewer, request);
  if (!drafted.ok) return refused(...drafted.errors);
  const { services } = context;
  const now = services.now();
  const { sealer } = services.config;
  const token = request.estimateToken ?? undefined;
  const draft =
    token === undefined
      ? drafted.draft
      : applyLock(sealer, { token, viewerAccountId: viewer.accountId, draft: drafted.draft, now });
  if ('code' in draft) return refused(draft);
  const checks = await checkOrder(context, draft, await choosePayment(context, draft, request));
  const lock = checks.some(({ status }) => status === 'FAILED')
    ? undefined
    : lockPrices(sealer, viewer.accountId, draft, now);
  const payerId = payerOf(draft, viewer);
  return done({
    draft,
    payerId,
    totalMinor: sum(draft, payerId, (total) => total),
    dueNowMinor: sum(draft, payerId, (total, plan) => dueNowMinor(total, plan.term, plan.billingCycle)),
    checks,
    token: lock?.token,
    expiresAt: lock?.expiresAt,
  });
}

type Plan = NonNullable<OrderDraft['lines'][number]['quoted']>['plan'];

function sum({ lines }: OrderDraft, payerId: string, amount: (totalMinor: bigint, plan: Plan) => bigint): bigint {
  return lines.reduce((total, { quoted, quantity }) => {
    const tier = quoted === undefined ? undefined : tierOf(quoted.tiers, payerId);
    return quoted === undefined || tier === undefined
      ? total
      : total + amount(lineTotalMinor(tier.unitMinor, quantity), quoted.plan);
  }, 0n);
}

/** An account sees what it pays itself; it is always on the way to what it may order. */
function payerOf(draft: OrderDraft, viewer: SignedInPrincipal): string {
  const onTheWay = draft.lines.some(
    ({ quoted }) => quoted !== undefined && tierOf(quoted.tiers, viewer.accountId) !== undefined,
  );
  return onTheWay ? viewer.accountId : draft.resellerId;
}
