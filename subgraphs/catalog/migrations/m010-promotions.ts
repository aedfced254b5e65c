import { Migration } from '@mikro-orm/migrations';

/** The vendors' promotions as their lists tell them, one list for each market. */
export class M010Promotions extends Migration {
  override up(): void {
    this.addSql(`create table catalog.promotion_list (
      vendor_id text collate "C" not null references catalog.vendor (id),
      market text collate "C" not null,
      read_at timestamptz not null,
      primary key (vendor_id, market)
    )`);
    this.addSql(`create table catalog.promotion (
      id text collate "C" primary key,
      vendor_id text collate "C" not null references catalog.vendor (id),
      market text collate "C" not null,
      vendor_key text collate "C" not null,
      name text not null,
      description text,
      segment text collate "C" not null check (segment in ('COMMERCIAL', 'EDUCATION', 'NONPROFIT')),
      valid_from timestamptz not null,
      valid_to timestamptz not null,
      min_quantity int check (min_quantity > 0),
      max_quantity int check (max_quantity > 0),
      withdrawn_at timestamptz,
      unique (vendor_id, market, vendor_key),
      check (valid_to > valid_from)
    )`);
    this.addSql(`create table catalog.promotion_product (
      promotion_id text collate "C" not null references catalog.promotion (id) on delete cascade,
      mpn text collate "C" not null,
      market text collate "C" not null,
      term text collate "C",
      billing_cycle text collate "C" not null,
      percent numeric(9, 6) not null check (percent > 0 and percent <= 100),
      unique nulls not distinct (promotion_id, mpn, term, billing_cycle)
    )`);
    this.addSql('create index promotion_product_mpn on catalog.promotion_product (mpn, market)');
  }
}
