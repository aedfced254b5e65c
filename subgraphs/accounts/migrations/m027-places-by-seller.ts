import { Migration } from '@mikro-orm/migrations';
import { PLANNED_BY_SIZE } from '../../shared/database/listing.ts';

/** A tax id without what people write between its parts. */
const BARE_TAX_ID = `regexp_replace(lower(member.tax_id), '[^[:alnum:]]+', '', 'g')`;
const TAX_IDS = `coalesce(' ' || lower(member.tax_id) || ' ' || ${BARE_TAX_ID}, '')`;
const WHOLE_VALUES = ['member.id', 'substr(member.id, 5)']
  .concat(['member.external_id', `member.contact ->> 'email'`, 'member.tenant_domain', 'member.tax_id'].map(lower))
  .concat(BARE_TAX_ID);

function lower(value: string): string {
  return `lower(${value})`;
}

/** The columns of what accounts are found by, with their values. */
const SEARCHED = {
  seller_id: 'member.parent_id',
  type: 'member.type',
  status: 'member.status',
  external_id: 'member.external_id',
  name_key: 'lower(member.name)',
  words: `member.search_text || ${TAX_IDS}`,
  whole_values: `array_remove(array[${WHOLE_VALUES.join(', ')}], null)`,
};
const SEARCHED_COLUMNS = Object.keys(SEARCHED);
const SEARCHED_VALUES = Object.values(SEARCHED).join(', ');

const ADDRESSES = `(
    select lower(member.contact ->> 'email') as email
    union select lower(email) from accounts."user" where account_id = member.id
  ) as address`;
const EMAIL_COLUMNS = 'member_id, email, seller_id, type, status, external_id, name_key';
const EMAIL_VALUES = `member.id, address.email, member.parent_id, member.type, member.status, member.external_id,
  lower(member.name)`;

/** The function that moves a subtree with all lists that name the accounts above. */
const MOVE_ACCOUNTS = `create or replace function
  accounts.move_accounts(root text, before public.ltree, after public.ltree, number int) returns void
  language plpgsql ${PLANNED_BY_SIZE} set tiergraph.moving = 'on' as $$
  begin
    update accounts.account set
      path = case when id = root then after else after || subpath(path, nlevel(before)) end,
      parent_id = case when id = root then 'acc_' || subpath(after, -2, 1)::text else parent_id end,
      moved_in = move_accounts.number
    where path <@ before;
    update accounts.account_search set seller_id = account.parent_id from accounts.account
    where account.id = root and member_id = root;
    update accounts.account_email set seller_id = account.parent_id from accounts.account
    where account.id = root and member_id = root;
    update accounts.audit_place as entry set path = account.path from accounts.account
    where account.path <@ after and entry.stands_on = account.id;
    perform accounts.move_member_below(before, after);
    perform accounts.move_audit_below(before, after);
  end $$`;

/**
 * What accounts are found by, and their e-mail addresses, stand with their sellers instead of with all accounts above them: of
 * a subtree that moves, only the account at its top gets another seller. The tables from before are kept for processes of the
 * release before, and moves leave them alone.
 */
export class M027PlacesBySeller extends Migration {
  override up(): void {
    this.addSearch();
    this.addEmails();
    // No account is added between this and the triggers, so that the filling knows where they began.
    this.addSql('lock table accounts.account in share row exclusive mode');
    this.keepSearch();
    this.keepEmails();
    this.fillSearch();
    this.fillEmails();
    this.addMove();
  }

  private addSearch(): void {
    this.addSql(`create table accounts.account_search (
      member_id text collate "C" not null references accounts.account (id) on delete cascade,
      seller_id text collate "C",
      type text collate "C" not null,
      status text collate "C" not null,
      external_id text collate "C",
      name_key text collate "C" not null,
      words text not null,
      whole_values text[] not null,
      separate_words text not null generated always as
        (' ' || regexp_replace(words, '[^[:alnum:]]+', ' ', 'g') || ' ') stored,
      brief text generated always as (
        case when octet_length(words) + octet_length(name_key) <= 1900 then words end
      ) stored,
      primary key (member_id) include (type, status, seller_id, brief)
    ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
      autovacuum_analyze_scale_factor = 0.02)`);
    this.addSql(`create index account_search_name on accounts.account_search (name_key, member_id)
      include (type, status, seller_id, brief)`);
  }

  private addEmails(): void {
    this.addSql(`create table accounts.account_email (
      member_id text collate "C" not null references accounts.account (id) on delete cascade,
      email text collate "C" not null,
      seller_id text collate "C",
      type text collate "C" not null,
      status text collate "C" not null,
      external_id text collate "C",
      name_key text collate "C" not null,
      primary key (member_id, email)
    ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
      autovacuum_analyze_scale_factor = 0.02)`);
    const index = (name: string, columns: string): void =>
      this.addSql(`create index account_email_${name} on accounts.account_email (email, type, status, ${columns})
        include (seller_id)`);
    index('page', 'member_id');
    index('name', 'name_key, member_id');
  }

  private keepSearch(): void {
    this.addSql(`create function accounts.keep_account_search() returns trigger language plpgsql as $$
      begin
        insert into accounts.account_search (member_id, ${SEARCHED_COLUMNS.join(', ')})
        select member.id, ${SEARCHED_VALUES} from accounts.account as member where id = new.id
        on conflict (member_id) do update
          set ${SEARCHED_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')};
        return null;
      end $$`);
    this.addSql(`create trigger account_search_added after insert on accounts.account
      for each row execute function accounts.keep_account_search()`);
    this.addTrigger('account_search_changed', ['search_text', 'tax_id'], 'keep_account_search');
  }

  /** A trigger for what changes besides the path. */
  private addTrigger(name: string, columns: readonly string[], keep: string): void {
    const found = (row: string): string =>
      ['parent_id', 'type', 'status', 'external_id', 'name', ...columns].map((column) => `${row}.${column}`).join(', ');
    this.addSql(`create trigger ${name} after update on accounts.account for each row
      when (coalesce(current_setting('tiergraph.moving', true), '') <> 'on'
        and (${found('old')}) is distinct from (${found('new')}))
      execute function accounts.${keep}()`);
  }

  private keepEmails(): void {
    // The lock makes simultaneous changes of one account and its users wait for each other. The plans are made while the table
    // is still small, and used when it is large: by the key, never by a look at all of it.
    this.addSql(`create function accounts.list_account_emails(of_id text) returns void language plpgsql
      set enable_seqscan = off as $$
      begin
        perform from accounts.account where id = of_id for no key update;
        delete from accounts.account_email where member_id = of_id;
        insert into accounts.account_email (${EMAIL_COLUMNS})
        select ${EMAIL_VALUES} from accounts.account as member cross join lateral ${ADDRESSES}
        where member.id = of_id and address.email is not null;
      end $$`);
    this.addSql(`create function accounts.keep_account_emails() returns trigger language plpgsql as $$
      begin
        perform accounts.list_account_emails(new.id);
        return null;
      end $$`);
    this.addSql(`create function accounts.keep_user_email() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then perform accounts.list_account_emails(old.account_id); end if;
        if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.account_id <> old.account_id) then
          perform accounts.list_account_emails(new.account_id);
        end if;
        return null;
      end $$`);
    this.addSql(`create trigger account_email_added after insert on accounts.account
      for each row execute function accounts.keep_account_emails()`);
    this.addTrigger('account_email_changed', [`contact ->> 'email'`], 'keep_account_emails');
    this.addSql(`create trigger user_email_added after insert or delete on accounts."user"
      for each row execute function accounts.keep_user_email()`);
    this.addSql(`create trigger user_email_changed after update on accounts."user" for each row
      when ((old.account_id, old.email) is distinct from (new.account_id, new.email))
      execute function accounts.keep_user_email()`);
  }

  private fillSearch(): void {
    this.addFilling(
      'account_search',
      `insert into accounts.account_search (member_id, ${SEARCHED_COLUMNS.join(', ')})
       select member.id, ${SEARCHED_VALUES} from accounts.account as member where member.id = any (page) order by member.id
       on conflict do nothing`,
    );
  }

  private fillEmails(): void {
    this.addFilling('account_email', 'perform accounts.list_account_emails(id) from unnest(page) as id');
  }

  /**
   * Adds a function that fills a table with the next accounts from before the triggers; it answers how many accounts there were.
   * They are locked before they are read, with their users: who changes one waits, or has put its row there.
   */
  private addFilling(table: string, adding: string): void {
    this.addSql(`insert into accounts.filling (name, last_id, until_id)
      select '${table}', '', coalesce(max(id), '') from accounts.account`);
    this.addSql(`create function accounts.fill_${table}(most int) returns int language plpgsql as $$
      declare
        reached accounts.filling;
        page text[];
      begin
        select * into reached from accounts.filling where name = '${table}' for update;
        page := array(select id from accounts.account where id > reached.last_id and id <= reached.until_id
          order by id limit most for no key update);
        ${adding};
        update accounts.filling set last_id = coalesce(page[cardinality(page)], until_id) where name = '${table}';
        return cardinality(page);
      end $$`);
  }

  private addMove(): void {
    this.addSql(MOVE_ACCOUNTS);
    // The place of an entry is in no index: with room beside it, a move writes it without looking up any.
    this.addSql('alter table accounts.audit_place set (fillfactor = 85)');
  }
}
