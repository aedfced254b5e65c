import { Migration } from '@mikro-orm/migrations';

/** Part numbers are looked up in any case, and without the SKU. */
export class M002MpnLookup extends Migration {
  override up(): void {
    this.addSql('create index product_mpn_key on catalog.product (upper(mpn))');
    this.addSql(`create index product_mpn_product on catalog.product (upper(split_part(mpn, ':', 1)))`);
  }
}
