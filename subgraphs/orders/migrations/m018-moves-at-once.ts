import { Migration } from '@mikro-orm/migrations';
import { movingStatements } from '../../shared/database/listing.ts';
import { ORDER_LISTING } from './m009-order-lists.ts';
import { SUBSCRIPTION_LISTING } from './m010-subscription-lists.ts';

/** Moves read nothing of the lists that stays: each is gone through once, by the keys of the rows that move. */
export class M018MovesAtOnce extends Migration {
  override up(): void {
    for (const listing of [ORDER_LISTING, SUBSCRIPTION_LISTING]) {
      for (const statement of movingStatements(listing)) this.addSql(statement);
    }
  }
}
