import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { maySee } from '../../../shared/domain/access.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import { priceCart } from '../../services/carts/price-cart.ts';
import { AccountStub } from '../hierarchy/types.ts';
import { PromotionStub } from '../promotions/types.ts';
import { VendorParametersType } from '../tenants/types.ts';
import { CartLineType, CartType, PlanStub, type PricedLine } from './types.ts';

@Resolver(() => CartType)
export class CartFields {
  @FieldResolver(() => AccountStub, {
    description: 'The reseller that orders. A viewer below the reseller gets their own account instead.',
  })
  reseller(@Root() cart: CartRow, @Ctx() { principal }: OrdersContext): AccountStub {
    const isSeen = maySee(principal, cart.resellerPath) || principal.kind === 'anonymous';
    return { id: isSeen ? cart.resellerId : principal.accountId };
  }

  @FieldResolver(() => VendorParametersType, {
    nullable: true,
    description:
      "What the vendor needs to know besides the lines. A viewer below the reseller does not see the reseller's identity in it.",
  })
  vendorParameters(
    @Root() { vendorParameters, resellerPath }: CartRow,
    @Ctx() { principal }: OrdersContext,
  ): VendorParametersType {
    if (maySee(principal, resellerPath)) return vendorParameters;
    const { locationMpnId: _mpnId, indirectResellerDomain: _domain, ...others } = vendorParameters;
    return others;
  }

  @FieldResolver(() => AccountStub, {
    nullable: true,
    description: 'The customer that the cart is for; null until the customer is set.',
  })
  customer(@Root() { customerId }: CartRow): AccountStub | null {
    return typeof customerId === 'string' ? { id: customerId } : null;
  }

  @FieldResolver(() => [CartLineType], { description: 'The plans in the cart, in the order in which they were added.' })
  async lines(@Root() cart: CartRow, @Ctx() context: OrdersContext): Promise<readonly PricedLine[]> {
    const lines = await context.loaders.cartLines.load(cart.id);
    const prices = await priceCart(context, cart, lines);
    return lines.map(({ id, planId, quantity, promotionId = null, parameters }) => {
      const price = prices.get(id);
      const total = price === undefined ? null : toMoney(price.total);
      const [unitPrice, regularUnitPrice] = [price?.unit ?? null, price?.regularUnit ?? null];
      return { id, planId, quantity, promotionId, parameters, unitPrice, regularUnitPrice, total };
    });
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account would pay today for the whole term. Null without the permission VIEW_FINANCIALS, while the cart is empty, and when a line has no price, or a different currency from the others.',
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
  @FieldResolver(() => PlanStub, { description: 'The plan to be ordered.' })
  plan(@Root() line: PricedLine): PlanStub {
    return { id: line.planId };
  }

  @FieldResolver(() => PromotionStub, {
    nullable: true,
    description:
      'The promotion to order with. Null when there is none. Whether it is still offered says the check PROMOTIONS of an estimate: until then the price is the regular one.',
  })
  promotion(@Root() { promotionId }: PricedLine): PromotionStub | null {
    return promotionId === null ? null : { id: promotionId };
  }
}
