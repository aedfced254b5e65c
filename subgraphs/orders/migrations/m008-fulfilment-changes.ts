import { Migration } from '@mikro-orm/migrations';

export class M008FulfilmentChanges extends Migration {
  override up(): void {
    this.addSql('alter table orders.fulfilment add column changed_at timestamptz');
  }
}
