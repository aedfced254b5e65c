import { Migration } from '@mikro-orm/migrations';

/** The values of what vendors ask for with each order of a product. With a constant default no row is written anew. */
export class M021LineParameters extends Migration {
  override up(): void {
    this.addSql(`alter table orders.cart_line add column parameters jsonb not null default '[]'`);
    this.addSql(`alter table orders.order_line add column parameters jsonb not null default '[]'`);
  }
}
