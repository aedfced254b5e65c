import { createSubgraph } from '../../../../subgraphs/orders/main.ts';
import type { OrdersContext } from '../../../../subgraphs/orders/context.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { idLabel, newId, type Id } from '../../../../subgraphs/shared/domain/ids.ts';
import type { FormattedExecutionResult } from 'graphql';
import { expect } from 'vitest';
import { whileAsking } from '../../../support/asked.ts';
import type { DatabaseKind, TestDatabase } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { contextToken, userOf, type ContextClaims, type PrincipalAccount } from '../../../support/principals.ts';
import { useSubgraph } from '../../../support/subgraph-under-test.ts';
import { jobContext } from '../job-context.ts';

/** A distributor with one customer, which has orders of one line each. */
export interface Tenant {
  readonly seller: PrincipalAccount;
  readonly customer: PrincipalAccount;
  readonly orders: readonly { readonly id: Id<'ord'>; readonly lineId: Id<'lin'> }[];
}

/** What the customer and the seller pay for the five seats of each order. */
export const TOTALS = { customer: '50.00', seller: '40.00' } as const;

const WAITING = {
  party: 'VENDOR',
  reason: 'It is at work on it.',
  since: '2026-11-20T00:00:00Z',
  remedies: [],
} as const;

/** Two tenants with fifty orders each, in a subgraph of their own. */
export function useTwoTenants(kind: DatabaseKind) {
  const tenants: Tenant[] = [];
  const started = useSubgraph(kind, {
    name: 'orders',
    createSubgraph,
    async prepare({ database }) {
      for (const name of ['first', 'second']) tenants.push(await insertTenant(database, name));
    },
  });
  const context = (): OrdersContext => jobContext(started().subgraph);
  return {
    started,
    tenant: (index: 0 | 1): Tenant => {
      const tenant = tenants[index];
      if (tenant === undefined) throw new Error('The tenants are there after the start');
      return tenant;
    },
    context,
    /** Writes events in one transaction, one order after the other, and numbers them. */
    async append(tenant: Tenant, messages: readonly string[]): Promise<void> {
      const { deps, write } = context();
      await write(async (tx) => {
        for (const [index, message] of messages.entries()) {
          const { id, lineId } = tenant.orders[index % tenant.orders.length] ?? { id: newId('ord') };
          await tx.execute('update orders."order" set purchase_order_number = ? where id = ?', [message, id]);
          await appendEvent(tx, {
            orderId: id,
            lineId,
            status: 'PROVISIONING',
            message,
            waitingOn: WAITING,
            occurredAt: new Date(),
          });
        }
      });
      await deps.sequencer.run();
    },
    follow: <Event>(
      operation: Operation<{ event: Event }, { id: string; after?: string | null }>,
      variables: { readonly id: string; readonly after?: string },
      principal: ContextClaims,
    ) => {
      const { executor } = started().subgraph;
      const request = { query: operation.toString(), variables: { ...variables } };
      const token = contextToken('orders', principal);
      return follow<Event>(executor.subscribe({ ...request, contextToken: token }));
    },
  };
}

/** A follower of events; what it reads counts as asked. */
export interface EventFollower<Event> {
  next(count: number): Promise<readonly Event[]>;
  end(): Promise<unknown>;
}

type Result<Event> = FormattedExecutionResult<{ event: Event }>;

async function follow<Event>(
  subscribing: Promise<AsyncIterableIterator<unknown> | object>,
): Promise<EventFollower<Event>> {
  const stream = await subscribing;
  if (!(Symbol.asyncIterator in stream)) throw new Error(`There is no stream: ${JSON.stringify(stream)}`);
  const results = stream as AsyncIterableIterator<Result<Event>>;
  return {
    next: (count) =>
      whileAsking(async () => {
        const events: Event[] = [];
        while (events.length < count) {
          const { value } = (await results.next()) as { readonly value: Result<Event> | undefined };
          expect(value?.errors).toBeUndefined();
          if (value?.data === undefined || value.data === null) throw new Error('The stream has ended');
          events.push(value.data.event);
        }
        return events;
      }),
    end: async () => await results.return?.(),
  };
}

/** An administrator of an account with the permissions that show everything. */
export function administratorOf(account: PrincipalAccount, permissions = ['VIEW_FINANCIALS']): ContextClaims {
  return userOf(account, permissions);
}

const ORDERS = 50;

async function insertTenant({ sql }: TestDatabase, name: string): Promise<Tenant> {
  const [sellerId, customerId] = [newId('acc'), newId('acc')];
  const sellerPath = idLabel(sellerId);
  const seller = { id: sellerId, type: 'RESELLER', path: sellerPath } as const;
  const customer = { id: customerId, type: 'CUSTOMER', path: `${sellerPath}.${idLabel(customerId)}` } as const;
  for (const { id, type, path } of [seller, customer]) {
    await sql(
      `insert into orders.account (id, type, path, status, currency, name, version)
       values ($1, $2, $3::ltree, 'ACTIVE', 'USD', $4, 1)`,
      [id, type, path, `${name} ${type}`],
    );
  }
  const orders = Array.from({ length: ORDERS }, () => ({ id: newId('ord'), lineId: newId('lin') }));
  const tiers = [
    { accountId: seller.id, unitMinor: '800' },
    { accountId: customer.id, unitMinor: '1000' },
  ];
  for (const { id, lineId } of orders) {
    await sql(
      `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_by, placed_from,
         currency, payment_method, vendor_parameters, customer_profile, created_at)
       values ($1, $1, 'SALES', 'PROVISIONING', $2, $3, $4::ltree, $5, $3, 'USD', 'TERMS', '{}', '{}', now())`,
      [id, customer.id, seller.id, customer.path, newId('usr')],
    );
    await sql(
      `insert into orders.order_line (id, order_id, position, plan_id, product_id, mpn, product_name, term,
         billing_cycle, quantity, currency, tiers, status)
       values ($1, $2, 1, 'pln', 'prd', 'mpn', 'Business Basic', 'P1Y', 'MONTHLY', 5, 'USD', $3::jsonb, 'PROVISIONING')`,
      [lineId, id, JSON.stringify(tiers)],
    );
  }
  return { seller, customer, orders };
}
