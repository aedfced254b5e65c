import { Migration } from '@mikro-orm/migrations';

export class M001Accounts extends Migration {
  override up(): void {
    this.addSql('create extension if not exists ltree with schema public');
    this.addSql('create extension if not exists pg_trgm with schema public');
    this.addAccounts();
    this.addUsers();
    this.addSessions();
    this.addSigningKeys();
  }

  private addAccounts(): void {
    this.addSql(`create table accounts.account (
      id text collate "C" primary key,
      type text not null check (type in ('PROVIDER', 'RESELLER', 'CUSTOMER')),
      name text not null,
      status text not null check (status in ('PENDING', 'ACTIVE', 'CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED')),
      path public.ltree not null,
      parent_id text collate "C" references accounts.account (id),
      external_id text,
      address jsonb,
      contact jsonb,
      currency text not null,
      segment text,
      tenant_domain text,
      branding jsonb not null default '{}',
      location_mpn_id text,
      indirect_reseller_domain text,
      partner_verified_at timestamptz,
      terms_status text,
      terms_credit_limit_minor bigint,
      terms_requested_at timestamptz,
      terms_decided_at timestamptz,
      placement_id text,
      version int not null default 1,
      created_at timestamptz not null,
      search_text text not null generated always as (
        lower(id || ' ' || name || ' ' || coalesce(external_id, '') || ' ' || coalesce(tenant_domain, '') || ' ' ||
          coalesce(contact ->> 'email', '') || ' ' || coalesce(contact ->> 'firstName', '') || ' ' || coalesce(contact ->> 'lastName', ''))
      ) stored,
      check ((type = 'CUSTOMER') = (segment is not null)),
      check ((type = 'PROVIDER') = (parent_id is null))
    )`);
    this.addSql(`create unique index account_one_provider on accounts.account (type) where type = 'PROVIDER'`);
    this.addSql(
      'create unique index account_placement on accounts.account (placement_id) where placement_id is not null',
    );
    this.addSql('create index account_path on accounts.account using gist (path)');
    this.addSql('create unique index account_path_exact on accounts.account (path)');
    this.addSql('create index account_children on accounts.account (parent_id, id desc)');
    this.addSql('create index account_search on accounts.account using gin (search_text public.gin_trgm_ops)');
  }

  private addUsers(): void {
    this.addSql(`create table accounts."user" (
      id text collate "C" primary key,
      account_id text collate "C" not null references accounts.account (id) on delete cascade,
      kind text not null check (kind in ('ADMINISTRATOR', 'SERVICE_USER')),
      login text not null,
      login_key text not null unique,
      email text not null,
      first_name text not null,
      last_name text not null,
      permissions text[] not null,
      enabled boolean not null default true,
      password_hash text,
      last_sign_in_at timestamptz,
      created_at timestamptz not null
    )`);
    this.addSql('create index user_account on accounts."user" (account_id, id desc)');
  }

  private addSessions(): void {
    this.addSql(`create table accounts.session (
      id text collate "C" primary key,
      user_id text collate "C" not null references accounts."user" (id) on delete cascade,
      family_hash text not null unique,
      refresh_hash text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz
    )`);
    this.addSql('create index session_of_user on accounts.session (user_id)');
    this.addSql(`create table accounts.sign_in_attempt (
      subject text primary key,
      failures int not null,
      window_ends_at timestamptz not null
    )`);
  }

  private addSigningKeys(): void {
    this.addSql(`create table accounts.signing_key (
      kid text primary key,
      public_jwk jsonb not null,
      private_jwk_sealed text not null,
      created_at timestamptz not null
    )`);
  }
}
