import { Migration } from '@mikro-orm/migrations';

/**
 * The rows of offer matrices, in versions as prices are. What products had as columns, and related products, become rows of
 * version 0: they go on holding, and no product lacks a row, until the vendor's matrix is imported again. The old columns
 * stay for processes of the release before; nothing reads or writes them any more.
 */
export class M009OfferMatrix extends Migration {
  override up(): void {
    this.addSql('alter table catalog.vendor add column matrix_version int not null default 0');
    this.addSql(`create table catalog.offer (
      vendor_id text collate "C" not null references catalog.vendor (id),
      mpn text collate "C" not null,
      since_version int not null,
      until_version int,
      min_quantity int not null check (min_quantity > 0),
      max_quantity int not null,
      ownership_limit int check (ownership_limit > 0),
      ownership_limit_type text,
      allowed_countries text[] not null default '{}',
      prerequisites text[] not null default '{}',
      conversions text[] not null default '{}',
      primary key (vendor_id, mpn, since_version),
      check (min_quantity <= max_quantity),
      check (until_version > since_version)
    )`);
    this
      .addSql(`insert into catalog.offer (vendor_id, mpn, since_version, min_quantity, max_quantity, prerequisites, conversions)
      select vendor_id, mpn, 0, min_quantity, max_quantity, ${related('PREREQUISITE')}, ${related('CONVERSION')}
      from catalog.product
      where min_quantity <> 1 or max_quantity <> 10000000
        or exists (select 1 from catalog.product_relation where product_id = product.id)`);
  }
}

function related(kind: string): string {
  return `array(select related_mpn from catalog.product_relation
    where product_id = product.id and kind = '${kind}' order by related_mpn)`;
}
