import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import type { MoneyAmount } from '../../../shared/domain/money.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { dueNowMinor, lineTotalMinor, tierOf } from '../../rules/billing/tier-price.ts';
import type { OrderCheck } from '../../rules/placing/order-check.ts';
import type { OrderRequest } from '../../rules/placing/order-request.ts';
import { choosePayment } from '../billing/payment-check.ts';
import { checkOrder } from './check-order.ts';
import { draftAtPrices } from './draft-order.ts';
import { newLock, sealLock } from './estimate-token.ts';
import { quotesOf, type OrderDraft } from './order-draft.ts';
import type { QuotedPlan } from './quote-plans.ts';

/** A line of an estimate, with what the viewer's account pays; prices are null when the viewer may not know them. */
export interface EstimatedLine {
  readonly planId: Id<'pln'>;
  readonly quantity: number;
  readonly promotionId: Id<'pro'> | undefined;
  readonly parameters: readonly ParameterValue[];
  readonly currency: string;
  readonly price: EstimatedPrice | null;
}

/** What the viewer's account pays for a line. */
export interface EstimatedPrice {
  /** The exact price of one seat and the whole term, in minor units. */
  readonly unitMinor: string;
  /** The same without the promotion. */
  readonly regularUnitMinor: string;
  readonly totalMinor: bigint;
  /** The part of the total that is due at once. */
  readonly dueNowMinor: bigint;
}

/** What an order would be, as the viewer may know it. */
export interface Estimate {
  /** The lines whose plans the catalogue knows. */
  readonly lines: readonly EstimatedLine[];
  /** Null when a line has no price, or the lines have several currencies. */
  readonly total: MoneyAmount | null;
  readonly dueNow: MoneyAmount | null;
  readonly checks: readonly OrderCheck[];
  readonly token: string | undefined;
  readonly expiresAt: Date | undefined;
  /** How long the vendor usually takes; undefined when none takes the order. */
  readonly expectedMs: number | undefined;
}

/**
 * Runs every check of an order and says what it would cost; changes nothing. Prices are locked when all checks pass. An
 * estimate at locked prices does not promise them for longer than the first one did.
 */
export async function estimateOrder(context: SignedInContext, request: OrderRequest): Promise<Outcome<Estimate>> {
  const priced = await draftAtPrices(context, request);
  if (!priced.ok) return priced;
  const { viewer, deps } = context;
  const { draft } = priced.value;
  const payment = choosePayment(draft, request.paymentMethod);
  const { checks } = await checkOrder(context, draft, {
    payment,
    placementKey: undefined,
    activation: request.activation,
  });
  const isRefused = checks.some(({ status }) => status === 'FAILED');
  const lock = isRefused ? undefined : (priced.value.lock ?? newLock(deps.now()));
  return done({
    ...priceLines(context, draft),
    checks,
    token: lock && sealLock(deps.config.sealer, viewer.accountId, draft, lock),
    expiresAt: lock?.expiresAt,
    expectedMs: draft.vendor?.pace.expectedMs,
  });
}

function priceLines({ viewer }: SignedInContext, draft: OrderDraft): Pick<Estimate, 'lines' | 'total' | 'dueNow'> {
  const payerId = may(viewer, 'VIEW_FINANCIALS') ? viewer.accountId : undefined;
  const lines = quotesOf(draft).map(({ quoted, quantity, promotionId, parameters }) => ({
    planId: quoted.plan.id,
    quantity,
    promotionId,
    parameters,
    currency: quoted.plan.currency,
    price: payerId === undefined ? null : priceLine(quoted, quantity, payerId),
  }));
  const prices = lines.flatMap(({ price }) => price ?? []);
  const currencies = new Set(lines.map(({ currency }) => currency));
  const [currency = draft.currency] = currencies;
  if (prices.length < draft.lines.length || currencies.size > 1) return { lines, total: null, dueNow: null };
  const sum = (amounts: readonly bigint[]): MoneyAmount => ({
    amountMinor: amounts.reduce((total, amount) => total + amount, 0n),
    currency,
  });
  return {
    lines,
    total: sum(prices.map(({ totalMinor }) => totalMinor)),
    dueNow: sum(prices.map((price) => price.dueNowMinor)),
  };
}

function priceLine({ plan, tiers, regular }: QuotedPlan, quantity: number, payerId: Id<'acc'>): EstimatedPrice | null {
  const tier = tierOf(tiers, payerId);
  if (tier === undefined || quantity < 1) return null;
  const totalMinor = lineTotalMinor(tier.unitMinor, quantity);
  const regularUnitMinor = tierOf(regular?.tiers ?? tiers, payerId)?.unitMinor ?? tier.unitMinor;
  return { unitMinor: tier.unitMinor, regularUnitMinor, totalMinor, dueNowMinor: dueNowMinor(totalMinor, plan) };
}
