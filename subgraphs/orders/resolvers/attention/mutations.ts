import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { AttentionRow } from '../../entities/attention.ts';
import type { OrderRow } from '../../entities/order.ts';
import { completeLine } from '../../services/attention/complete-line.ts';
import { retryItem } from '../../services/attention/retry-item.ts';
import { OrderType } from '../orders/types.ts';
import { CompleteOrderLineInput, RetryAttentionItemInput } from './inputs.ts';
import { readCompletion } from './read-inputs.ts';
import { AttentionItemType } from './types.ts';

const RetryAttentionItemPayload = payloadType(
  'RetryAttentionItem',
  'The item that is tried again, or the reasons why it is not.',
  { item: { type: () => AttentionItemType, description: 'The item that is tried again at once.' } },
);
const CompleteOrderLinePayload = payloadType(
  'CompleteOrderLine',
  'The order whose line is ended, or the reasons why it is not.',
  { order: { type: () => OrderType, description: 'The order. Its line ends with the next step, within seconds.' } },
);

@Resolver()
export class AttentionMutations {
  @Mutation(() => RetryAttentionItemPayload, {
    description:
      'Has an item of the list looked at again at once. It never orders anything twice: what is unknown is looked up. The item leaves the list when its order moves on; a job that was given up leaves it at once, and comes back as a new item when it is given up again. The audit log records it. Needs the permission MANAGE_SUBSCRIPTIONS.',
  })
  async retryAttentionItem(
    @Arg('input', () => RetryAttentionItemInput, { description: 'The item to try again.' })
    { itemId }: RetryAttentionItemInput,
    @Ctx() context: OrdersContext,
  ): Promise<Payload<{ readonly item: AttentionRow }>> {
    const viewing = requirePermission(context, 'MANAGE_SUBSCRIPTIONS');
    return toPayload(await retryItem(viewing, readId('att', itemId)), 'item');
  }

  @Mutation(() => CompleteOrderLinePayload, {
    description:
      'Ends a line that the vendor does not mention, once a person has found out what became of it. If the vendor shows the line after all, that counts instead. The audit log records it. Needs the permission MANAGE_CATALOG of the provider.',
  })
  async completeOrderLine(
    @Arg('input', () => CompleteOrderLineInput, { description: 'The line, and what became of it.' })
    input: CompleteOrderLineInput,
    @Ctx() context: OrdersContext,
  ): Promise<Payload<{ readonly order: OrderRow }>> {
    const viewing = requirePermission(context, 'MANAGE_CATALOG');
    return toPayload(await completeLine(viewing, readCompletion(input)), 'order');
  }
}
