import { Migration } from '@mikro-orm/migrations';

/** Indexes for the look-up of part numbers in upper or lower case, with or without the SKU. */
export class M002MpnLookup extends Migration {
  override up(): void {
    this.addSql('create index product_mpn_key on catalog.product (upper(mpn))');
    this.addSql(`create index product_mpn_product on catalog.product (upper(split_part(mpn, ':', 1)))`);
  }
}
