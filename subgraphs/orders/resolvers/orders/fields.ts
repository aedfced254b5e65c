import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { may, maySee } from '../../../shared/domain/access.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, readPage, toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { isOrderTerminal } from '../../rules/fulfilment/order-status.ts';
import { eventCursor, readEventCursor } from '../../services/events/order-progress.ts';
import { linePrice, visibleSeller } from '../../services/orders/visible-orders.ts';
import { AccountStub, PlanStub, UserStub } from '../hierarchy/types.ts';
import { TimelineArgs } from '../placing/inputs.ts';
import {
  AllowedActionType,
  CloudSubscriptionType,
  OrderLineType,
  OrderType,
  ProvisioningEventConnection,
  ProvisioningEventType,
  WaitingOnType,
} from './types.ts';

@Resolver(() => OrderType)
export class OrderFields {
  @FieldResolver(() => AccountStub, { description: 'Who uses what is ordered.' })
  customer(@Root() order: OrderRow): AccountStub {
    return { id: order.customerId };
  }

  @FieldResolver(() => AccountStub, {
    description: 'Who sold it to the customer; for a viewer below the seller, their own account.',
  })
  reseller(@Root() order: OrderRow, @Ctx() { principal }: OrdersContext): AccountStub {
    return { id: visibleSeller(principal, order.path) };
  }

  @FieldResolver(() => UserStub, {
    nullable: true,
    description: 'Who placed it; null for an API client or somebody you may not see.',
  })
  async placedBy(@Root() order: OrderRow, @Ctx() { principal, loaders }: OrdersContext): Promise<UserStub | null> {
    const { placedBy } = order;
    if (typeof placedBy !== 'string' || principal.kind === 'anonymous') return null;
    const from = await loaders.account.load(order.placedFrom);
    const known = from !== null && maySee(principal, from.path) && may(principal, 'MANAGE_USERS');
    return known || placedBy === principal.subject ? { id: placedBy } : null;
  }

  @FieldResolver(() => AccountStub, {
    nullable: true,
    description: 'Where the one who placed it came from, when they acted for an account below.',
  })
  async actedFrom(@Root() order: OrderRow, @Ctx() { principal, loaders }: OrdersContext): Promise<AccountStub | null> {
    if (typeof order.actedFrom !== 'string') return null;
    const account = await loaders.account.load(order.actedFrom);
    return account !== null && maySee(principal, account.path) ? { id: account.id } : null;
  }

  @FieldResolver(() => [OrderLineType], { description: 'What was ordered.' })
  lines(@Root() order: OrderRow, @Ctx() { loaders }: OrdersContext): Promise<readonly OrderLineRow[]> {
    return loaders.orderLines.load(order.id);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What your account pays for it; null without VIEW_FINANCIALS.',
  })
  async total(@Root() order: OrderRow, @Ctx() { principal, loaders }: OrdersContext): Promise<Money | null> {
    const prices = (await loaders.orderLines.load(order.id)).map((line) => linePrice(principal, line));
    const totals = prices.flatMap((price) => (price === null ? [] : [price.total.amountMinor]));
    if (totals.length < prices.length) return null;
    return toMoney({ amountMinor: totals.reduce((sum, amount) => sum + amount, 0n), currency: order.currency });
  }

  @FieldResolver(() => WaitingOnType, {
    nullable: true,
    description: 'Who or what the order waits on, in words and as a code; null when it waits on nothing.',
  })
  async waitingOn(@Root() order: OrderRow, @Ctx() { loaders }: OrdersContext): Promise<WaitingOnType | null> {
    if (isOrderTerminal(order.status)) return null;
    const waiting = (await loaders.newestEvents.load(order.id)).filter((event) => event.waitingOn !== null);
    const first = waiting.find((event) => event.status === order.status) ?? waiting[0];
    return first?.waitingOn === undefined ? null : (first.waitingOn as WaitingOnType | null);
  }

  @FieldResolver(() => ProvisioningEventConnection, { description: 'Everything that happened, oldest first.' })
  @Directive(LIST_SIZE)
  async timeline(
    @Root() order: OrderRow,
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() { loaders }: OrdersContext,
  ): Promise<Connection<ProvisioningEventRow>> {
    const page = readPage({ first: args.first });
    const { sequence } = readEventCursor(args.after);
    const rows = await loaders.timeline.load({ orderId: order.id, afterSequence: sequence, first: page.first });
    const after = args.after === undefined || args.after === null ? undefined : [args.after];
    const connection = toConnection(
      rows,
      { ...page, after },
      (event) => [event.id],
      () => Promise.resolve(order.eventSequence),
    );
    // An event has one cursor, here and in the subscriptions.
    const edges = connection.nodes.map((node) => ({ node, cursor: eventCursor(node) }));
    const cursors = { startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
    return { ...connection, edges, pageInfo: { ...connection.pageInfo, ...cursors } };
  }

  @FieldResolver(() => [AllowedActionType], { description: 'What may be done with it now.' })
  allowedActions(): readonly AllowedActionType[] {
    return [];
  }
}

@Resolver(() => OrderLineType)
export class OrderLineFields {
  @FieldResolver(() => PlanStub, { description: 'The plan that was ordered.' })
  plan(@Root() line: OrderLineRow): PlanStub {
    return { id: line.planId };
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays for one seat and the whole term, with all the digits it has: times the quantity and rounded once it is the total.',
  })
  unitPrice(@Root() line: OrderLineRow, @Ctx() { principal }: OrdersContext): Money | null {
    return linePrice(principal, line)?.unit ?? null;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What your account pays for all seats and the whole term.',
  })
  total(@Root() line: OrderLineRow, @Ctx() { principal }: OrdersContext): Money | null {
    const price = linePrice(principal, line);
    return price === null ? null : toMoney(price.total);
  }

  @FieldResolver(() => CloudSubscriptionType, {
    nullable: true,
    description: 'What it left behind; null until it is complete.',
  })
  subscription(@Root() line: OrderLineRow, @Ctx() { loaders }: OrdersContext): Promise<SubscriptionRow | null> {
    return loaders.subscriptionOfLine.load(line.id);
  }
}

@Resolver(() => ProvisioningEventType)
export class ProvisioningEventFields {
  @FieldResolver(() => String, { description: 'Give it back as `after` to continue exactly here.' })
  cursor(@Root() event: ProvisioningEventRow): string {
    return eventCursor(event);
  }

  @FieldResolver(() => OrderType, { description: 'The order it belongs to.' })
  async order(@Root() event: ProvisioningEventRow, @Ctx() { loaders }: OrdersContext): Promise<OrderRow> {
    const order = await loaders.order.load(event.orderId);
    invariant(order, 'an event belongs to an order');
    return order;
  }

  @FieldResolver(() => OrderLineType, {
    nullable: true,
    description: 'The line it is about; null when it is about the whole order.',
  })
  line(@Root() event: ProvisioningEventRow, @Ctx() { loaders }: OrdersContext): Promise<OrderLineRow | null> | null {
    return event.lineId === null ? null : loaders.line.load(event.lineId);
  }
}
