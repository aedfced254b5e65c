import { Migration } from '@mikro-orm/migrations';
import { listingStatements, type Listing } from '../../shared/database/listing.ts';

/** How accounts are listed under the accounts above them. */
export const MEMBER_LISTING: Listing = {
  schema: 'accounts',
  name: 'member',
  table: 'accounts.account',
  columns: ['type', 'status', 'external_id', { name: 'name_key', of: (row) => `lower(${row}.name)` }],
  counted: ['type', 'status'],
};

/**
 * Each account under itself and every account above it, so that a page of anybody's list is one range of an index, and how
 * many accounts there are; the same for e-mail addresses. Triggers keep them, also for processes of the release before.
 */
export class M004AccountLists extends Migration {
  override up(): void {
    this.addSql(
      'create table accounts.filling (name text primary key, last_id text collate "C" not null, until_id text collate "C" not null)',
    );
    // No account is added between this and the triggers, so that the filling knows where they began.
    this.addSql('lock table accounts.account in share row exclusive mode');
    for (const statement of listingStatements(MEMBER_LISTING)) this.addSql(statement);
    this.addIndexes();
    this.addEmails();
    // The accounts on a path, for an index of words that begins with them.
    this.addSql(`create function accounts.labels_of(path public.ltree) returns text[]
      language sql immutable parallel safe as $$ select string_to_array(path::text, '.') $$`);
  }

  private addIndexes(): void {
    const index = (name: string, columns: string, where = ''): void =>
      this.addSql(`create index member_below_${name} on accounts.member_below (account_id, ${columns}) ${where}`);
    index('page', 'member_id');
    index('name', 'name_key, member_id');
    index('kind', 'type, status, member_id');
    index('kind_name', 'type, status, name_key, member_id');
    index('external', 'external_id, type, status, member_id', 'where external_id is not null');
    index('external_name', 'external_id, type, status, name_key, member_id', 'where external_id is not null');
  }

  /** An account has the addresses of its contact and of its users. */
  private addEmails(): void {
    this.addSql(`create table accounts.email_below (
      member_id text collate "C" not null references accounts.account (id) on delete cascade,
      account_id text collate "C" not null,
      email text collate "C" not null,
      type text collate "C" not null,
      status text collate "C" not null,
      external_id text collate "C",
      name_key text collate "C" not null,
      primary key (member_id, account_id, email)
    )`);
    const index = (name: string, columns: string): void =>
      this.addSql(
        `create index email_below_${name} on accounts.email_below (account_id, email, type, status, ${columns})`,
      );
    index('page', 'member_id');
    index('name', 'name_key, member_id');
    // The lock makes simultaneous changes of one account and its users wait for each other.
    this.addSql(`create function accounts.list_emails(of_id text) returns void language plpgsql as $$
      begin
        perform from accounts.account where id = of_id for no key update;
        delete from accounts.email_below where member_id = of_id;
        insert into accounts.email_below (member_id, account_id, email, type, status, external_id, name_key)
        select of_id, 'acc_' || above.label, address.email, type, status, external_id, lower(name)
        from accounts.account as member
          cross join lateral unnest(string_to_array(member.path::text, '.')) as above (label)
          cross join lateral (
            select lower(member.contact ->> 'email') as email
            union select lower(email) from accounts."user" where account_id = member.id
          ) as address
        where member.id = of_id and address.email is not null;
      end $$`);
    this.addSql(`create function accounts.keep_emails_of_account() returns trigger language plpgsql as $$
      begin
        perform accounts.list_emails(new.id);
        return null;
      end $$`);
    this.addSql(`create function accounts.keep_emails_of_user() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then perform accounts.list_emails(old.account_id); end if;
        if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.account_id <> old.account_id) then
          perform accounts.list_emails(new.account_id);
        end if;
        return null;
      end $$`);
    this.addSql(`create trigger account_emails_listed after insert on accounts.account
      for each row execute function accounts.keep_emails_of_account()`);
    this.addSql(`create trigger account_emails_moved after update on accounts.account for each row
      when ((old.path::text, old.contact ->> 'email', old.type, old.status, old.external_id, old.name) is distinct from
        (new.path::text, new.contact ->> 'email', new.type, new.status, new.external_id, new.name))
      execute function accounts.keep_emails_of_account()`);
    this.addSql(`create trigger user_emails_listed after insert or delete on accounts."user"
      for each row execute function accounts.keep_emails_of_user()`);
    this.addSql(`create trigger user_emails_moved after update on accounts."user" for each row
      when ((old.account_id, old.email) is distinct from (new.account_id, new.email))
      execute function accounts.keep_emails_of_user()`);
    this.fillEmails();
  }

  /** Lists the addresses of the next accounts from before the triggers; answers how many accounts there were. */
  private fillEmails(): void {
    this.addSql(`insert into accounts.filling (name, last_id, until_id)
      select 'email_below', '', coalesce(max(id), '') from accounts.account`);
    this.addSql(`create function accounts.fill_email_below(most int) returns int language plpgsql as $$
      declare
        reached accounts.filling;
        page text[];
      begin
        select * into reached from accounts.filling where name = 'email_below' for update;
        page := array(select id from accounts.account where id > reached.last_id and id <= reached.until_id
          order by id limit most);
        perform accounts.list_emails(id) from unnest(page) as id;
        update accounts.filling set last_id = coalesce(page[cardinality(page)], until_id) where name = 'email_below';
        return cardinality(page);
      end $$`);
  }
}
