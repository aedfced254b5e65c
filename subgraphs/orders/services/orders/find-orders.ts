import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import type { OrderLoaders } from '../../loaders/order-loaders.ts';
import type { Condition, PageKey, PagesBelow } from '../../loaders/pages-below.ts';

export interface OrderConditions {
  readonly status?: readonly string[] | null | undefined;
  readonly type?: readonly string[] | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly number?: string | null | undefined;
  readonly purchaseOrderNumber?: string | null | undefined;
  readonly createdFrom?: string | null | undefined;
  readonly createdTo?: string | null | undefined;
  readonly includeDescendants?: boolean | null | undefined;
}

export interface SubscriptionConditions {
  readonly status?: readonly string[] | null | undefined;
  readonly productId?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly includeDescendants?: boolean | null | undefined;
}

const equals = (column: string, value: unknown): readonly Condition[] =>
  value === undefined || value === null ? [] : [[`${column} = ?`, value]];

const oneOf = (column: string, values: readonly string[] | null | undefined): readonly Condition[] =>
  values === undefined || values === null ? [] : [[`${column} = any (?::text[])`, textArray(values)]];

function orderConditions(filter: OrderConditions): readonly Condition[] {
  const { createdFrom, createdTo } = filter;
  return [
    ...oneOf('status', filter.status),
    ...oneOf('type', filter.type),
    ...equals('customer_id', filter.customerId),
    ...equals('number', filter.number?.toUpperCase()),
    ...equals('purchase_order_number', filter.purchaseOrderNumber),
    ...(typeof createdFrom === 'string' ? [['created_at >= ?::timestamptz', createdFrom] as const] : []),
    ...(typeof createdTo === 'string' ? [['created_at < ?::timestamptz', createdTo] as const] : []),
  ];
}

/** Orders of the account at a path, newest first, a page of them; the caller made sure that the path may be seen. */
export function findOrders(
  loaders: OrderLoaders,
  path: string,
  filter: OrderConditions,
  page: PageRequest,
): Promise<Connection<OrderRow>> {
  const includeDescendants = filter.includeDescendants ?? true;
  return connect(loaders.ordersBelow, { path, includeDescendants, conditions: orderConditions(filter), page });
}

/** Subscriptions of the account at a path, newest first, a page of them. */
export function findSubscriptions(
  loaders: OrderLoaders,
  path: string,
  filter: SubscriptionConditions,
  page: PageRequest,
): Promise<Connection<SubscriptionRow>> {
  const conditions = [
    ...oneOf('status', filter.status),
    ...equals('customer_id', filter.customerId),
    ...equals('product_id', filter.productId),
  ];
  return connect(loaders.subscriptionsBelow, {
    path,
    includeDescendants: filter.includeDescendants ?? true,
    conditions,
    page,
  });
}

async function connect<Row extends { readonly id: string }>(
  below: PagesBelow<Row>,
  key: PageKey,
): Promise<Connection<Row>> {
  const rows = await below.rows.load(key);
  return toConnection(
    rows,
    key.page,
    (row) => [row.id],
    () => below.count.load(key),
  );
}
