import { Migration } from '@mikro-orm/migrations';

/** The mails that sellers have worded themselves: one row for each seller that ever has, read whole. */
export class M015MailTexts extends Migration {
  override up(): void {
    this.addSql(`create table accounts.mail_texts (
      account_id text collate "C" primary key references accounts.account on delete cascade,
      texts jsonb not null,
      version int not null
    )`);
  }
}
