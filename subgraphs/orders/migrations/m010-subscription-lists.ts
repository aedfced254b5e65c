import { Migration } from '@mikro-orm/migrations';
import { listingStatements } from '../../shared/database/listing.ts';

/** The same for subscriptions as for orders. */
export class M010SubscriptionLists extends Migration {
  override up(): void {
    this.addSql('lock table orders.subscription in share row exclusive mode');
    const listing = {
      schema: 'orders',
      name: 'subscription',
      table: 'orders.subscription',
      columns: ['status', 'product_id'],
      counted: ['status'],
    };
    for (const statement of listingStatements(listing)) this.addSql(statement);
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
