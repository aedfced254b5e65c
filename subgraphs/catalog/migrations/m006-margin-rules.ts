import { Migration } from '@mikro-orm/migrations';

/**
 * Rules by vendor and category, below the retail price, at a fixed price, and with a validity. Where two of the same target
 * hold at once, the one that ends first counts, and then the latest begun: only two with the same validity would be
 * ambiguous, and those cannot be.
 */
export class M006MarginRules extends Migration {
  override up(): void {
    this.addSql(`alter table catalog.margin
      alter column percent drop not null,
      add column vendor_id text collate "C" references catalog.vendor (id),
      add column category text,
      add column percent_off_retail numeric(12, 6),
      add column fixed_price numeric(21, 6) check (fixed_price >= 0),
      add column valid_from timestamptz,
      add column valid_to timestamptz,
      drop constraint margin_seller_id_account_id_product_id_plan_id_key,
      add constraint margin_target unique nulls not distinct
        (seller_id, account_id, vendor_id, category, product_id, plan_id, valid_from, valid_to),
      add constraint margin_one_target check (num_nonnulls(vendor_id, category, product_id, plan_id) <= 1),
      add constraint margin_one_price check (num_nonnulls(percent, percent_off_retail, fixed_price) = 1),
      add constraint margin_fixed_of_plan check (fixed_price is null or plan_id is not null),
      add constraint margin_validity check (valid_to > valid_from)`);
    this.addSql('create index margin_of_seller on catalog.margin (seller_id, id desc)');
  }
}
