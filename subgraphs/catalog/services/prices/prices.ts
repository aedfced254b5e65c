import { may } from '../../../shared/domain/access.ts';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { exactMoney, type ShownAmount } from '../../../shared/domain/money.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { exactText, type ExactAmount } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';
import type { Reading } from '../marketplaces/visible.ts';

/** Not rounded: what is shown times a quantity, rounded once, is the total. */
const money = ({ currency }: PlanRow, amount: ExactAmount): ShownAmount => exactMoney(exactText(amount), currency);

/** What the viewer's account pays for one seat, exactly; null without VIEW_FINANCIALS. */
export async function buyingPrice({ principal, loaders }: Reading, plan: PlanRow): Promise<ShownAmount | null> {
  const viewer = signedIn(principal);
  if (!may(viewer, 'VIEW_FINANCIALS')) return null;
  return money(plan, await loaders.price.load({ plan, path: viewer.path, forChild: false }));
}

/**
 * What an account pays the viewer for one seat, exactly: a direct child, or any of them when none is named.
 * Null without VIEW_FINANCIALS, for a viewer that does not sell, and for an account that buys from another seller.
 */
export async function sellingPrice(
  { principal, loaders }: Reading,
  plan: PlanRow,
  accountId: string | null | undefined,
): Promise<ShownAmount | null> {
  const viewer = signedIn(principal);
  if (!may(viewer, 'VIEW_FINANCIALS') || viewer.accountType === 'CUSTOMER') return null;
  if (accountId === null || accountId === undefined) {
    return money(plan, await loaders.price.load({ plan, path: viewer.path, forChild: true }));
  }
  const buyer = await loaders.place.load(accountId);
  if (buyer === null || !isDirectChild(buyer.path, viewer.path)) return null;
  return money(plan, await loaders.price.load({ plan, path: buyer.path, forChild: false }));
}
