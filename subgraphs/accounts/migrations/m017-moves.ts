import { Migration } from '@mikro-orm/migrations';
import { EACH_PAIR, LEAVING_AND_COMING, movingStatements, PLANNED_BY_SIZE } from '../../shared/database/listing.ts';
import { MEMBER_LISTING } from './m004-account-lists.ts';

/** The function that moves the addresses of a subtree: those of an account are the ones that are listed under the account itself. */
export const MOVE_EMAILS = `create or replace function accounts.move_email_below(before public.ltree, after public.ltree) returns void
  language plpgsql ${PLANNED_BY_SIZE} set enable_hashjoin = off set enable_mergejoin = off as $$
  declare
    ${LEAVING_AND_COMING}
    old text;
    new text;
    ids text[];
  begin
    ids := array(select id from accounts.account where path <@ after order by id);
    ${EACH_PAIR}
      if old is not null and new is not null then
        update accounts.email_below as entry set account_id = new from unnest(ids) as id
        where entry.member_id = id and entry.account_id = old;
      elsif old is not null then
        delete from accounts.email_below as entry using unnest(ids) as id where entry.member_id = id and entry.account_id = old;
      else
        insert into accounts.email_below (member_id, account_id, email, type, status, external_id, name_key)
        select entry.member_id, new, entry.email, entry.type, entry.status, entry.external_id, entry.name_key
        from unnest(ids) as id join accounts.email_below as entry on entry.member_id = id and entry.account_id = id
        order by entry.email, entry.member_id
        on conflict do nothing;
      end if;
    end loop;
  end $$`;

/**
 * Moves of accounts to other sellers, in their order, and the last of them that changed an account's path; and whose terms an
 * account has. One function moves a
 * whole subtree with all lists that are kept of it: entry by entry, as the triggers do it, would take ten times as long.
 */
export class M017Moves extends Migration {
  override up(): void {
    this.addTerms();
    this.addMoves();
  }

  /** Terms are those of a pair of seller and buyer in one currency, and each request is that of one seller. */
  private addTerms(): void {
    this.addSql(`create table accounts.terms (
      account_id text collate "C" not null references accounts.account on delete cascade,
      seller_id text collate "C" not null,
      currency text collate "C" not null,
      credit_limit_minor bigint not null check (credit_limit_minor > 0),
      decided_at timestamptz not null,
      primary key (account_id, seller_id, currency)
    )`);
    this.addSql(`create index terms_key on accounts.terms ((account_id || ' ' || seller_id || ' ' || currency))`);
    this.addSql(`insert into accounts.terms (account_id, seller_id, currency, credit_limit_minor, decided_at)
      select id, parent_id, currency, terms_credit_limit_minor, terms_decided_at from accounts.account
      where terms_status = 'APPROVED' and terms_decided_at is not null and parent_id is not null
        and terms_credit_limit_minor > 0`);
    this.addSql('alter table accounts.terms_request add column seller_id text collate "C"');
    this.addSql(`update accounts.terms_request set seller_id = parent_id
      from accounts.account where account.id = account_id`);
    this.addSql(`create unique index terms_request_open_currency on accounts.terms_request (account_id, currency)
      where status = 'REQUESTED'`);
    this.addSql('drop index accounts.terms_request_open');
    this.addSql(`create index terms_request_undecided on accounts.terms_request (id desc) where status = 'REQUESTED'`);
  }

  private addMoves(): void {
    this.addSql(`create table accounts.account_move (
      number int primary key,
      account_id text collate "C" not null references accounts.account on delete cascade,
      from_path public.ltree not null,
      to_path public.ltree not null,
      from_parent_id text collate "C" not null,
      to_parent_id text collate "C" not null,
      reason text not null,
      moved_by text collate "C" not null,
      moved_for text collate "C" not null,
      moved_at timestamptz not null
    )`);
    this.addSql('create index account_move_account on accounts.account_move (account_id)');
    this.addSql('alter table accounts.account add column moved_in int not null default 0');
    // Every search looks into the index of words that begins with the accounts above.
    this.addSql('drop index accounts.account_search');
    for (const statement of movingStatements(MEMBER_LISTING)) this.addSql(statement);
    this.addEmails();
    this.addSql(`create function accounts.move_accounts(root text, before public.ltree, after public.ltree, number int)
      returns void language plpgsql set tiergraph.moving = 'on' as $$
      begin
        update accounts.account set
          path = case when id = root then after else after || subpath(path, nlevel(before)) end,
          parent_id = case when id = root then 'acc_' || subpath(after, -2, 1)::text else parent_id end,
          moved_in = move_accounts.number
        where path <@ before;
        perform accounts.move_member_below(before, after);
        perform accounts.move_email_below(before, after);
      end $$`);
  }

  private addEmails(): void {
    this.addSql(`create or replace function accounts.keep_emails_of_account() returns trigger language plpgsql as $$
      begin
        if current_setting('tiergraph.moving', true) = 'on' then return null; end if;
        perform accounts.list_emails(new.id);
        return null;
      end $$`);
    this.addSql(MOVE_EMAILS);
  }
}
