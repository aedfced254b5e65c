import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { isOrderTerminal } from '../../rules/fulfilment/order-status.ts';
import type { WaitingOn } from '../../rules/fulfilment/waiting-on.ts';
import { eventCursor, readEventCursor } from '../../services/events/order-progress.ts';
import { readTimeline } from '../../services/events/timeline.ts';
import { OrderLineType, OrderType } from '../orders/types.ts';
import { TimelineArgs } from './inputs.ts';
import { ProvisioningEventConnection, ProvisioningEventType, WaitingOnType } from './types.ts';

@Resolver(() => OrderType)
export class OrderEventFields {
  @FieldResolver(() => WaitingOnType, {
    nullable: true,
    description: 'Who the order is waiting for, and what has to happen next. Null when it is not waiting for anybody.',
  })
  async waitingOn(@Root() { id, status }: OrderRow, @Ctx() { loaders }: OrdersContext): Promise<WaitingOn | null> {
    if (isOrderTerminal(status)) return null;
    const waiting = (await loaders.newestEvents.load(id)).filter((event) => event.waitingOn !== null);
    const first = waiting.find((event) => event.status === status) ?? waiting[0];
    return first?.waitingOn ?? null;
  }

  @FieldResolver(() => ProvisioningEventConnection, {
    description: 'Everything that happened to the order, oldest first.',
  })
  @Directive(LIST_SIZE)
  timeline(
    @Root() order: OrderRow,
    @Args(() => TimelineArgs) { first, after }: TimelineArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<ProvisioningEventRow>> {
    return readTimeline(context, order, { ...readPage({ first }), after: readEventCursor(after)?.sequence });
  }
}

@Resolver(() => ProvisioningEventType)
export class ProvisioningEventFields {
  @FieldResolver(() => String, {
    description: 'The position of the event. Pass it as `after` to continue directly after this event.',
  })
  cursor(@Root() event: ProvisioningEventRow): string {
    return eventCursor(event);
  }

  @FieldResolver(() => OrderType, { description: 'The order that the event belongs to.' })
  async order(@Root() { orderId }: ProvisioningEventRow, @Ctx() { loaders }: OrdersContext): Promise<OrderRow> {
    const order = await loaders.order.load(orderId);
    invariant(order, 'an event belongs to an order');
    return order;
  }

  @FieldResolver(() => OrderLineType, {
    nullable: true,
    description: 'The line that the event is about; null when it is about the whole order.',
  })
  line(
    @Root() { lineId }: ProvisioningEventRow,
    @Ctx() { loaders }: OrdersContext,
  ): Promise<OrderLineRow | null> | null {
    return lineId === null ? null : loaders.line.load(lineId);
  }
}
