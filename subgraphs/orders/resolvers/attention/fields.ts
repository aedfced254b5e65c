import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { may } from '../../../shared/domain/access.ts';
import type { OrdersContext } from '../../context.ts';
import type { AttentionRow } from '../../entities/attention.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import { ATTENTION_KINDS } from '../../rules/attention/attention-kinds.ts';
import { visibleLine, visibleOrder } from '../../services/orders/visible-orders.ts';
import { OrderLineType, OrderType } from '../orders/types.ts';
import { AttentionItemType } from './types.ts';

@Resolver(() => AttentionItemType)
export class AttentionItemFields {
  @FieldResolver(() => String, { description: 'What an operator of the platform does about it.' })
  remedy(@Root() { kind }: AttentionRow): string {
    return ATTENTION_KINDS[kind].remedy;
  }

  @FieldResolver(() => OrderType, {
    nullable: true,
    description: 'The order that it is about; null when it is about none.',
  })
  order(@Root() { orderId }: AttentionRow, @Ctx() context: OrdersContext): Promise<OrderRow | null> | null {
    return typeof orderId === 'string' ? visibleOrder(context, orderId) : null;
  }

  @FieldResolver(() => OrderLineType, {
    nullable: true,
    description: 'The line that it is about; null when it is about the whole order.',
  })
  line(@Root() { lineId }: AttentionRow, @Ctx() context: OrdersContext): Promise<OrderLineRow | null> | null {
    return typeof lineId === 'string' ? visibleLine(context, lineId) : null;
  }
}

@Resolver(() => OrderType)
export class OrderAttentionFields {
  @FieldResolver(() => [AttentionItemType], {
    description:
      'Why a person has to look at the order, oldest first. Empty when nobody has to, and without the permission MANAGE_SUBSCRIPTIONS.',
  })
  async attention(
    @Root() { id }: OrderRow,
    @Ctx() { principal, loaders }: OrdersContext,
  ): Promise<readonly AttentionRow[]> {
    return may(principal, 'MANAGE_SUBSCRIPTIONS') ? loaders.attentionOfOrder.load(id) : [];
  }
}
