import { compares, isOneOf, oneOf } from '../../../shared/database/list-conditions.ts';
import type { Choice, Condition, ListKey } from '../../../shared/database/list-loader.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import { ORDER_TYPES, type OrderType } from '../../entities/order.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../rules/fulfilment/order-status.ts';
import { behindRow, listOwner, type ListedAccount, type ListScope } from './list-scope.ts';

/** Which orders are wanted; what is undefined excludes none. */
export interface OrderConditions extends ListScope {
  readonly status: readonly OrderStatus[] | undefined;
  readonly type: readonly OrderType[] | undefined;
  readonly number: string | undefined;
  readonly purchaseOrderNumber: string | undefined;
  /** RFC 3339; orders of this moment are included. */
  readonly createdFrom: string | undefined;
  /** RFC 3339; orders of this moment are excluded. */
  readonly createdTo: string | undefined;
  /** Whether open items of the needs-attention list are about them. */
  readonly needsAttention: boolean | undefined;
}

/** Where the orders of an account that meet a filter are found; null when there can be none. */
export function orderListKey(place: ListedAccount, filter: OrderConditions, page: PageRequest): ListKey | null {
  const scope = listOwner(place, 'orders."order"', filter);
  if (scope === null) return null;
  const { choices, conditions } = narrow(filter);
  return {
    owner: scope.owner,
    choices: [scope.own, ...choices],
    conditions: [
      ...scope.conditions,
      ...conditions,
      ...compares('purchase_order_number = ?', filter.purchaseOrderNumber),
      ...compares('created_at = (select created_at from orders."order" where number = ?)', filter.number),
      ...compares('order_id = (select id from orders."order" where number = ?)', filter.number),
      ...compares('created_at >= ?::timestamptz', filter.createdFrom),
      ...compares('created_at < ?::timestamptz', filter.createdTo),
      ...needsAttention(filter.needsAttention),
    ],
    page: behindRow(page, place.path, 'ord'),
  };
}

interface Narrowing {
  readonly choices: readonly Choice[];
  readonly conditions: readonly Condition[];
}

/** Types and statuses: by the index that has both, unless few orders are left anyway. */
function narrow({ type, status, number, purchaseOrderNumber }: OrderConditions): Narrowing {
  if (type === undefined && status === undefined) return { choices: [], conditions: [] };
  if (number !== undefined || purchaseOrderNumber !== undefined) {
    return { choices: [], conditions: [...isOneOf('type', type), ...isOneOf('status', status)] };
  }
  return { choices: [oneOf('type', ORDER_TYPES, type), oneOf('status', ORDER_STATUSES, status)], conditions: [] };
}

const ATTENDED = 'array(select order_id from orders.attention where resolved_at is null and order_id is not null)';

/** The few orders with open items are found by their ids, however many orders there are. */
function needsAttention(wanted: boolean | undefined): readonly Condition[] {
  return wanted === undefined ? [] : [[`order_id ${wanted ? '= any' : '<> all'} (${ATTENDED})`]];
}
