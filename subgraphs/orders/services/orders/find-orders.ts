import { maySee } from '../../../shared/domain/access.ts';
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

/** The orders of an account, newest first. The caller has made sure that the viewer may see the account. */
export async function findOrders(
  { loaders }: OrdersContext,
  place: ListedAccount,
  filter: OrderConditions,
  page: PageRequest,
): Promise<Connection<OrderRow>> {
  const key = orderListKey(place, filter, page);
  return key === null ? emptyConnection(page) : listConnection(loaders.orders, key, (row) => [row.id]);
}

/** The order with a number; null when it does not exist or the viewer may not see it. */
export async function findOrderByNumber({ read, viewer }: SignedInContext, number: string): Promise<OrderRow | null> {
  const order = await read.findOne(OrderEntity, { number });
  return order !== null && maySee(viewer, order.path) ? order : null;
}
