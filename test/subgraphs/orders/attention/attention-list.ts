import { expect } from 'vitest';
import {
  AttendedOrdersDocument,
  CompleteOrderLineDocument,
  NeedsAttentionDocument,
  RetryAttentionItemDocument,
  type CompleteOrderLineInput,
  type CompleteOrderLineMutation,
  type NeedsAttentionQuery,
  type NeedsAttentionQueryVariables,
  type RetryAttentionItemMutation,
} from '../../../operations/generated/graphql.ts';
import type { GraphUnderTest } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';

export type AttentionItem = NeedsAttentionQuery['needsAttention']['nodes'][number];

/** What needs attention, as a principal sees it. */
export async function attentionOf(
  graph: GraphUnderTest,
  as: ContextClaims,
  variables: NeedsAttentionQueryVariables = {},
): Promise<readonly AttentionItem[]> {
  const { data, errors } = await graph.askSubgraph('orders', NeedsAttentionDocument, variables, as);
  expect(errors).toEqual([]);
  return data.needsAttention.nodes;
}

/** The ids of the orders that need attention, as a principal sees them. */
export async function attendedOrders(
  graph: GraphUnderTest,
  as: ContextClaims,
  needsAttention = true,
): Promise<readonly string[]> {
  const { data, errors } = await graph.askSubgraph(
    'orders',
    AttendedOrdersDocument,
    { filter: { needsAttention } },
    as,
  );
  expect(errors).toEqual([]);
  return data.orders.nodes.map(({ id }) => id);
}

/** Retries an item as a principal. */
export async function retry(
  graph: GraphUnderTest,
  itemId: string,
  as: ContextClaims,
): Promise<RetryAttentionItemMutation['retryAttentionItem']> {
  const { data, errors } = await graph.askSubgraph('orders', RetryAttentionItemDocument, { input: { itemId } }, as);
  expect(errors).toEqual([]);
  return data.retryAttentionItem;
}

/** Ends a line as a principal. */
export async function completeLine(
  graph: GraphUnderTest,
  input: CompleteOrderLineInput,
  as: ContextClaims,
): Promise<CompleteOrderLineMutation['completeOrderLine']> {
  const { data, errors } = await graph.askSubgraph('orders', CompleteOrderLineDocument, { input }, as);
  expect(errors).toEqual([]);
  return data.completeOrderLine;
}
