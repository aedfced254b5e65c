import type { Id } from '../../../shared/domain/ids.ts';
import type { MoneyAmount, ShownAmount } from '../../../shared/domain/money.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartLineRow, CartRow } from '../../entities/cart.ts';
import { linePrice } from '../orders/visible-orders.ts';
import { atQuantity, quotePlans } from '../placing/quote-plans.ts';
import { cartBuyer } from './open-cart.ts';

export interface CartPrice {
  /** The exact price of one seat. */
  readonly unit: ShownAmount;
  /** The same without the promotion. */
  readonly regularUnit: ShownAmount;
  readonly total: MoneyAmount;
}

/** What the viewer would pay today for the lines of a cart, by line. Lines without a price for the viewer are missing. */
export async function priceCart(
  context: OrdersContext,
  cart: CartRow,
  lines: readonly CartLineRow[],
): Promise<ReadonlyMap<Id<'cln'>, CartPrice>> {
  const planIds = lines.map(({ planId }) => planId);
  const quotes = await quotePlans(context, cartBuyer(cart), planIds);
  return new Map(
    lines.flatMap(({ id, planId, quantity, promotionId }) => {
      const quoted = quotes.get(planId);
      if (quoted === undefined) return [];
      const { tiers, regular } = atQuantity(quoted, quantity, promotionId ?? undefined);
      const line = { quantity, currency: quoted.plan.currency };
      const price = linePrice(context.principal, { ...line, tiers });
      if (price === null) return [];
      const regularUnit = linePrice(context.principal, { ...line, tiers: regular?.tiers ?? tiers })?.unit ?? price.unit;
      return [[id, { ...price, regularUnit }] as const];
    }),
  );
}
