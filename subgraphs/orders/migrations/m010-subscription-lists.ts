import { Migration } from '@mikro-orm/migrations';
import { listingStatements, type Listing } from '../../shared/database/listing.ts';

/** How subscriptions are listed under the accounts above their customers. */
export const SUBSCRIPTION_LISTING: Listing = {
  schema: 'orders',
  name: 'subscription',
  table: 'orders.subscription',
  columns: ['status', 'product_id'],
  counted: ['status'],
};

/** The same for subscriptions as for orders. */
export class M010SubscriptionLists extends Migration {
  override up(): void {
    this.addSql('lock table orders.subscription in share row exclusive mode');
    for (const statement of listingStatements(SUBSCRIPTION_LISTING)) this.addSql(statement);
    this.addSql(
      `create index subscription_below_status on orders.subscription_below
       (account_id, own, status, created_at, subscription_id)`,
    );
    this.addSql(
      `create index subscription_below_product on orders.subscription_below
       (account_id, own, product_id, status, created_at, subscription_id)`,
    );
  }
}
