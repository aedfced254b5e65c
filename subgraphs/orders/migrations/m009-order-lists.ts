import { Migration } from '@mikro-orm/migrations';
import { listingStatements, type Listing } from '../../shared/database/listing.ts';

/** How orders are listed under the accounts above their customers. */
export const ORDER_LISTING: Listing = {
  schema: 'orders',
  name: 'order',
  table: 'orders."order"',
  columns: ['type', 'status', 'purchase_order_number'],
  counted: ['type', 'status'],
};

/**
 * Each order under every account above it, so that a page of anybody's list is one range of an index, and how many orders each
 * account has. Triggers keep both, also for processes of the release before.
 */
export class M009OrderLists extends Migration {
  override up(): void {
    this.addSql(
      'create table orders.filling (name text primary key, last_id text collate "C" not null, until_id text collate "C" not null)',
    );
    // No order is added between this and the triggers, so that the filling knows where they began.
    this.addSql('lock table orders."order" in share row exclusive mode');
    for (const statement of listingStatements(ORDER_LISTING)) this.addSql(statement);
    this.addSql(
      `create index order_below_kind on orders.order_below (account_id, own, type, status, created_at, order_id)`,
    );
    this.addSql(
      `create index order_below_purchase on orders.order_below (account_id, own, purchase_order_number, created_at, order_id)
       where purchase_order_number is not null`,
    );
  }
}
