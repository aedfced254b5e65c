import DataLoader from 'dataloader';
import type { KeptCounts } from '../../shared/database/kept-counts.ts';
import { createListLoader, type ListLoader } from '../../shared/database/list-loader.ts';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { AccountEntity, type AccountRow } from '../entities/account.ts';
import { AttentionEntity, type AttentionRow } from '../entities/attention.ts';
import { CartEntity, CartLineEntity, type CartLineRow, type CartRow } from '../entities/cart.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../entities/order.ts';
import type { ProvisioningEventRow } from '../entities/provisioning-event.ts';
import { SubscriptionEntity, type SubscriptionRow } from '../entities/subscription.ts';
import { readCredits, type Credit } from '../services/billing/credit.ts';
import { EVENT_COLUMNS, readEventsById, readNewest, toEvent, type RawEvent } from '../services/events/event-log.ts';

/** The batches of one operation: however many orders are asked about, each kind of question is one statement. */
export interface OrderLoaders {
  readonly account: DataLoader<Id<'acc'>, AccountRow | null>;
  /** With the account that each buys from, by currency. */
  readonly credits: DataLoader<Id<'acc'>, readonly Credit[]>;
  readonly order: DataLoader<Id<'ord'>, OrderRow | null>;
  readonly line: DataLoader<Id<'lin'>, OrderLineRow | null>;
  readonly orderLines: DataLoader<Id<'ord'>, readonly OrderLineRow[]>;
  readonly cart: DataLoader<Id<'crt'>, CartRow | null>;
  readonly cartLines: DataLoader<Id<'crt'>, readonly CartLineRow[]>;
  readonly subscription: DataLoader<Id<'sub'>, SubscriptionRow | null>;
  readonly subscriptionOfLine: DataLoader<Id<'lin'>, SubscriptionRow | null>;
  /** The events of orders, by their numbers. */
  readonly timelines: ListLoader<ProvisioningEventRow>;
  readonly event: DataLoader<Id<'evt'>, ProvisioningEventRow | null>;
  /** The newest event of each line of an order, and of the order as a whole. */
  readonly newestEvents: DataLoader<Id<'ord'>, readonly ProvisioningEventRow[]>;
  /** The orders of accounts and of everything below them, by the accounts. */
  readonly orders: ListLoader<OrderRow>;
  /** The open items of an order, the oldest first. */
  readonly attentionOfOrder: DataLoader<Id<'ord'>, readonly AttentionRow[]>;
  /** The subscriptions of accounts and of everything below them, by the accounts. */
  readonly subscriptions: ListLoader<SubscriptionRow>;
  /** Whether the tenant of a subscription has a password that has not been revealed yet. */
  readonly hasCredentials: DataLoader<SubscriptionRow, boolean, string>;
}

/** How many orders and subscriptions each account has. */
export const ORDER_COUNTS: KeptCounts = {
  table: 'orders.order_count',
  changes: 'orders.order_count_change',
  by: ['own', 'type', 'status'],
};
export const SUBSCRIPTION_COUNTS: KeptCounts = {
  table: 'orders.subscription_count',
  changes: 'orders.subscription_count_change',
  by: ['own', 'status'],
};

/** Makes the batches of one operation. They do not decide who may see what. */
export function createOrderLoaders(read: Reader): OrderLoaders {
  const byId = <Key>(row: { readonly id: Key }): Key => row.id;
  return {
    account: loadById((ids) => read.byIds(AccountEntity, ids), byId),
    credits: loadManyBy(
      (ids) => readCredits(read, ids),
      (credit) => credit.accountId,
    ),
    order: loadById((ids) => read.find(OrderEntity, { id: { $in: ids } }), byId),
    line: loadById((ids) => read.find(OrderLineEntity, { id: { $in: ids } }), byId),
    orderLines: loadManyBy(
      (ids) => read.find(OrderLineEntity, { orderId: { $in: ids } }, { orderBy: { position: 'asc' } }),
      (row) => row.orderId,
    ),
    cart: loadById((ids) => read.find(CartEntity, { id: { $in: ids } }), byId),
    cartLines: loadManyBy(
      (ids) => read.find(CartLineEntity, { cartId: { $in: ids } }, { orderBy: { id: 'asc' } }),
      (row) => row.cartId,
    ),
    subscription: loadById((ids) => read.find(SubscriptionEntity, { id: { $in: ids } }), byId),
    subscriptionOfLine: loadById(
      (ids) => read.find(SubscriptionEntity, { lineId: { $in: ids } }),
      (row) => row.lineId,
    ),
    timelines: createListLoader(read, {
      table: 'orders.event',
      columns: EVENT_COLUMNS,
      owner: 'order_id',
      order: 'sequence',
      after: 'sequence > ?::int',
      toRow: (row) => toEvent(row as RawEvent),
    }),
    event: loadById((ids) => readEventsById(read, ids), byId),
    newestEvents: loadManyBy(
      (ids) => readNewest(read, ids),
      (event) => event.orderId,
    ),
    orders: createListLoader(read, {
      table: 'orders.order_below',
      owner: 'account_id',
      order: 'created_at desc, order_id desc',
      after: `(created_at, order_id) < (coalesce(
        (select created_at from orders."order" where id = ? and path <@ ?::ltree), ?::timestamptz), ?)`,
      columns: 'item.*',
      rows: { table: 'orders."order"', on: 'item.id = entry.order_id' },
      kept: ORDER_COUNTS,
      toRow: (row) => read.map(OrderEntity, row),
    }),
    attentionOfOrder: loadManyBy(
      (ids) => findAttention(read, ids),
      (row) => row.orderId,
    ),
    subscriptions: createListLoader(read, {
      table: 'orders.subscription_below',
      owner: 'account_id',
      order: 'created_at desc, subscription_id desc',
      after: `(created_at, subscription_id) < (coalesce(
        (select created_at from orders.subscription where id = ? and path <@ ?::ltree), ?::timestamptz), ?)`,
      columns: 'item.*',
      rows: { table: 'orders.subscription', on: 'item.id = entry.subscription_id' },
      kept: SUBSCRIPTION_COUNTS,
      toRow: (row) => read.map(SubscriptionEntity, row),
    }),
    hasCredentials: new DataLoader((rows) => findCredentials(read, rows), { cacheKeyFn: byId }),
  };
}

async function findCredentials(read: Reader, rows: readonly SubscriptionRow[]): Promise<readonly boolean[]> {
  const waiting = await read.query<{ readonly customer_id: string; readonly tenant_domain: string }>(
    `select customer_id, tenant_domain from orders.tenant_credential
     where customer_id = any (?::text[]) and password_sealed is not null`,
    [textArray(rows.map((row) => row.customerId))],
  );
  const keys = new Set(waiting.map((row) => `${row.customer_id}|${row.tenant_domain}`));
  return rows.map((row) => keys.has(`${row.customerId}|${row.tenantDomain}`));
}

type OrderAttentionRow = AttentionRow & { readonly orderId: Id<'ord'> };

async function findAttention(read: Reader, ids: readonly Id<'ord'>[]): Promise<readonly OrderAttentionRow[]> {
  const where = { orderId: { $in: ids }, resolvedAt: null };
  const rows: readonly AttentionRow[] = await read.find(AttentionEntity, where, { orderBy: { id: 'asc' } });
  return rows.filter((row): row is OrderAttentionRow => typeof row.orderId === 'string');
}
