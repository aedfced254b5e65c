import { Migration } from '@mikro-orm/migrations';

/**
 * What resellers are told of prices that rise: when each version of a price list is due, and who was told of it. Versions from
 * before are told to nobody; those that processes of the release before publish meanwhile are.
 */
export class M012PriceNotices extends Migration {
  override up(): void {
    this.addSql(`alter table catalog.price_version
      add column notices_due_at timestamptz,
      add column notices_ended_at timestamptz`);
    this.addSql('update catalog.price_version set notices_ended_at = published_at');
    this.addSql(
      'create index price_version_untold on catalog.price_version (published_at) where notices_ended_at is null',
    );
    this.addSql(`create table catalog.price_notice (
      import_id text collate "C" not null references catalog.price_list_import (id) on delete cascade,
      account_id text collate "C" not null,
      plans int not null check (plans >= 0),
      written_at timestamptz not null,
      primary key (import_id, account_id)
    )`);
  }
}
