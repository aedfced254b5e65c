import { Migration } from '@mikro-orm/migrations';

/** Whom the mails of a seller come from, and whom they tell of its customers' orders. */
export class M003SellerContacts extends Migration {
  override up(): void {
    this.addSql('alter table orders.account add column contact jsonb, add column branding jsonb');
  }
}
