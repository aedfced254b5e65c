import { Migration } from '@mikro-orm/migrations';

/** What a reseller says to be activated, until its activation order takes effect; afterwards, that it did. */
export class M010Activations extends Migration {
  override up(): void {
    this.addSql(`create table accounts.activation (
      id text collate "C" primary key,
      account_id text collate "C" not null references accounts.account on delete cascade,
      kind text not null check (kind in ('REQUESTED', 'PREPARED')),
      name text not null,
      address jsonb not null,
      contact jsonb not null,
      question text not null,
      answer_hash text not null,
      agreement_version text not null references accounts.agreement,
      user_id text collate "C" not null,
      signed_by text not null,
      client_address text not null,
      requested_at timestamptz not null,
      ended_at timestamptz
    )`);
    this.addSql(`create unique index activation_under_way on accounts.activation (account_id)
      where kind = 'REQUESTED' and ended_at is null`);
    this.addSql('create index activation_account on accounts.activation (account_id)');
    this.addSql('create index activation_requested on accounts.activation (requested_at)');
  }
}
