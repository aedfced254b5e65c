import { Migration } from '@mikro-orm/migrations';

/** Listings have a status and texts of their own, sellers may want to be asked, and hubs tie marketplaces to systems. */
export class M008Marketplaces extends Migration {
  override up(): void {
    this.listings();
    this.consents();
    this.hubs();
    // Which marketplaces a customer buys in. Null where accounts has not told it yet.
    this.addSql('alter table catalog.account add column country text collate "C"');
  }

  private listings(): void {
    this.addSql(`alter table catalog.listing
      alter column published_at drop not null,
      add column status text collate "C" not null default 'PUBLISHED'
        constraint listing_status check (status in ('REQUESTED', 'PUBLISHED', 'DECLINED', 'RETIRED')),
      add column name text,
      add column description text,
      add column asked_id text collate "C",
      add column reason text,
      add constraint listing_published check (status <> 'PUBLISHED' or published_at is not null)`);
    this.addSql(`update catalog.listing set status = 'RETIRED' where retired_at is not null`);
    // A process of the release before retires a listing without saying so in its status.
    this.addSql(`create function catalog.retire_listing() returns trigger language plpgsql as $$ begin
      new.status := 'RETIRED';
      return new;
    end $$`);
    this.addSql(`create trigger listing_retires before update on catalog.listing for each row
      when (new.retired_at is not null and new.status <> 'RETIRED') execute function catalog.retire_listing()`);
  }

  private consents(): void {
    this.addSql(`create table catalog.listing_consent (
      seller_id text collate "C" not null,
      account_id text collate "C",
      is_needed boolean not null,
      unique nulls not distinct (seller_id, account_id)
    )`);
  }

  private hubs(): void {
    this.addSql(`create table catalog.hub (
      id text collate "C" primary key,
      owner_id text collate "C" not null,
      name text not null,
      name_key text collate "C" not null generated always as (lower(name)) stored,
      api_client_id text collate "C",
      created_at timestamptz not null,
      unique (owner_id, name_key)
    )`);
    this.addSql(`create table catalog.hub_marketplace (
      hub_id text collate "C" not null references catalog.hub (id),
      marketplace_id text collate "C" not null references catalog.marketplace (id),
      primary key (hub_id, marketplace_id)
    )`);
  }
}
