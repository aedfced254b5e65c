import { isWithin, sellerIdOf, sellerPathOf } from '../../../shared/domain/account-path.ts';
import { doesMoreThanUse, may, maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { exactMoney, type MoneyAmount, type ShownAmount } from '../../../shared/domain/money.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import { lineTotalMinor, tierOf } from '../../rules/billing/tier-price.ts';

/** Whether the viewer may see the orders of the account at a path. */
export function maySeeOrders(viewer: Principal, path: string): boolean {
  return maySee(viewer, path) && doesMoreThanUse(viewer);
}

/** The order; null when it does not exist or the viewer may not see it. */
export async function visibleOrder({ principal, loaders }: OrdersContext, id: Id<'ord'>): Promise<OrderRow | null> {
  const order = await loaders.order.load(id);
  return order !== null && maySeeOrders(principal, order.path) ? order : null;
}

/** The line of an order that the viewer may see, or null. */
export async function visibleLine(context: OrdersContext, id: Id<'lin'>): Promise<OrderLineRow | null> {
  const line = await context.loaders.line.load(id);
  return line !== null && (await visibleOrder(context, line.orderId)) !== null ? line : null;
}

/**
 * The account that sold an order. A viewer who does not see it gets their own account instead: one below the seller, and one to
 * whom the customer has moved since.
 */
export async function visibleSeller(
  { viewer, loaders }: SignedInContext,
  { resellerId, path }: Pick<OrderRow, 'resellerId' | 'path'>,
): Promise<Id<'acc'>> {
  const isUnmoved = resellerId === sellerIdOf(path);
  const sellerPath = isUnmoved ? sellerPathOf(path) : (await loaders.account.load(resellerId))?.path;
  return sellerPath !== undefined && isWithin(sellerPath, viewer.path) ? resellerId : viewer.accountId;
}

/** A line as far as its price depends on it. */
export type PricedLine = Pick<OrderLineRow, 'tiers' | 'quantity' | 'currency'>;

/** What the viewer's account pays for one seat of a line, exactly, and for all of them; null without VIEW_FINANCIALS. */
export function linePrice(
  principal: Principal,
  { tiers, quantity, currency }: PricedLine,
): { readonly unit: ShownAmount; readonly total: MoneyAmount } | null {
  if (principal.kind === 'anonymous' || !may(principal, 'VIEW_FINANCIALS')) return null;
  const tier = tierOf(tiers, principal.accountId);
  if (tier === undefined) return null;
  const total = { amountMinor: lineTotalMinor(tier.unitMinor, quantity), currency };
  return { unit: exactMoney(tier.unitMinor, currency), total };
}
