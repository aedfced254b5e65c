import { Migration } from '@mikro-orm/migrations';
import { listingStatements, type Listing } from '../../shared/database/listing.ts';

/** How entries of the audit log are listed under the accounts above those that they stand on. */
export const AUDIT_LISTING: Listing = {
  schema: 'accounts',
  name: 'audit',
  table: 'accounts.audit_place',
  columns: ['action', 'actor_id', 'subject_id'],
  counted: ['action'],
  below: (row, path) => `${row}.stands_on in (select id from accounts.account where path <@ ${path})`,
};

/**
 * The audit log. Entries and what they tell of persons are apart: nothing changes or removes an entry, and of a person only
 * erasing takes away what was told. Where an entry is listed is no part of it: it follows its account.
 */
export class M016AuditLog extends Migration {
  override up(): void {
    this.addSql(`create table accounts.audit_entry (
      id text collate "C" primary key,
      action text not null,
      account_id text collate "C" not null,
      subject_id text collate "C",
      actor_id text collate "C",
      actor_account_id text collate "C",
      acting_from_id text collate "C",
      party_id text collate "C",
      changes jsonb not null,
      request_id text,
      occurred_at timestamptz not null
    )`);
    this.addSql(`create table accounts.audit_person (
      entry_id text collate "C" not null,
      place int not null,
      user_id text collate "C",
      email_key text collate "C",
      address text,
      changes jsonb not null,
      erased_at timestamptz,
      primary key (entry_id, place)
    )`);
    this.addSql(
      'create index audit_person_user on accounts.audit_person (user_id) where user_id is not null and erased_at is null',
    );
    this.addSql('create index audit_person_email on accounts.audit_person (email_key) where email_key is not null');
    this.refuseChanges();
    this.addPlaces();
  }

  private refuseChanges(): void {
    this.addSql(`create function accounts.refuse_audit_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
      end $$`);
    this.addSql(`create trigger audit_entry_kept before update or delete on accounts.audit_entry
      for each row execute function accounts.refuse_audit_change()`);
    this.addSql(`create trigger audit_person_kept before delete on accounts.audit_person
      for each row execute function accounts.refuse_audit_change()`);
    for (const table of ['audit_entry', 'audit_person']) {
      this.addSql(`create trigger ${table}_not_emptied before truncate on accounts.${table}
        for each statement execute function accounts.refuse_audit_change()`);
    }
    // Whatever an update asks for: it erases, and can do nothing else.
    this.addSql(`create function accounts.erase_audit_person() returns trigger language plpgsql as $$
      begin
        if old.erased_at is not null or new.erased_at is null then
          raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
        end if;
        old.erased_at := new.erased_at;
        old.email_key := null;
        old.address := null;
        old.changes := coalesce((
          select jsonb_agg(change || jsonb_build_object(
            'before', case when change ->> 'before' is not null then 'erased' end,
            'after', case when change ->> 'after' is not null then 'erased' end
          ) order by place)
          from jsonb_array_elements(old.changes) with ordinality as told (change, place)
        ), '[]');
        return old;
      end $$`);
    this.addSql(`create trigger audit_person_erased before update on accounts.audit_person
      for each row execute function accounts.erase_audit_person()`);
  }

  /** Under which accounts an entry is listed: its own and every one above it, also after that was moved. */
  private addPlaces(): void {
    this.addSql(`create table accounts.audit_place (
      id text collate "C" primary key references accounts.audit_entry (id),
      stands_on text collate "C" not null references accounts.account (id) on delete cascade,
      path public.ltree not null,
      action text collate "C" not null,
      actor_id text collate "C",
      subject_id text collate "C",
      created_at timestamptz not null
    )`);
    this.addSql('create index audit_place_account on accounts.audit_place (stands_on)');
    for (const statement of listingStatements(AUDIT_LISTING)) this.addSql(statement);
    const index = (name: string, columns: string, where = ''): void =>
      this.addSql(
        `create index audit_below_${name} on accounts.audit_below (account_id, own, ${columns}, created_at, audit_id) ${where}`,
      );
    index('action', 'action');
    index('actor', 'actor_id, action', 'where actor_id is not null');
    index('subject', 'subject_id, action', 'where subject_id is not null');
    this.addSql(`create function accounts.move_audit() returns trigger language plpgsql as $$
      begin
        update accounts.audit_place set path = new.path where stands_on = new.id;
        return null;
      end $$`);
    this.addSql(`create trigger account_audit_moved after update of path on accounts.account for each row
      when (old.path::text is distinct from new.path::text) execute function accounts.move_audit()`);
  }
}
