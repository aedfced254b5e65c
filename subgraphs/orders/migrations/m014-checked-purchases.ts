import { Migration } from '@mikro-orm/migrations';

/** Checks the orders from before the constraint, in a transaction of its own, which lets others write meanwhile. */
export class M014CheckedPurchases extends Migration {
  override up(): void {
    this.addSql('alter table orders."order" validate constraint order_purchase');
  }
}
