import { Migration } from '@mikro-orm/migrations';

/** Who users are at OpenID Connect providers, and the codes with which portals get the sessions of who signed in on a page. */
export class M018SingleSignOn extends Migration {
  override up(): void {
    this.addSql(`create table accounts.user_identity (
      issuer text collate "C" not null,
      subject text collate "C" not null,
      user_id text collate "C" not null references accounts."user" on delete cascade,
      linked_at timestamptz not null,
      last_used_at timestamptz not null,
      primary key (issuer, subject),
      unique (user_id, issuer)
    )`);
    this.addSql(`create table accounts.sign_in_code (
      code_hash text collate "C" primary key,
      user_id text collate "C" not null references accounts."user" on delete cascade,
      code_challenge text not null,
      expires_at timestamptz not null
    )`);
    this.addSql('create index sign_in_code_expiry on accounts.sign_in_code (expires_at)');
  }
}
