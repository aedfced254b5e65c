import { Migration } from '@mikro-orm/migrations';
import { movingStatements, PLANNED_BY_SIZE, UNLESS_MOVING } from '../../shared/database/listing.ts';
import { MEMBER_LISTING } from './m004-account-lists.ts';
import { AUDIT_LISTING } from './m016-audit-log.ts';
import { MOVE_EMAILS } from './m017-moves.ts';

/** The function that moves a subtree; `more` are statements for what later migrations keep by path. */
export const moveAccounts = (...more: readonly string[]): string => `create or replace function
  accounts.move_accounts(root text, before public.ltree, after public.ltree, number int) returns void
  language plpgsql ${PLANNED_BY_SIZE} set tiergraph.moving = 'on' as $$
  begin
    update accounts.account set
      path = case when id = root then after else after || subpath(path, nlevel(before)) end,
      parent_id = case when id = root then 'acc_' || subpath(after, -2, 1)::text else parent_id end,
      moved_in = move_accounts.number
    where path <@ before;
    update accounts.audit_place as entry set path = account.path from accounts.account
    where account.path <@ after and entry.stands_on = account.id;
    perform accounts.move_member_below(before, after);
    perform accounts.move_email_below(before, after);
    perform accounts.move_audit_below(before, after);
    ${more.join(';\n    ')}
  end $$`;

/**
 * Moves take the audit log along in one statement, too, instead of account by account. They read nothing that stays, and ask no
 * trigger for each row: each list is gone through once, by the keys of the rows that move.
 */
export class M021MovesAtOnce extends Migration {
  override up(): void {
    for (const listing of [MEMBER_LISTING, AUDIT_LISTING]) {
      for (const statement of movingStatements(listing)) this.addSql(statement);
    }
    this.addSql(`create or replace trigger account_emails_moved after update on accounts.account for each row
      when (${UNLESS_MOVING} and
        (old.path::text, old.contact ->> 'email', old.type, old.status, old.external_id, old.name) is distinct from
        (new.path::text, new.contact ->> 'email', new.type, new.status, new.external_id, new.name))
      execute function accounts.keep_emails_of_account()`);
    this.addSql(`create or replace trigger account_audit_moved after update of path on accounts.account for each row
      when (${UNLESS_MOVING} and old.path::text is distinct from new.path::text) execute function accounts.move_audit()`);
    this.addSql(MOVE_EMAILS);
    this.addSql(moveAccounts());
  }
}
