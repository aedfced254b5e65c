import { Migration } from '@mikro-orm/migrations';

/** Users set their passwords by links in their mail, and limited administrators see no credentials. */
export class M006Access extends Migration {
  override up(): void {
    this.addSql(`create table accounts.password_link (
      token_hash text primary key,
      user_id text collate "C" not null references accounts."user" on delete cascade,
      purpose text not null check (purpose in ('RESET', 'ACCESS')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`);
    this.addSql('create index password_link_user on accounts.password_link (user_id)');
    this.addSql('create index password_link_expiry on accounts.password_link (expires_at)');
    this.addSql(`update accounts."user" set permissions = '{USE_SERVICES}'
      where permissions @> '{USE_SERVICES,VIEW_CREDENTIALS}' and permissions <@ '{USE_SERVICES,VIEW_CREDENTIALS}'`);
  }
}
