import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { may, maySee } from '../../../shared/domain/access.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { emptyConnection, LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { findOrders } from '../../services/orders/find-orders.ts';
import { linePrice, visibleSeller } from '../../services/orders/visible-orders.ts';
import { PlanStub } from '../carts/types.ts';
import { AccountStub, UserStub } from '../hierarchy/types.ts';
import { PromotionStub } from '../promotions/types.ts';
import { CloudSubscriptionType } from '../subscriptions/types.ts';
import { OrdersOfAccountArgs } from './inputs.ts';
import { readOrderFilter } from './read-inputs.ts';
import { AllowedActionType, OrderConnection, OrderLineType, OrderType } from './types.ts';

@Resolver(() => AccountStub)
export class AccountOrderFields {
  @FieldResolver(() => OrderConnection, {
    description: 'The orders of the account and, by default, of the accounts below it, newest first.',
  })
  @Directive(LIST_SIZE)
  async orders(
    @Root() { id }: AccountStub,
    @Args(() => OrdersOfAccountArgs) { filter, ...paging }: OrdersOfAccountArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const page = readPage(paging);
    const place = await visiblePlace(context, readId('acc', id));
    return place === null ? emptyConnection(page) : findOrders(context, place, readOrderFilter(filter), page);
  }
}

@Resolver(() => OrderType)
export class OrderFields {
  @FieldResolver(() => AccountStub, { description: 'The customer that uses what is ordered.' })
  customer(@Root() { customerId }: OrderRow): AccountStub {
    return { id: customerId };
  }

  @FieldResolver(() => AccountStub, {
    description:
      'The account that sold to the customer. A viewer who does not see it, being below it or the seller to whom the customer ' +
      'has moved since, gets their own account instead.',
  })
  async reseller(@Root() order: OrderRow, @Ctx() context: OrdersContext): Promise<AccountStub> {
    return { id: await visibleSeller(requireSignedIn(context), order) };
  }

  @FieldResolver(() => UserStub, {
    nullable: true,
    description: 'The user who placed the order. Null when an API client placed it, and when you may not see the user.',
  })
  async placedBy(
    @Root() { placedBy, placedFrom, actedFrom }: OrderRow,
    @Ctx() { principal, loaders }: OrdersContext,
  ): Promise<UserStub | null> {
    if (typeof placedBy !== 'string' || principal.kind === 'anonymous') return null;
    const from = await loaders.account.load(actedFrom ?? placedFrom);
    const isSeen = from !== null && maySee(principal, from.path) && may(principal, 'MANAGE_USERS');
    return isSeen || placedBy === principal.subject ? { id: placedBy } : null;
  }

  @FieldResolver(() => AccountStub, {
    nullable: true,
    description:
      "The user's own account, when the user placed the order while acting for another account. Null otherwise, and when you may not see that account.",
  })
  async actedFrom(
    @Root() { actedFrom }: OrderRow,
    @Ctx() { principal, loaders }: OrdersContext,
  ): Promise<AccountStub | null> {
    if (typeof actedFrom !== 'string') return null;
    const account = await loaders.account.load(actedFrom);
    return account !== null && maySee(principal, account.path) ? { id: account.id } : null;
  }

  @FieldResolver(() => [OrderLineType], { description: 'The plans that were ordered.' })
  lines(@Root() { id }: OrderRow, @Ctx() { loaders }: OrdersContext): Promise<readonly OrderLineRow[]> {
    return loaders.orderLines.load(id);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What your account pays for the whole order. Null without the permission VIEW_FINANCIALS.',
  })
  async total(@Root() { id, currency }: OrderRow, @Ctx() context: OrdersContext): Promise<Money | null> {
    const lines = await context.loaders.orderLines.load(id);
    const prices = lines.flatMap((line) => linePrice(context.principal, line) ?? []);
    if (prices.length < lines.length) return null;
    const amountMinor = prices.reduce((sum, { total }) => sum + total.amountMinor, 0n);
    return toMoney({ amountMinor, currency });
  }

  @FieldResolver(() => [AllowedActionType], { description: 'The actions that you can take on the order now.' })
  allowedActions(): readonly AllowedActionType[] {
    return [];
  }
}

@Resolver(() => OrderLineType)
export class OrderLineFields {
  @FieldResolver(() => PlanStub, { description: 'The plan that was ordered.' })
  plan(@Root() { planId }: OrderLineRow): PlanStub {
    return { id: planId };
  }

  @FieldResolver(() => PromotionStub, {
    nullable: true,
    description:
      'The promotion with which the line was ordered, and which it keeps for its term: the price has it in. Null when there is none.',
  })
  promotion(@Root() { promotionId }: OrderLineRow): PromotionStub | null {
    return typeof promotionId === 'string' ? { id: promotionId } : null;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays for one seat for the whole term, as an exact price: multiply it by the quantity, then round once, to get the total. Null without the permission VIEW_FINANCIALS.',
  })
  unitPrice(@Root() line: OrderLineRow, @Ctx() { principal }: OrdersContext): Money | null {
    return linePrice(principal, line)?.unit ?? null;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays for all seats for the whole term. Null without the permission VIEW_FINANCIALS.',
  })
  total(@Root() line: OrderLineRow, @Ctx() { principal }: OrdersContext): Money | null {
    const price = linePrice(principal, line);
    return price === null ? null : toMoney(price.total);
  }

  @FieldResolver(() => CloudSubscriptionType, {
    nullable: true,
    description: 'The subscription this line created; null until the line is COMPLETED.',
  })
  subscription(@Root() { id }: OrderLineRow, @Ctx() { loaders }: OrdersContext): Promise<SubscriptionRow | null> {
    return loaders.subscriptionOfLine.load(id);
  }
}
