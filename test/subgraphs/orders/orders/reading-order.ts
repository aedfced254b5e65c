import { expect } from 'vitest';
import type { GraphUnderTest } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { ERRORS, type Money, type UserError } from '../ordering.ts';

export interface ShownSubscription {
  readonly id: string;
  readonly status: string;
  readonly quantity: number;
  readonly autoRenew: boolean;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly vendorSubscriptionId: string | null;
  readonly allowedActions: readonly { readonly action: string }[];
  readonly refundWindows: readonly { readonly quantity: number; readonly refundPerSeat: Money | null }[];
}

export interface ShownOrder {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly completedAt: string | null;
  readonly total: Money | null;
  readonly waitingOn: {
    readonly party: string;
    readonly reason: string;
    readonly since: string;
    readonly expectedUntil: string | null;
  } | null;
  readonly lines: readonly {
    readonly id: string;
    readonly status: string;
    readonly error: UserError | null;
    readonly subscription: ShownSubscription | null;
  }[];
  readonly timeline: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly sequence: number; readonly status: string; readonly message: string }[];
  };
}

const ORDER = `query ($id: ID!) {
  order(id: $id) {
    id number status completedAt total { amount currency }
    waitingOn { party reason since expectedUntil }
    lines {
      id status
      error { code message path retryable vendorCode vendorMessage remedies { description url } }
      subscription {
        id status quantity autoRenew startsOn endsOn vendorSubscriptionId
        allowedActions { action } refundWindows { quantity refundPerSeat { amount currency } }
      }
    }
    timeline(first: 100) { totalCount nodes { sequence status message } }
  }
}`;

/** An order as a principal sees it; null when it may not. */
export async function findOrder(graph: GraphUnderTest, id: string, as: ContextClaims): Promise<ShownOrder | null> {
  const { data, errors } = await graph.askSubgraph<{ order: ShownOrder | null }>('orders', ORDER, { id }, as);
  expect(errors).toEqual([]);
  return data.order;
}

/** An order that the principal may see. */
export async function showOrder(graph: GraphUnderTest, id: string, as: ContextClaims): Promise<ShownOrder> {
  const order = await findOrder(graph, id, as);
  if (order === null) throw new Error('The order is not to be seen');
  return order;
}

export interface Revealed {
  readonly userId: string | null;
  readonly temporaryPassword: string | null;
  readonly userErrors: readonly UserError[];
}

/** Asks for the credentials of the tenant of a subscription. */
export async function reveal(graph: GraphUnderTest, subscriptionId: string, as: ContextClaims): Promise<Revealed> {
  const text = `mutation ($input: RevealCredentialsInput!) {
    revealCredentials(input: $input) { userId temporaryPassword ${ERRORS} } }`;
  const { data, errors } = await graph.askSubgraph<{ revealCredentials: Revealed }>(
    'orders',
    text,
    { input: { subscriptionId } },
    as,
  );
  expect(errors).toEqual([]);
  return data.revealCredentials;
}
