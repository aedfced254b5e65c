import { expect } from 'vitest';
import {
  RevealCredentialsDocument,
  ShowOrderDocument,
  type RevealCredentialsMutation,
  type ShowOrderQuery,
} from '../../../operations/generated/graphql.ts';
import type { GraphUnderTest } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';

/** An order with what a viewer sees of its lines, its subscriptions and its timeline. */
export type ShownOrder = NonNullable<ShowOrderQuery['order']>;

/** An order as a principal sees it; null when the principal may not see it. */
export async function findOrder(graph: GraphUnderTest, id: string, as: ContextClaims): Promise<ShownOrder | null> {
  const { data, errors } = await graph.askSubgraph('orders', ShowOrderDocument, { id }, as);
  expect(errors).toEqual([]);
  return data.order;
}

/** An order that the principal may see. */
export async function showOrder(graph: GraphUnderTest, id: string, as: ContextClaims): Promise<ShownOrder> {
  const order = await findOrder(graph, id, as);
  if (order === null) throw new Error('The order is not to be seen');
  return order;
}

/** Asks for the credentials of the tenant of a subscription. */
export async function reveal(
  graph: GraphUnderTest,
  subscriptionId: string,
  as: ContextClaims,
): Promise<RevealCredentialsMutation['revealCredentials']> {
  const input = { subscriptionId };
  const { data, errors } = await graph.askSubgraph('orders', RevealCredentialsDocument, { input }, as);
  expect(errors).toEqual([]);
  return data.revealCredentials;
}
