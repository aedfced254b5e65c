import { Migration } from '@mikro-orm/migrations';

/** Whether a reseller wants to be told by mail of prices that rise, and of which price lists it was told. */
export class M025PriceMails extends Migration {
  override up(): void {
    this.addSql('alter table accounts.account add column price_change_mails boolean not null default true');
    this.addSql(`create table accounts.price_mail (
      import_id text collate "C" not null,
      account_id text collate "C" not null,
      told_at timestamptz not null,
      primary key (import_id, account_id)
    )`);
    this.addSql('create index price_mail_age on accounts.price_mail (told_at)');
  }
}
