import { may } from '../../../shared/domain/access.ts';
import type { MoneyAmount } from '../../../shared/domain/money.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { OrderCheck } from '../../rules/placing/order-check.ts';
import type { OrdersContext } from '../../context.ts';
import { dueNowMinor, lineTotalMinor, tierOf } from '../../rules/billing/tier-price.ts';
import { checkOrder } from './check-order.ts';
import { draftAtPrices } from './draft-at-prices.ts';
import { newLock, sealLock } from './estimate-token.ts';
import type { DraftLine, OrderDraft, OrderRequest } from './order-draft.ts';
import { choosePayment } from '../billing/payment-check.ts';

/** A line of an estimate with what the viewer's account pays; null where that is not for the viewer to know. */
export interface EstimatedLine {
  readonly planId: string;
  readonly quantity: number;
  /** The exact price of one seat and the whole term, in minor units. */
  readonly unitMinor: string | null;
  readonly total: MoneyAmount | null;
  readonly currency: string;
}

/** What an order would be, seen by the one who asks. */
export interface Estimate {
  /** The lines of which it is clear what plan they mean. */
  readonly lines: readonly EstimatedLine[];
  /** Null where a line has no price, or the lines have several currencies. */
  readonly total: MoneyAmount | null;
  readonly dueNow: MoneyAmount | null;
  readonly checks: readonly OrderCheck[];
  readonly token: string | undefined;
  readonly expiresAt: Date | undefined;
}

/**
 * Runs every check of an order and says what it would cost; changes nothing. Prices are locked when all checks pass; an
 * estimate at locked prices promises them no longer than the first one did.
 */
export async function estimateOrder(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
): Promise<Outcome<Estimate>> {
  const priced = await draftAtPrices(context, viewer, request);
  if (!priced.ok) return refused(...priced.errors);
  const { draft } = priced;
  const { checks } = await checkOrder(context, draft, { payment: await choosePayment(context, draft, request) });
  const { config, now } = context.services;
  const isRefused = checks.some(({ status }) => status === 'FAILED');
  const lock = isRefused ? undefined : (priced.lock ?? newLock(now()));
  return done({
    ...priceLines(draft, viewer),
    checks,
    token: lock && sealLock(config.sealer, viewer.accountId, draft, lock),
    expiresAt: lock?.expiresAt,
  });
}

interface LinePrice {
  readonly line: EstimatedLine;
  readonly dueNowMinor: bigint;
}

function priceLines(draft: OrderDraft, viewer: SignedInPrincipal): Pick<Estimate, 'lines' | 'total' | 'dueNow'> {
  const payerId = may(viewer, 'VIEW_FINANCIALS') ? viewer.accountId : undefined;
  const prices = draft.lines.flatMap((line) => priceLine(line, payerId));
  const lines = prices.map(({ line }) => line);
  const currencies = new Set(lines.map(({ currency }) => currency));
  const [currency = draft.currency] = currencies;
  const isWhole = lines.length === draft.lines.length && lines.every(({ total }) => total !== null);
  if (!isWhole || currencies.size > 1) return { lines, total: null, dueNow: null };
  const totalMinor = lines.reduce((sum, { total }) => sum + (total?.amountMinor ?? 0n), 0n);
  const dueNow = prices.reduce((sum, price) => sum + price.dueNowMinor, 0n);
  return { lines, total: { amountMinor: totalMinor, currency }, dueNow: { amountMinor: dueNow, currency } };
}

function priceLine({ planId, quantity, quoted }: DraftLine, payerId: string | undefined): readonly LinePrice[] {
  if (planId === undefined || quoted === undefined) return [];
  const { currency, term, billingCycle } = quoted.plan;
  const tier = payerId === undefined ? undefined : tierOf(quoted.tiers, payerId);
  const unknown = { planId, quantity, unitMinor: null, total: null, currency };
  if (tier === undefined || quantity < 1) return [{ line: unknown, dueNowMinor: 0n }];
  const totalMinor = lineTotalMinor(tier.unitMinor, quantity);
  const total = { amountMinor: totalMinor, currency };
  return [
    {
      line: { ...unknown, unitMinor: tier.unitMinor, total },
      dueNowMinor: dueNowMinor(totalMinor, term ?? null, billingCycle),
    },
  ];
}
