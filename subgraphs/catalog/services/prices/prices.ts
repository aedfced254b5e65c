import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { exactMoney, type ShownAmount } from '../../../shared/domain/money.ts';
import type { SignedInContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PriceBuyer } from '../../loaders/prices.ts';
import { exactText } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';

/** What the viewer's account pays for one seat, exactly; null without VIEW_FINANCIALS. */
export async function buyingPrice(context: SignedInContext, plan: PlanRow): Promise<ShownAmount | null> {
  const { viewer } = context;
  if (!may(viewer, 'VIEW_FINANCIALS')) return null;
  return priceFor(context, plan, { kind: 'account', path: viewer.path });
}

/**
 * What an account pays the viewer for one seat, exactly: a direct child, or any of them when none is named.
 * Null without VIEW_FINANCIALS, for a viewer that does not sell, and for an account that buys from another seller.
 */
export async function sellingPrice(
  context: SignedInContext,
  plan: PlanRow,
  accountId: Id<'acc'> | undefined,
): Promise<ShownAmount | null> {
  const { viewer, loaders } = context;
  if (!may(viewer, 'VIEW_FINANCIALS') || viewer.accountType === 'CUSTOMER') return null;
  if (accountId === undefined) return priceFor(context, plan, { kind: 'any-child', sellerPath: viewer.path });
  const buyer = await loaders.place.load(accountId);
  if (buyer === null || !isDirectChild(buyer.path, viewer.path)) return null;
  return priceFor(context, plan, { kind: 'account', path: buyer.path });
}

/** Not rounded: the price shown, multiplied by a quantity and rounded once, is the total. */
async function priceFor({ loaders }: SignedInContext, plan: PlanRow, buyer: PriceBuyer): Promise<ShownAmount> {
  return exactMoney(exactText(await loaders.price.load({ plan, buyer })), plan.currency);
}
