import { Migration } from '@mikro-orm/migrations';
import { ORDER_CONSTRAINTS } from './m006-order-constraints.ts';

/** Checks the rows from before the constraints, in a transaction of its own, which lets others write meanwhile. */
export class M007CheckedConstraints extends Migration {
  override up(): void {
    for (const [table, name] of ORDER_CONSTRAINTS) this.addSql(`alter table ${table} validate constraint ${name}`);
  }
}
