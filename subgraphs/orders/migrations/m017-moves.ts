import { Migration } from '@mikro-orm/migrations';
import { followingStatements } from '../../shared/database/account-moves.ts';
import { movingStatements } from '../../shared/database/listing.ts';
import { ORDER_LISTING } from './m009-order-lists.ts';
import { SUBSCRIPTION_LISTING } from './m010-subscription-lists.ts';

/**
 * Accounts go to other sellers, and their orders and subscriptions with them, a whole subtree at once. A credit limit is that of
 * a pair of seller and buyer in one currency, and a reservation stays with its pair.
 */
export class M017Moves extends Migration {
  override up(): void {
    this.addPairs();
    this.addMoves();
  }

  private addPairs(): void {
    this.addSql(`alter table orders.credit add column seller_id text collate "C" not null default '',
      drop constraint credit_pkey, alter column currency type text collate "C"`);
    this.addSql(`update orders.credit set seller_id = account.parent_id
      from orders.account where account.id = account_id and account.parent_id is not null`);
    this.addSql('alter table orders.credit add primary key (account_id, seller_id, currency)');
    this.addSql(`create index credit_key on orders.credit ((account_id || ' ' || seller_id || ' ' || currency))
      where limit_minor > 0`);
    this.addSql('alter table orders.ledger_entry add column seller_id text collate "C"');
    this.addSql(`update orders.ledger_entry set seller_id = credit.seller_id
      from orders."order" as placed, orders.credit
      where placed.completed_at is null and order_id = placed.id and kind = 'RESERVED'
        and credit.account_id = ledger_entry.account_id`);
  }

  private addMoves(): void {
    for (const statement of followingStatements('orders')) this.addSql(statement);
    for (const statement of movingStatements(ORDER_LISTING)) this.addSql(statement);
    for (const statement of movingStatements(SUBSCRIPTION_LISTING)) this.addSql(statement);
    this.addSql(`create function orders.move_rows(before public.ltree, after public.ltree)
      returns void language plpgsql set tiergraph.moving = 'on' as $$
      begin
        update orders."order" set path = orders.moved_path(path, before, after) where path <@ before;
        update orders.subscription set path = orders.moved_path(path, before, after) where path <@ before;
        update orders.attention set path = orders.moved_path(path, before, after) where path <@ before;
        perform orders.move_order_below(before, after);
        perform orders.move_subscription_below(before, after);
      end $$`);
    // Whoever adds something of an order may have read it before it moved.
    this.addSql(`create function orders.place_with_order() returns trigger language plpgsql as $$
      begin
        new.path := coalesce((select placed.path from orders."order" as placed where id = new.order_id for share), new.path);
        return new;
      end $$`);
    for (const table of ['subscription', 'attention']) {
      this.addSql(`create trigger ${table}_placed before insert on orders.${table}
        for each row when (new.order_id is not null) execute function orders.place_with_order()`);
    }
  }
}
