import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { exactly } from '../../../shared/database/total.ts';
import { may } from '../../../shared/domain/access.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import {
  emptyConnection,
  LIST_SIZE,
  PageArgs,
  readPage,
  toConnection,
  type Connection,
} from '../../../shared/graphql/connection.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { tierOf } from '../../rules/billing/tier-price.ts';
import { refundMinor, refundWindowEnd, type Purchase } from '../../rules/subscriptions/refund.ts';
import { toDay } from '../../rules/subscriptions/subscription-term.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { visibleOrder } from '../../services/orders/visible-orders.ts';
import { findSubscriptions } from '../../services/subscriptions/find-subscriptions.ts';
import { PlanStub } from '../carts/types.ts';
import { AccountStub } from '../hierarchy/types.ts';
import { AllowedActionType, OrderConnection } from '../orders/types.ts';
import { SubscriptionsOfAccountArgs } from './inputs.ts';
import { readSubscriptionFilter } from './read-inputs.ts';
import { CloudSubscriptionConnection, CloudSubscriptionType, RefundWindowType } from './types.ts';

@Resolver(() => AccountStub)
export class AccountSubscriptionFields {
  @FieldResolver(() => CloudSubscriptionConnection, {
    description: 'The subscriptions of the account and, by default, of the accounts below it, newest first.',
  })
  @Directive(LIST_SIZE)
  async subscriptions(
    @Root() { id }: AccountStub,
    @Args(() => SubscriptionsOfAccountArgs) { filter, ...paging }: SubscriptionsOfAccountArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<SubscriptionRow>> {
    const page = readPage(paging);
    const place = await visiblePlace(context, readId('acc', id));
    if (place === null) return emptyConnection(page);
    return findSubscriptions(context, place, readSubscriptionFilter(filter), page);
  }
}

@Resolver(() => CloudSubscriptionType)
export class CloudSubscriptionFields {
  @FieldResolver(() => AccountStub, { description: 'The customer that uses the subscription.' })
  customer(@Root() { customerId }: SubscriptionRow): AccountStub {
    return { id: customerId };
  }

  @FieldResolver(() => PlanStub, { description: 'The plan of the subscription.' })
  plan(@Root() { planId }: SubscriptionRow): PlanStub {
    return { id: planId };
  }

  @FieldResolver(() => [RefundWindowType], {
    description:
      'The seats that can still be returned. Each purchase has its own deadline: 168 hours for licences, 7 calendar days for software subscriptions (all seats at once, by cancelling), 30 calendar days for perpetual licences.',
  })
  async refundWindows(
    @Root() subscription: SubscriptionRow,
    @Ctx() { principal, loaders, deps }: OrdersContext,
  ): Promise<readonly RefundWindowType[]> {
    const now = deps.now();
    const line = await loaders.line.load(subscription.lineId);
    invariant(line, 'a subscription was created by an order line');
    const { quantity, purchasedAt } = subscription;
    const until = refundWindowEnd(line.kind, purchasedAt);
    if (until <= now) return [];
    const mayKnow = principal.kind !== 'anonymous' && may(principal, 'VIEW_FINANCIALS');
    const tier = mayKnow ? tierOf(line.tiers, principal.accountId) : undefined;
    if (tier === undefined) return [{ quantity, until, refundPerSeat: null }];
    const amountMinor = refundMinor(purchaseOf(subscription, line, tier.unitMinor), 1, now);
    return [{ quantity, until, refundPerSeat: toMoney({ amountMinor, currency: line.currency }) }];
  }

  @FieldResolver(() => [AllowedActionType], { description: 'The actions that you can take on the subscription now.' })
  async allowedActions(
    @Root() subscription: SubscriptionRow,
    @Ctx() { principal, loaders }: OrdersContext,
  ): Promise<readonly AllowedActionType[]> {
    if (!may(principal, 'VIEW_CREDENTIALS')) return [];
    return (await loaders.hasCredentials.load(subscription)) ? [{ action: 'REVEAL_CREDENTIALS' }] : [];
  }

  @FieldResolver(() => OrderConnection, {
    description: 'The orders that created and changed the subscription, newest first.',
  })
  @Directive(LIST_SIZE)
  async orders(
    @Root() { orderId }: SubscriptionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const page = readPage(args);
    const order = await visibleOrder(context, orderId);
    const [after] = page.after ?? [];
    const isOnPage = order !== null && (after === undefined || order.id < after);
    return toConnection(
      isOnPage ? [order] : [],
      page,
      (row) => [row.id],
      () => Promise.resolve(exactly(order === null ? 0 : 1)),
    );
  }
}

/** The driver answers days as texts or as the moments at their start, depending on the database. */
function purchaseOf(
  { purchasedAt, startsOn, quantity }: SubscriptionRow,
  { term, billingCycle }: OrderLineRow,
  unitMinor: string,
): Purchase {
  return { unitMinor, quantity, term: term ?? null, billingCycle, purchasedAt, startsOn: toDay(new Date(startsOn)) };
}
