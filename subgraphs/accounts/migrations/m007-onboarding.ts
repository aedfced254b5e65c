import { Migration } from '@mikro-orm/migrations';

/** Resellers are invited, and sign the agreement, which is kept as it was when it was signed. */
export class M007Onboarding extends Migration {
  override up(): void {
    this.addSql(`create table accounts.agreement (
      version text primary key,
      title text not null,
      body text not null,
      published_at timestamptz not null
    )`);
    this.addSql(`create table accounts.signed_agreement (
      account_id text collate "C" not null references accounts.account on delete cascade,
      version text not null references accounts.agreement,
      signed_by text not null,
      user_id text collate "C" not null,
      signed_at timestamptz not null,
      address text not null,
      primary key (account_id, version)
    )`);
    this.addSql(`create table accounts.security_question (
      account_id text collate "C" primary key references accounts.account on delete cascade,
      question text not null,
      answer_hash text not null,
      set_at timestamptz not null
    )`);
    this.addSql(`create table accounts.invitation (
      id text collate "C" primary key,
      inviter_id text collate "C" not null references accounts.account on delete cascade,
      email text not null,
      status text not null check (status in ('SENT', 'ACCEPTED', 'REVOKED')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      account_id text collate "C" references accounts.account on delete set null
    )`);
    this.addSql('create index invitation_list on accounts.invitation (inviter_id, id desc)');
    this.addSql('create index invitation_account on accounts.invitation (account_id) where account_id is not null');
    this.addSql(`create table accounts.invitation_link (
      token_hash text primary key,
      invitation_id text collate "C" not null references accounts.invitation on delete cascade,
      created_at timestamptz not null
    )`);
    this.addSql('create index invitation_link_invitation on accounts.invitation_link (invitation_id)');
  }
}
