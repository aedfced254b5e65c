import type { TableIndex } from '../../shared/database/build-indexes.ts';
import type { Retention } from '../../shared/database/retention.ts';

/**
 * What is not kept for ever: keys of calls for thirty days, as the API promises; carts for thirty days after they expired;
 * decided placements for thirty days; estimates until nobody can buy at their prices any more; what needed attention for
 * ninety days.
 */
export const RETENTIONS: readonly Retention[] = [
  { table: 'orders.idempotency', where: `created_at < now() - interval '30 days'` },
  { table: 'orders.cart', where: `expires_at < now() - interval '30 days'` },
  { table: 'orders.placement', where: `created_at < now() - interval '30 days' and state <> 'OPEN'` },
  { table: 'orders.spent_estimate', where: `expires_at < now() - interval '1 day'` },
  { table: 'orders.attention', where: `resolved_at < now() - interval '90 days'` },
];

/** Rows that are listed under their accounts: those from before that, page by page. */
export const FILLINGS: readonly string[] = ['order', 'subscription'].map(
  (list) => `select orders.fill_${list}_below(500) as filled`,
);

/** Indexes that came after the tables had grown. */
export const INDEXES: readonly TableIndex[] = [
  { name: 'idempotency_created', on: 'orders.idempotency (created_at)' },
  { name: 'cart_expiry', on: 'orders.cart (expires_at)' },
  { name: 'cart_customer', on: 'orders.cart (customer_id) where customer_id is not null' },
  { name: 'cart_reseller', on: 'orders.cart using gist (reseller_path)' },
  { name: 'placement_created', on: 'orders.placement (created_at)' },
  { name: 'ledger_entry_account', on: 'orders.ledger_entry (account_id, id desc)' },
  { name: 'order_purchaser', on: `orders."order" (customer_id) where type <> 'ACTIVATION'` },
  { name: 'subscription_order', on: 'orders.subscription (order_id)' },
];
