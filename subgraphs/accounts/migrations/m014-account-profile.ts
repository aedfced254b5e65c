import { Migration } from '@mikro-orm/migrations';

/** The tax id of accounts, the language of their mail, and whom to ask about money and technology. */
export class M014AccountProfile extends Migration {
  override up(): void {
    this.addSql(`alter table accounts.account add column tax_id text, add column language text not null default 'en',
      add column billing_contact jsonb, add column technical_contact jsonb`);
  }
}
