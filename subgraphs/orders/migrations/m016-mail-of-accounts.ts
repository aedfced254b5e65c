import { Migration } from '@mikro-orm/migrations';

/** The language in which an account gets its mail, null until accounts has told it, and what sellers say in own words. */
export class M016MailOfAccounts extends Migration {
  override up(): void {
    this.addSql('alter table orders.account add column language text');
    this.addSql(`create table orders.mail_texts (
      account_id text collate "C" primary key,
      texts jsonb not null,
      version int not null
    )`);
  }
}
