import { Migration } from '@mikro-orm/migrations';
import { followingStatements } from '../../shared/database/account-moves.ts';

/** Accounts go to other sellers; the rules that their old seller had for them end. */
export class M004Moves extends Migration {
  override up(): void {
    for (const statement of followingStatements('catalog')) this.addSql(statement);
    this.addSql('create index margin_account on catalog.margin (account_id) where account_id is not null');
  }
}
