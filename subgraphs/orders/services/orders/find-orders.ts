import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { OrdersContext, SignedInContext } from '../../context.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import type { ListedAccount } from './list-scope.ts';
import { orderListKey, type OrderConditions } from './order-list.ts';
import { maySeeOrders } from './visible-orders.ts';

/** The orders of an account that the viewer may see, newest first. */
export async function findOrders(
  { principal, loaders }: OrdersContext,
  place: ListedAccount,
  filter: OrderConditions,
  page: PageRequest,
): Promise<Connection<OrderRow>> {
  if (!maySeeOrders(principal, place.path)) return emptyConnection(page);
  const key = orderListKey(place, filter, page);
  return key === null ? emptyConnection(page) : listConnection(loaders.orders, key, (row) => [row.id]);
}

/** The order with a number; null when it does not exist or the viewer may not see it. */
export async function findOrderByNumber({ read, viewer }: SignedInContext, number: string): Promise<OrderRow | null> {
  const order = await read.findOne(OrderEntity, { number });
  return order !== null && maySeeOrders(viewer, order.path) ? order : null;
}
