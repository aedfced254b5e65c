import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { may } from '../../../shared/domain/access.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import { LIST_SIZE, PageArgs, readPage, toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { refundMinor, refundWindowEnd, type Purchase } from '../../rules/subscriptions/refund.ts';
import { toDay } from '../../rules/subscriptions/subscription-term.ts';
import { tierOf } from '../../rules/billing/tier-price.ts';
import { AccountStub, PlanStub } from '../hierarchy/types.ts';
import { AllowedActionType, CloudSubscriptionType, OrderConnection, RefundWindowType } from '../orders/types.ts';

@Resolver(() => CloudSubscriptionType)
export class CloudSubscriptionFields {
  @FieldResolver(() => AccountStub, { description: 'Who uses it.' })
  customer(@Root() subscription: SubscriptionRow): AccountStub {
    return { id: subscription.customerId };
  }

  @FieldResolver(() => PlanStub, { description: 'What it is a subscription of.' })
  plan(@Root() subscription: SubscriptionRow): PlanStub {
    return { id: subscription.planId };
  }

  @FieldResolver(() => [RefundWindowType], {
    description:
      'Seats that can still be given back, per purchase or addition, each until its own deadline: licences for 168 hours; software subscriptions for 7 calendar days, all at once by cancelling; perpetual licences for 30.',
  })
  async refundWindows(
    @Root() subscription: SubscriptionRow,
    @Ctx() { principal, loaders, services }: OrdersContext,
  ): Promise<readonly RefundWindowType[]> {
    const now = services.now();
    const line = await loaders.line.load(subscription.lineId);
    const until = refundWindowEnd(line?.kind ?? 'LICENCE', subscription.purchasedAt);
    if (until <= now) return [];
    const viewerId = principal.kind === 'anonymous' ? '' : principal.accountId;
    const tier = line === null || !may(principal, 'VIEW_FINANCIALS') ? undefined : tierOf(line.tiers, viewerId);
    const refundPerSeat =
      tier === undefined || line === null
        ? null
        : toMoney({
            amountMinor: refundMinor(purchaseOf(subscription, line, tier.unitMinor), 1, now),
            currency: line.currency,
          });
    return [{ quantity: subscription.quantity, until, refundPerSeat }];
  }

  @FieldResolver(() => [AllowedActionType], { description: 'What may be done with it now.' })
  async allowedActions(
    @Root() subscription: SubscriptionRow,
    @Ctx() { principal, loaders }: OrdersContext,
  ): Promise<readonly AllowedActionType[]> {
    if (!may(principal, 'VIEW_CREDENTIALS')) return [];
    return (await loaders.hasCredentials.load(subscription)) ? [{ action: 'REVEAL_CREDENTIALS' }] : [];
  }

  @FieldResolver(() => OrderConnection, { description: 'The orders that made and changed it, newest first.' })
  @Directive(LIST_SIZE)
  async orders(
    @Root() subscription: SubscriptionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const page = readPage(args);
    const order = await loaders.order.load(subscription.orderId);
    const isLater = order !== null && (page.after === undefined || order.id < (page.after[0] ?? ''));
    return toConnection(
      order !== null && isLater ? [order] : [],
      page,
      (row) => [row.id],
      () => Promise.resolve(1),
    );
  }
}

/** The driver hands days out as texts or as moments at their start, depending on the database. */
function purchaseOf(
  { purchasedAt, startsOn, quantity }: SubscriptionRow,
  { term, billingCycle }: OrderLineRow,
  unitMinor: string,
): Purchase {
  return { unitMinor, quantity, term: term ?? null, billingCycle, purchasedAt, startsOn: toDay(new Date(startsOn)) };
}
