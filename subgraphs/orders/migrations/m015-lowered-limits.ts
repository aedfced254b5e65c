import { Migration } from '@mikro-orm/migrations';

/** A credit limit may be lowered below what is owed and reserved: then nothing more can be ordered. */
export class M015LoweredLimits extends Migration {
  override up(): void {
    this.addSql('alter table orders.credit drop constraint credit_check');
  }
}
