import { Migration } from '@mikro-orm/migrations';

/** Another subgraph may create the same extension at the same moment; the second attempt then does nothing. */
const extension = (name: string): string =>
  `do $$ begin create extension if not exists ${name} with schema public;
   exception when unique_violation or duplicate_object then null; end $$`;

export class M001Catalog extends Migration {
  override up(): void {
    this.addSql(extension('ltree'));
    this.addSql(extension('pg_trgm'));
    this.products();
    this.plans();
    this.imports();
    this.prices();
    this.marketplaces();
  }

  private products(): void {
    this.addSql(`create table catalog.vendor (
      id text collate "C" primary key,
      name text not null,
      name_key text collate "C" not null unique generated always as (lower(name)) stored,
      import_id text collate "C"
    )`);
    this.addSql(`create table catalog.product (
      id text collate "C" primary key,
      vendor_id text collate "C" not null references catalog.vendor (id),
      vendor_name text not null,
      mpn text collate "C" not null,
      name text not null,
      name_key text collate "C" not null generated always as (lower(name)) stored,
      description text,
      category text not null,
      status text not null check (status in ('PUBLISHED', 'END_OF_SALE')),
      min_quantity int not null default 1 check (min_quantity > 0),
      max_quantity int not null default 10000000,
      search_text text not null generated always as (
        lower(name || ' ' || mpn || ' ' || coalesce(description, '') || ' ' || vendor_name)
      ) stored,
      unique (vendor_id, mpn),
      check (min_quantity <= max_quantity)
    )`);
    this.addSql('create index product_mpn on catalog.product (mpn)');
    this.addSql('create index product_name on catalog.product (name_key, id)');
    this.addSql('create index product_of_vendor on catalog.product (vendor_id, name_key, id)');
    this.addSql('create index product_search on catalog.product using gin (search_text public.gin_trgm_ops)');
    this.addSql(`create table catalog.product_relation (
      product_id text collate "C" not null references catalog.product (id),
      kind text not null check (kind in ('PREREQUISITE', 'CONVERSION')),
      related_mpn text collate "C" not null,
      primary key (product_id, kind, related_mpn)
    )`);
  }

  private plans(): void {
    this.addSql(`create table catalog.plan (
      id text collate "C" primary key,
      product_id text collate "C" not null references catalog.product (id),
      segment text collate "C" not null check (segment in ('COMMERCIAL', 'EDUCATION', 'NONPROFIT')),
      term text collate "C" check (term in ('P1M', 'P1Y', 'P3Y')),
      billing_cycle text collate "C" not null check (billing_cycle in ('MONTHLY', 'ANNUAL', 'TRIENNIAL', 'ONE_TIME')),
      market text collate "C" not null,
      currency text collate "C" not null,
      cost_minor bigint not null check (cost_minor >= 0),
      retail_minor bigint not null check (retail_minor >= 0),
      valid_from timestamptz not null,
      valid_to timestamptz,
      next_cost_minor bigint check (next_cost_minor >= 0),
      next_retail_minor bigint check (next_retail_minor >= 0),
      next_valid_from timestamptz,
      place_key text collate "C" not null unique generated always as (
        product_id || '|' || segment || '|' || coalesce(term, '') || '|' || billing_cycle || '|' || market || '|' || currency
      ) stored,
      check ((next_cost_minor is null) = (next_valid_from is null) and (next_retail_minor is null) = (next_valid_from is null))
    )`);
    this.addSql('create index plan_of_product on catalog.plan (product_id)');
    this.addSql('create index plan_scope on catalog.plan (market, segment, id)');
  }

  private imports(): void {
    this.addSql(`create table catalog.price_list_import (
      id text collate "C" primary key,
      vendor_id text collate "C" not null references catalog.vendor (id),
      source text not null,
      status text not null check (status in ('RUNNING', 'COMPLETED', 'FAILED')),
      attempts int not null default 0,
      rows_read int not null default 0,
      rows_added int not null default 0,
      rows_changed int not null default 0,
      rows_retired int not null default 0,
      rows_rejected int not null default 0,
      failure text,
      sha256 text,
      requested_by text,
      started_at timestamptz not null,
      finished_at timestamptz
    )`);
    this.addSql(`create table catalog.rejected_row (
      import_id text collate "C" not null references catalog.price_list_import (id) on delete cascade,
      line int not null,
      column_name text,
      message text not null,
      primary key (import_id, line)
    )`);
  }

  private prices(): void {
    this.addSql(`create table catalog.margin (
      id text collate "C" primary key,
      seller_id text collate "C" not null,
      account_id text collate "C",
      product_id text collate "C" references catalog.product (id),
      plan_id text collate "C" references catalog.plan (id),
      percent numeric(12, 6) not null,
      unique nulls not distinct (seller_id, account_id, product_id, plan_id),
      check (product_id is null or plan_id is null)
    )`);
    this.addSql(`create table catalog.account (
      id text collate "C" primary key,
      type text not null check (type in ('PROVIDER', 'RESELLER', 'CUSTOMER')),
      path public.ltree not null,
      status text not null,
      segment text,
      currency text not null,
      parent_id text collate "C",
      version int not null
    )`);
    this.addSql('create index account_path on catalog.account using gist (path)');
  }

  private marketplaces(): void {
    this.addSql(`create table catalog.marketplace (
      id text collate "C" primary key,
      owner_id text collate "C" not null,
      name text not null,
      name_key text collate "C" not null generated always as (lower(name)) stored,
      market text collate "C" not null,
      currency text collate "C" not null,
      created_at timestamptz not null,
      unique (owner_id, name_key)
    )`);
    this.addSql(`create table catalog.listing (
      id text collate "C" primary key,
      marketplace_id text collate "C" not null references catalog.marketplace (id),
      product_id text collate "C" not null references catalog.product (id),
      published_at timestamptz not null,
      retired_at timestamptz
    )`);
    this.addSql(
      'create unique index listing_current on catalog.listing (marketplace_id, product_id) where retired_at is null',
    );
    this.addSql('create index listing_of_marketplace on catalog.listing (marketplace_id, id desc)');
  }
}
