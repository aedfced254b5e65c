import { Migration } from '@mikro-orm/migrations';

export class M004TermsMoment extends Migration {
  override up(): void {
    this.addSql(`alter table orders.credit add column decided_at timestamptz not null default 'epoch'`);
  }
}
