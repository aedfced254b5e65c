import { Migration } from '@mikro-orm/migrations';

/** Programs sign in with secrets of their own; each of their tokens is a session, which ends with them. */
export class M008ApiClients extends Migration {
  override up(): void {
    this.addSql(`create table accounts.api_client (
      id text collate "C" primary key,
      account_id text collate "C" not null references accounts.account on delete cascade,
      name text not null,
      permissions text[] not null,
      created_at timestamptz not null,
      last_used_at timestamptz,
      expires_at timestamptz,
      revoked_at timestamptz
    )`);
    this.addSql('create index api_client_account on accounts.api_client (account_id, id desc)');
    this.addSql(`create table accounts.api_client_secret (
      secret_hash text primary key,
      client_id text collate "C" not null references accounts.api_client on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz
    )`);
    this.addSql('create index api_client_secret_client on accounts.api_client_secret (client_id)');
    this.addSql('alter table accounts.session alter column user_id drop not null');
    this.addSql(`alter table accounts.session
      add column client_id text collate "C" references accounts.api_client on delete cascade,
      add constraint session_of_one check ((user_id is null) <> (client_id is null))`);
    this.addSql('create index session_of_client on accounts.session (client_id) where client_id is not null');
  }
}
