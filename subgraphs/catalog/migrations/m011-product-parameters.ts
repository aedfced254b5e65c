import { Migration } from '@mikro-orm/migrations';

/** What vendors ask of whoever orders their products. Of the products that there are, nothing is asked. */
export class M011ProductParameters extends Migration {
  override up(): void {
    this.addSql(`alter table catalog.product add column parameters jsonb not null default '[]'`);
    this.addSql(`alter table catalog.sheet_product add column parameters jsonb not null default '[]'`);
  }
}
