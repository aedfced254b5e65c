import { Migration } from '@mikro-orm/migrations';

/** The promotion with which a line is bought, and trials. The lines from before are of the three other kinds. */
export class M020PromotionsAndTrials extends Migration {
  override up(): void {
    this.addSql('alter table orders.cart_line add column promotion_id text collate "C"');
    this.addSql(`alter table orders.order_line add column promotion_id text collate "C",
      add column vendor_promotion_id text,
      drop constraint order_line_kind_check,
      add constraint order_line_kind check (kind in ('LICENCE', 'SOFTWARE', 'PERPETUAL', 'TRIAL')) not valid`);
  }
}
