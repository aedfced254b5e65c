import { Migration } from '@mikro-orm/migrations';

/** Orders that activate resellers: they have no lines, no payment, and no customer at the vendor. */
export class M013Activations extends Migration {
  override up(): void {
    this.addSql('alter table orders."order" alter column payment_method drop not null');
    this.addSql('alter table orders."order" alter column customer_profile drop not null');
    this.addSql(`alter table orders."order" add constraint order_purchase check (type = 'ACTIVATION'
      or (payment_method is not null and customer_profile is not null)) not valid`);
    this.addSql(`create table orders.activation (
      id text collate "C" primary key,
      account_id text collate "C" not null,
      order_id text collate "C" not null unique,
      ended_at timestamptz,
      foreign key (order_id) references orders."order" (id) on delete cascade deferrable initially deferred
    )`);
    this.addSql('create index activation_open on orders.activation (id) where ended_at is null');
  }
}
