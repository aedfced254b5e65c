import { may, permitted, signedIn } from '../../shared/access.ts';
import { badUserInput } from '../../shared/errors.ts';
import type { MoneyAmount } from '../../shared/money.ts';
import type { PlanRow } from '../entities/plan.ts';
import { roundedTotal, type ExactAmount } from '../rules/price.ts';
import { isDirectChild } from '../rules/seller-chain.ts';
import type { Reading } from './visible.ts';

/** What one plan costs an account, and what it costs the viewer. */
export interface PlanPrice {
  readonly plan: PlanRow;
  readonly price: MoneyAmount;
  readonly total: MoneyAmount;
  readonly viewerPrice: MoneyAmount;
  readonly viewerTotal: MoneyAmount;
}

const MAX_QUOTED = 500;
const MAX_QUANTITY = 100_000_000;

const money = (plan: PlanRow, amount: ExactAmount, quantity = 1): MoneyAmount => ({
  amountMinor: roundedTotal(amount, quantity),
  currency: plan.currency,
});

/** What the viewer's account pays for one seat; null without VIEW_FINANCIALS. */
export async function buyingPrice({ principal, loaders }: Reading, plan: PlanRow): Promise<MoneyAmount | null> {
  const viewer = signedIn(principal);
  if (!may(viewer, 'VIEW_FINANCIALS')) return null;
  return money(plan, await loaders.price.load({ plan, path: viewer.path, forChild: false }));
}

/**
 * What an account pays the viewer for one seat: a direct child, or any of them when none is named.
 * Null without VIEW_FINANCIALS, for a viewer that does not sell, and for an account that buys from another seller.
 */
export async function sellingPrice(
  { principal, loaders }: Reading,
  plan: PlanRow,
  accountId: string | null | undefined,
): Promise<MoneyAmount | null> {
  const viewer = signedIn(principal);
  if (!may(viewer, 'VIEW_FINANCIALS') || viewer.accountType === 'CUSTOMER') return null;
  if (accountId === null || accountId === undefined) {
    return money(plan, await loaders.price.load({ plan, path: viewer.path, forChild: true }));
  }
  const buyer = await loaders.place.load(accountId);
  if (buyer === null || !isDirectChild(buyer.path, viewer.path)) return null;
  return money(plan, await loaders.price.load({ plan, path: buyer.path, forChild: false }));
}

/**
 * What plans cost an account of the viewer's subtree, and the viewer, for the given numbers of seats (one each by default).
 * Unknown plans are left out; an account that may not be seen is quoted nothing.
 * Throws FORBIDDEN to those who may neither see money nor order, and BAD_USER_INPUT for lists that do not fit together.
 */
export async function quotePrices(
  { principal, loaders }: Reading,
  accountId: string,
  planIds: readonly string[],
  quantities: readonly number[] | null | undefined,
): Promise<readonly PlanPrice[]> {
  const viewer = may(principal, 'PLACE_ORDERS') ? signedIn(principal) : permitted(principal, 'VIEW_FINANCIALS');
  if (planIds.length > MAX_QUOTED) throw badUserInput(`At most ${MAX_QUOTED} plans are quoted at once.`, 'planIds');
  checkQuantities(planIds, quantities);
  const buyer = await loaders.place.load(accountId);
  if (buyer === null) return [];
  const plans = await Promise.all(planIds.map((id) => loaders.plan.load(id)));
  const quotes = plans.map(async (plan, index) => {
    if (plan === null) return [];
    const [price, viewerPrice] = await Promise.all([
      loaders.price.load({ plan, path: buyer.path, forChild: false }),
      loaders.price.load({ plan, path: viewer.path, forChild: false }),
    ]);
    const quantity = quantities?.[index] ?? 1;
    return [
      {
        plan,
        price: money(plan, price),
        total: money(plan, price, quantity),
        viewerPrice: money(plan, viewerPrice),
        viewerTotal: money(plan, viewerPrice, quantity),
      },
    ];
  });
  return (await Promise.all(quotes)).flat();
}

function checkQuantities(planIds: readonly string[], quantities: readonly number[] | null | undefined): void {
  if (quantities === null || quantities === undefined) return;
  if (quantities.length !== planIds.length) {
    throw badUserInput('quantities must have one number for each of planIds.', 'quantities');
  }
  if (quantities.some((quantity) => quantity < 1 || quantity > MAX_QUANTITY)) {
    throw badUserInput(`Each quantity must be from 1 to ${MAX_QUANTITY}.`, 'quantities');
  }
}
