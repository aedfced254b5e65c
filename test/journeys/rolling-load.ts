import { setTimeout as sleep } from 'node:timers/promises';
import {
  FindCustomersDocument,
  OrdersWithTimelineDocument,
  PlaceOrderForNewCustomerDocument,
} from '../../schema/operations/generated/graphql.ts';
import type { GraphClient } from './graph-client.ts';
import { findPlan, orderForNewCustomer } from './purchases.ts';
import { watchOrder } from './watch-order.ts';

const QUERY_EVERY_MS = 40;
const ORDER_EVERY_MS = 700;

/** What happened under load. */
export interface Load {
  /** Requests that were not answered with data. */
  readonly failures: readonly string[];
  readonly counts: { readonly queries: number; readonly orders: number };
  /** The steps that the watcher of each order saw. */
  readonly watched: ReadonlyMap<string, readonly number[]>;
  /** Sends nothing more, and resolves when every watched order has ended. */
  stop(): Promise<void>;
}

/** Asks, buys and watches without a pause: each order from its first step to its last, as a portal does. */
export async function startLoad(seller: GraphClient): Promise<Load> {
  const { plan } = await findPlan(seller);
  const failures: string[] = [];
  const counts = { queries: 0, orders: 0 };
  const watched = new Map<string, number[]>();
  const watching: Promise<void>[] = [];
  const over = new AbortController();

  const attempt = async (title: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      failures.push(`${title}: ${error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error)}`);
    }
  };
  const repeat = async (everyMs: number, title: string, act: () => Promise<void>): Promise<void> => {
    while (!over.signal.aborted) {
      const pause = sleep(everyMs);
      await attempt(title, act);
      await pause;
    }
  };
  const watch = async (orderId: string): Promise<void> => {
    const steps: number[] = [];
    watched.set(orderId, steps);
    const url = `${seller.url.replace(/^http/, 'ws')}/graphql`;
    for await (const { sequence } of watchOrder(url, async () => seller.token, orderId)) steps.push(sequence);
  };
  const buy = async (): Promise<void> => {
    const name = `rolling${(counts.orders += 1)}`;
    const input = orderForNewCustomer(plan.id, name);
    const { placeOrder } = await seller.data(PlaceOrderForNewCustomerDocument, { input });
    const { order, userErrors } = placeOrder;
    if (order === null) throw new Error(JSON.stringify(userErrors));
    watching.push(attempt(`watching ${order.id}`, () => watch(order.id)));
  };
  const running = [
    repeat(QUERY_EVERY_MS, 'customers', async () => {
      counts.queries += 1;
      await seller.data(FindCustomersDocument, { search: 'contoso' });
    }),
    repeat(QUERY_EVERY_MS, 'orders', async () => {
      counts.queries += 1;
      await seller.data(OrdersWithTimelineDocument, { first: 3 });
    }),
    repeat(ORDER_EVERY_MS, 'an order', buy),
  ];
  return {
    failures,
    counts,
    watched,
    async stop() {
      over.abort();
      await Promise.all(running);
      await Promise.all(watching);
    },
  };
}
