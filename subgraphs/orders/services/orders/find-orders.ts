import type { Condition } from '../../../shared/database/list-loader.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { listConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import { OrderEntity, type OrderRow, type OrderType } from '../../entities/order.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';

/** Which orders are wanted; what is undefined excludes none. */
export interface OrderConditions {
  readonly status: readonly OrderStatus[] | undefined;
  readonly type: readonly OrderType[] | undefined;
  readonly customerId: Id<'acc'> | undefined;
  readonly number: string | undefined;
  readonly purchaseOrderNumber: string | undefined;
  /** RFC 3339; orders of this moment are included. */
  readonly createdFrom: string | undefined;
  /** RFC 3339; orders of this moment are excluded. */
  readonly createdTo: string | undefined;
  readonly includeDescendants: boolean;
}

/** The orders of the account at a path, newest first. The caller has made sure that the viewer may see the account. */
export function findOrders(
  { loaders }: OrdersContext,
  path: string,
  filter: OrderConditions,
  page: PageRequest,
): Promise<Connection<OrderRow>> {
  const conditions = [
    ...withoutDescendants(path, filter.includeDescendants),
    ...oneOf('status', filter.status),
    ...oneOf('type', filter.type),
    ...compares('customer_id = ?', filter.customerId),
    ...compares('number = ?', filter.number),
    ...compares('purchase_order_number = ?', filter.purchaseOrderNumber),
    ...compares('created_at >= ?::timestamptz', filter.createdFrom),
    ...compares('created_at < ?::timestamptz', filter.createdTo),
  ];
  return listConnection(loaders.orders, { owner: path, conditions, page }, (row) => [row.id]);
}

/** The order with a number; null when it does not exist or the viewer may not see it. */
export async function findOrderByNumber({ read, viewer }: SignedInContext, number: string): Promise<OrderRow | null> {
  const order = await read.findOne(OrderEntity, { number });
  return order !== null && maySee(viewer, order.path) ? order : null;
}

/** A condition on a column; none when the value is undefined. */
export function compares(sql: string, value: string | undefined): readonly Condition[] {
  return value === undefined ? [] : [[sql, value]];
}

/** The condition that a column has one of some values; none when they are undefined. */
export function oneOf(column: string, values: readonly string[] | undefined): readonly Condition[] {
  return values === undefined ? [] : [[`${column} = any (?::text[])`, textArray(values)]];
}

/** The condition that a row belongs to the account at a path itself, unless those below it are wanted too. */
export function withoutDescendants(path: string, includeDescendants: boolean): readonly Condition[] {
  return includeDescendants ? [] : [['path = ?::ltree', path]];
}
