import type { ListedAccount } from '../../../subgraphs/orders/services/orders/list-scope.ts';
import { orderListKey, type OrderConditions } from '../../../subgraphs/orders/services/orders/order-list.ts';
import {
  subscriptionListKey,
  type SubscriptionConditions,
} from '../../../subgraphs/orders/services/subscriptions/subscription-list.ts';
import type { ListKey } from '../../../subgraphs/shared/database/list-loader.ts';
import type { Id } from '../../../subgraphs/shared/domain/ids.ts';
import type { PageRequest } from '../../../subgraphs/shared/graphql/connection.ts';
import type { MarketAccount } from './accounts.ts';
import { SHARED_PURCHASE } from './orders.ts';

/** A filter as people use it, with the same as a condition on the table of orders. */
export interface OrderSearch {
  readonly title: string;
  readonly filter: Partial<OrderConditions>;
  readonly where: string;
}

/** The same for subscriptions. */
export interface SubscriptionSearch {
  readonly title: string;
  readonly filter: Partial<SubscriptionConditions>;
  readonly where: string;
}

const NO_ORDER_FILTER: OrderConditions = {
  status: undefined,
  type: undefined,
  customerId: undefined,
  number: undefined,
  needsAttention: undefined,
  purchaseOrderNumber: undefined,
  createdFrom: undefined,
  createdTo: undefined,
  includeDescendants: true,
};

const NO_SUBSCRIPTION_FILTER: SubscriptionConditions = {
  status: undefined,
  productId: undefined,
  customerId: undefined,
  includeDescendants: true,
};

const customer = (id: string): Id<'acc'> => id as Id<'acc'>;

/**
 * Each argument of the filter of orders alone, with values that are common, rare, among the oldest only and nowhere, and the
 * usual combinations.
 */
export function orderSearches(path: string, buyer: MarketAccount, leaf: MarketAccount): readonly OrderSearch[] {
  const span = { createdFrom: '2025-06-01T00:00:00Z', createdTo: '2025-06-08T00:00:00Z' };
  const inSpan = `created_at >= '${span.createdFrom}' and created_at < '${span.createdTo}'`;
  const shared = `purchase_order_number = '${SHARED_PURCHASE}'`;
  return [
    { title: 'all', filter: {}, where: 'true' },
    { title: 'a common status', filter: { status: ['COMPLETED'] }, where: `status = 'COMPLETED'` },
    { title: 'a status of old orders', filter: { status: ['CREDIT_HOLD'] }, where: `status = 'CREDIT_HOLD'` },
    { title: 'a status of none', filter: { status: ['SCHEDULED'] }, where: 'false' },
    {
      title: 'several statuses',
      filter: { status: ['FAILED', 'CREDIT_HOLD', 'ACTION_REQUIRED', 'PROVISIONING'] },
      where: `status in ('FAILED', 'CREDIT_HOLD', 'ACTION_REQUIRED', 'PROVISIONING')`,
    },
    { title: 'a common type', filter: { type: ['SALES'] }, where: `type = 'SALES'` },
    { title: 'a type of old orders', filter: { type: ['RENEWAL'] }, where: `type = 'RENEWAL'` },
    {
      title: 'a type and a status',
      filter: { type: ['RENEWAL'], status: ['FAILED'] },
      where: `type = 'RENEWAL' and status = 'FAILED'`,
    },
    { title: 'a customer with many', filter: { customerId: customer(buyer.id) }, where: `customer_id = '${buyer.id}'` },
    { title: 'a customer with one', filter: { customerId: customer(leaf.id) }, where: `customer_id = '${leaf.id}'` },
    {
      title: 'a customer and a status',
      filter: { customerId: customer(buyer.id), status: ['CREDIT_HOLD'] },
      where: `customer_id = '${buyer.id}' and status = 'CREDIT_HOLD'`,
    },
    { title: 'a number', filter: { number: 'SO100150' }, where: `number = 'SO100150'` },
    { title: 'a number of none', filter: { number: 'SO1' }, where: 'false' },
    { title: 'a purchase order number of many', filter: { purchaseOrderNumber: SHARED_PURCHASE }, where: shared },
    { title: 'a purchase order number of none', filter: { purchaseOrderNumber: 'PO-NONE' }, where: 'false' },
    {
      title: 'a purchase order number and a span',
      filter: { purchaseOrderNumber: SHARED_PURCHASE, ...span },
      where: `${shared} and ${inSpan}`,
    },
    { title: 'a span', filter: span, where: inSpan },
    {
      title: 'a span of old orders',
      filter: { createdTo: '2025-01-08T00:00:00Z' },
      where: `created_at < '2025-01-08T00:00:00Z'`,
    },
    {
      title: 'a moment and later',
      filter: { createdFrom: '2025-01-08T00:00:00Z' },
      where: `created_at >= '2025-01-08T00:00:00Z'`,
    },
    { title: 'a span in the future', filter: { createdFrom: '2100-01-01T00:00:00Z' }, where: 'false' },
    { title: 'a status and a span', filter: { status: ['FAILED'], ...span }, where: `status = 'FAILED' and ${inSpan}` },
    {
      title: 'a status of old orders and a span',
      filter: { status: ['CREDIT_HOLD'], ...span },
      where: `status = 'CREDIT_HOLD' and ${inSpan}`,
    },
    { title: 'its own', filter: { includeDescendants: false }, where: `path = '${path}'` },
    {
      title: 'its own with a status',
      filter: { includeDescendants: false, status: ['FAILED'] },
      where: `path = '${path}' and status = 'FAILED'`,
    },
  ];
}

/** The same for subscriptions. */
export function subscriptionSearches(path: string, buyer: MarketAccount): readonly SubscriptionSearch[] {
  const productOf = (number: number): Id<'prd'> => `prd_01${String(number).padStart(24, '0')}`;
  const [product, nothing] = [productOf(43), productOf(9_999)];
  return [
    { title: 'all', filter: {}, where: 'true' },
    { title: 'a common status', filter: { status: ['ACTIVE'] }, where: `status = 'ACTIVE'` },
    { title: 'a status of old ones', filter: { status: ['EXPIRED'] }, where: `status = 'EXPIRED'` },
    {
      title: 'several statuses',
      filter: { status: ['EXPIRED', 'SUSPENDED', 'DISABLED'] },
      where: `status in ('EXPIRED', 'SUSPENDED')`,
    },
    { title: 'a product', filter: { productId: product }, where: `product_id = '${product}'` },
    { title: 'a product of none', filter: { productId: nothing }, where: 'false' },
    {
      title: 'a product and a status',
      filter: { productId: product, status: ['EXPIRED'] },
      where: `product_id = '${product}' and status = 'EXPIRED'`,
    },
    { title: 'a customer with many', filter: { customerId: customer(buyer.id) }, where: `customer_id = '${buyer.id}'` },
    { title: 'its own', filter: { includeDescendants: false }, where: `path = '${path}'` },
  ];
}

/** The key of the orders of an account as the resolvers make it; null when there can be none. */
export function keyOfOrders(
  account: MarketAccount,
  filter: Partial<OrderConditions>,
  page: PageRequest,
): ListKey | null {
  return orderListKey(placeOf(account), { ...NO_ORDER_FILTER, ...filter }, page);
}

/** The same for subscriptions. */
export function keyOfSubscriptions(
  account: MarketAccount,
  filter: Partial<SubscriptionConditions>,
  page: PageRequest,
): ListKey | null {
  return subscriptionListKey(placeOf(account), { ...NO_SUBSCRIPTION_FILTER, ...filter }, page);
}

function placeOf({ id, path }: MarketAccount): ListedAccount {
  return { id: customer(id), path };
}
