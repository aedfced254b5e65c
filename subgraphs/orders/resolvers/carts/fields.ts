import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { maySee } from '../../../shared/domain/access.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import { priceCart } from '../../services/carts/price-cart.ts';
import { AccountStub, PlanStub } from '../hierarchy/types.ts';
import { CartLineType, CartType, type PricedLine } from './types.ts';

@Resolver(() => CartType)
export class CartFields {
  @FieldResolver(() => AccountStub, { description: 'Who orders; for a viewer below the seller, their own account.' })
  reseller(@Root() cart: CartRow, @Ctx() { principal }: OrdersContext): AccountStub {
    const visible = maySee(principal, cart.resellerPath) || principal.kind === 'anonymous';
    return { id: visible ? cart.resellerId : principal.accountId };
  }

  @FieldResolver(() => AccountStub, { nullable: true, description: 'Whom it is for, once that is known.' })
  customer(@Root() cart: CartRow): AccountStub | null {
    return typeof cart.customerId === 'string' ? { id: cart.customerId } : null;
  }

  @FieldResolver(() => [CartLineType], { description: 'What is in it.' })
  async lines(@Root() cart: CartRow, @Ctx() context: OrdersContext): Promise<readonly PricedLine[]> {
    const lines = await context.loaders.cartLines.load(cart.id);
    const prices = await priceCart(context, cart, lines);
    return lines.map(({ id, planId, quantity }) => {
      const price = prices.get(id);
      return {
        id,
        planId,
        quantity,
        unitPrice: price?.unit ?? null,
        total: price === undefined ? null : toMoney(price.total),
      };
    });
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What you would pay for the whole term today; null without VIEW_FINANCIALS, while the cart is empty, and where a line has no price or another currency.',
  })
  async total(@Root() cart: CartRow, @Ctx() context: OrdersContext): Promise<Money | null> {
    const lines = await context.loaders.cartLines.load(cart.id);
    const prices = [...(await priceCart(context, cart, lines)).values()];
    const [first] = prices;
    const isMixed = prices.some(({ total }) => total.currency !== first?.total.currency);
    if (first === undefined || isMixed || prices.length < lines.length) return null;
    const amountMinor = prices.reduce((sum, { total }) => sum + total.amountMinor, 0n);
    return toMoney({ amountMinor, currency: first.total.currency });
  }
}

@Resolver(() => CartLineType)
export class CartLineFields {
  @FieldResolver(() => PlanStub, { description: 'The plan.' })
  plan(@Root() line: PricedLine): PlanStub {
    return { id: line.planId };
  }
}
