import { Migration } from '@mikro-orm/migrations';

/** The currencies of ISO 4217 whose minor unit is not a hundredth. */
const DIGITS = `case
  when plan.currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND',
    'VUV', 'XAF', 'XOF', 'XPF') then 0
  when plan.currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
  when plan.currency in ('CLF', 'UYW') then 4 else 2 end`;

/**
 * Prices are periods, in versions of a vendor's price list: what a version adds and ends is written row by row before
 * anybody sees it, and is seen when the vendor's row names the version.
 */
export class M005PricePeriods extends Migration {
  override up(): void {
    this.versions();
    this.periods();
    this.existingPrices();
    this.imports();
    this.stagedRows();
  }

  private versions(): void {
    this.addSql(`alter table catalog.vendor
      add column price_version int not null default 0,
      add column import_claimed_until timestamptz,
      add column writing_version int`);
    this.addSql(`create table catalog.price_version (
      vendor_id text collate "C" not null references catalog.vendor (id),
      version int not null,
      import_id text collate "C" not null references catalog.price_list_import (id),
      published_at timestamptz not null,
      primary key (vendor_id, version)
    )`);
    this.addSql(`alter table catalog.product
      add column listed_since int not null default 0,
      add column listed_until int,
      add column sale_ends timestamptz`);
    this.addSql(`update catalog.product set listed_until = 0 where status = 'END_OF_SALE'`);
    // What the price was before it was a period. Nothing reads it any more.
    this.addSql(`alter table catalog.plan
      alter column cost_minor drop not null,
      alter column retail_minor drop not null,
      alter column valid_from drop not null,
      add column kind text collate "C" not null default 'LICENCE'
        constraint plan_kind check (kind in ('LICENCE', 'SOFTWARE', 'PERPETUAL', 'TRIAL')),
      add column sheet text collate "C" not null default 'LICENCE'
        constraint plan_sheet check (sheet in ('LICENCE', 'SOFTWARE'))`);
    this.addSql(`update catalog.plan set
        kind = case when term is null then 'PERPETUAL' when product.category = 'Software' then 'SOFTWARE' else 'LICENCE' end,
        sheet = case when product.category = 'Software' then 'SOFTWARE' else 'LICENCE' end
      from catalog.product where product.id = plan.product_id and (term is null or product.category = 'Software')`);
    this.addSql('drop index catalog.plan_scope');
    this.addSql('create index plan_of_sheet on catalog.plan (market, sheet, id)');
  }

  private periods(): void {
    this.addSql(`create table catalog.price_period (
      plan_id text collate "C" not null references catalog.plan (id),
      min_quantity int not null default 1 check (min_quantity > 0),
      max_quantity int,
      valid_from timestamptz not null,
      valid_to timestamptz,
      end_of_sale timestamptz,
      unit_cost numeric(21, 6) not null check (unit_cost >= 0),
      retail numeric(21, 6) check (retail >= 0),
      since_version int not null,
      until_version int,
      primary key (plan_id, valid_from, min_quantity, since_version),
      check (valid_to > valid_from),
      check (max_quantity >= min_quantity),
      check (until_version > since_version)
    )`);
    this.addSql(`create unique index price_period_current on catalog.price_period (plan_id, valid_from, min_quantity)
      where until_version is null`);
  }

  private existingPrices(): void {
    this.addSql(`insert into catalog.price_period (plan_id, valid_from, valid_to, unit_cost, retail, since_version)
      select id, valid_from, valid_to, cost_minor / power(10::numeric, ${DIGITS}),
        retail_minor / power(10::numeric, ${DIGITS}), 0
      from catalog.plan where valid_to is null or valid_to > valid_from`);
    this.addSql(`insert into catalog.price_period (plan_id, valid_from, valid_to, unit_cost, retail, since_version)
      select id, next_valid_from, valid_to, next_cost_minor / power(10::numeric, ${DIGITS}),
        next_retail_minor / power(10::numeric, ${DIGITS}), 0
      from catalog.plan where next_valid_from is not null and (valid_to is null or valid_to > next_valid_from)
      on conflict do nothing`);
  }

  private imports(): void {
    this.addSql(`alter table catalog.price_list_import
      drop constraint price_list_import_status_check,
      add constraint price_list_import_status
        check (status in ('RUNNING', 'NEEDS_CONFIRMATION', 'COMPLETED', 'FAILED')),
      add column kind text collate "C" check (kind in ('LICENCE', 'SOFTWARE', 'OFFER_MATRIX')),
      add column markets text[] not null default '{}',
      add column month text collate "C",
      add column is_preview boolean not null default false,
      add column is_partial boolean not null default false,
      add column is_dry_run boolean not null default false,
      add column is_confirmed boolean not null default false,
      add column rows_unchanged int not null default 0,
      add column rows_skipped int not null default 0,
      add column warnings text[] not null default '{}',
      add column content_hash text,
      add column version int`);
    this.addSql('create index price_list_import_version on catalog.price_list_import (vendor_id, version)');
    this.addSql(`create table catalog.price_change (
      import_id text collate "C" not null references catalog.price_list_import (id) on delete cascade,
      plan_id text collate "C" not null references catalog.plan (id),
      effective_at timestamptz not null,
      before numeric(21, 6),
      after numeric(21, 6),
      primary key (import_id, effective_at, plan_id)
    )`);
  }

  /** The rows of sheets that are being imported. An import that is interrupted begins again, so these need no log. */
  private stagedRows(): void {
    this.addSql(`create unlogged table catalog.sheet_row (
      import_id text collate "C" not null,
      line int not null,
      sheet text collate "C" not null,
      mpn text collate "C" not null,
      segment text collate "C" not null,
      term text collate "C",
      billing_cycle text collate "C" not null,
      market text collate "C" not null,
      currency text collate "C" not null,
      kind text collate "C" not null,
      min_quantity int not null,
      max_quantity int,
      valid_from timestamptz not null,
      valid_to timestamptz,
      end_of_sale timestamptz,
      unit_cost numeric(21, 6) not null,
      retail numeric(21, 6),
      plan_id text collate "C" not null,
      is_other_kind boolean not null,
      outcome text collate "C" not null check (outcome in ('ADDED', 'CHANGED', 'UNCHANGED')),
      primary key (import_id, line),
      unique (import_id, plan_id, valid_from, min_quantity)
    )`);
    this.addSql(`create unlogged table catalog.sheet_product (
      import_id text collate "C" not null,
      mpn text collate "C" not null,
      new_product_id text collate "C" not null,
      name text not null,
      description text,
      category text not null,
      is_changed boolean not null default false,
      primary key (import_id, mpn)
    )`);
    this.addSql(`create unlogged table catalog.sheet_retirement (
      import_id text collate "C" not null,
      plan_id text collate "C" not null,
      primary key (import_id, plan_id)
    )`);
  }
}
