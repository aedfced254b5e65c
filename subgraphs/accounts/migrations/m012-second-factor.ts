import { Migration } from '@mikro-orm/migrations';

/** Second factors of users, their recovery codes, and the accounts that require them of their administrators. */
export class M012SecondFactor extends Migration {
  override up(): void {
    this.addSql('alter table accounts.account add column requires_second_factor boolean not null default false');
    this.addSql(`create table accounts.second_factor (
      user_id text collate "C" primary key references accounts."user" on delete cascade,
      secret_sealed text,
      pending_sealed text,
      last_step bigint not null default 0,
      confirmed_at timestamptz,
      check ((secret_sealed is null) = (confirmed_at is null))
    )`);
    this.addSql(`create table accounts.recovery_code (
      user_id text collate "C" not null references accounts.second_factor on delete cascade,
      code_hash text not null,
      pending boolean not null,
      used_at timestamptz,
      primary key (user_id, code_hash)
    )`);
  }
}
