import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { exactMoney, type ShownAmount } from '../../../shared/domain/money.ts';
import type { SignedInContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PlanCost, PriceBuyer } from '../../loaders/prices.ts';
import type { SeenPeriod } from '../../loaders/price-periods.ts';
import { periodAt, pricingMoment } from '../../rules/prices/price-period.ts';
import { exactText } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';

/** What the provider pays in a period of a plan, to be priced by the rules of its beginning, or of now if it has begun. */
export function costIn({ loaders }: SignedInContext, plan: PlanRow, period: SeenPeriod): PlanCost {
  const { unitCost, retail } = period;
  return { plan, unitCost, retail, moment: pricingMoment(period, loaders.moment) };
}

/** What a quantity of the plan costs the provider at the moment of the operation; undefined when it has no price then. */
export async function currentCost(
  context: SignedInContext,
  plan: PlanRow,
  quantity = 1,
): Promise<PlanCost | undefined> {
  const { loaders } = context;
  const period = periodAt(await loaders.periods.load(plan.id), loaders.moment, quantity);
  return period === undefined ? undefined : costIn(context, plan, period);
}

/** What the viewer's account pays for one seat, exactly; null without VIEW_FINANCIALS, and for what has no price. */
export async function buyingPrice(context: SignedInContext, cost: PlanCost | undefined): Promise<ShownAmount | null> {
  const { viewer } = context;
  if (cost === undefined || !may(viewer, 'VIEW_FINANCIALS')) return null;
  return priceFor(context, cost, { kind: 'account', path: viewer.path });
}

/**
 * What an account pays the viewer for one seat, exactly: a direct child, or any of them when none is named.
 * Null without VIEW_FINANCIALS, for what has no price, for a viewer that does not sell, and for an account that buys from another seller.
 */
export async function sellingPrice(
  context: SignedInContext,
  cost: PlanCost | undefined,
  accountId: Id<'acc'> | undefined,
): Promise<ShownAmount | null> {
  const { viewer, loaders } = context;
  if (cost === undefined || !may(viewer, 'VIEW_FINANCIALS') || viewer.accountType === 'CUSTOMER') return null;
  if (accountId === undefined) return priceFor(context, cost, { kind: 'any-child', sellerPath: viewer.path });
  const buyer = await loaders.place.load(accountId);
  if (buyer === null || !isDirectChild(buyer.path, viewer.path)) return null;
  return priceFor(context, cost, { kind: 'account', path: buyer.path });
}

/** Not rounded: the price shown, multiplied by a quantity and rounded once, is the total. */
async function priceFor({ loaders }: SignedInContext, cost: PlanCost, buyer: PriceBuyer): Promise<ShownAmount> {
  return exactMoney(exactText(await loaders.price.load({ ...cost, buyer })), cost.plan.currency);
}
