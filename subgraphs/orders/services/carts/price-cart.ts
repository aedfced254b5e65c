import type { MoneyAmount, ShownAmount } from '../../../shared/domain/money.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartLineRow, CartRow } from '../../entities/cart.ts';
import { cartBuyer } from './carts.ts';
import { linePrice } from '../orders/visible-orders.ts';
import { quotePlans } from '../placing/quote-plans.ts';

export interface CartPrice {
  /** Of one seat, exactly. */
  readonly unit: ShownAmount;
  readonly total: MoneyAmount;
}

/** What the viewer would pay for the lines of a cart today, by line id; lines without a price for them are missing. */
export async function priceCart(
  context: OrdersContext,
  cart: CartRow,
  lines: readonly CartLineRow[],
): Promise<ReadonlyMap<string, CartPrice>> {
  const { principal, services, contextToken = '' } = context;
  const quotes = await quotePlans(
    services,
    cartBuyer(cart),
    lines.map(({ planId }) => planId),
    contextToken,
  );
  return new Map(
    lines.flatMap(({ id, planId, quantity }) => {
      const quoted = quotes.get(planId);
      const price =
        quoted === undefined ? null : linePrice(principal, { ...quoted, quantity, currency: quoted.plan.currency });
      return price === null ? [] : [[id, price] as const];
    }),
  );
}
