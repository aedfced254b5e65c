import { Migration } from '@mikro-orm/migrations';
import { UNLESS_MOVING } from '../../shared/database/listing.ts';
import { moveAccounts } from './m021-moves-at-once.ts';

/** The accounts above an account and itself, by which a search is kept within a subtree. */
const LABELS = `string_to_array(member.path::text, '.')`;
/** A tax id without what people write between its parts. */
const BARE_TAX_ID = `regexp_replace(lower(member.tax_id), '[^[:alnum:]]+', '', 'g')`;
const TAX_IDS = `coalesce(' ' || lower(member.tax_id) || ' ' || ${BARE_TAX_ID}, '')`;
const WHOLE_VALUES = ['member.id', 'substr(member.id, 5)']
  .concat(['member.external_id', `member.contact ->> 'email'`, 'member.tenant_domain', 'member.tax_id'].map(lower))
  .concat(BARE_TAX_ID);

function lower(value: string): string {
  return `lower(${value})`;
}

const COLUMNS = ['labels', 'type', 'status', 'external_id', 'name_key', 'words', 'whole_values'];
const VALUES = [
  LABELS,
  'member.type',
  'member.status',
  'member.external_id',
  'lower(member.name)',
  `member.search_text || ${TAX_IDS}`,
  `array_remove(array[${WHOLE_VALUES.join(', ')}], null)`,
];

/** Of a subtree that moves, the accounts above it become others in one statement. */
const MOVE_TEXTS = `update accounts.account_text as found set labels = ${LABELS}
    from accounts.account as member where member.path <@ after and found.member_id = member.id;`;

/**
 * What accounts are found by, in a narrow table of its own: what is typed is compared with each of thousands of rows, in the
 * order of a list. Two indexes hold the text beside the order. A text that is too long for them is read from its row.
 */
export class M022AccountTexts extends Migration {
  override up(): void {
    this.addTable();
    // No account is added between this and the triggers, so that the filling knows where they began.
    this.addSql('lock table accounts.account in share row exclusive mode');
    this.addKeeping();
    this.addFilling();
  }

  private addTable(): void {
    this.addSql(`create table accounts.account_text (
      member_id text collate "C" not null references accounts.account (id) on delete cascade,
      labels text[] not null,
      type text collate "C" not null,
      status text collate "C" not null,
      external_id text collate "C",
      name_key text collate "C" not null,
      words text not null,
      whole_values text[] not null,
      separate_words text not null generated always as
        (' ' || regexp_replace(words, '[^[:alnum:]]+', ' ', 'g') || ' ') stored,
      brief text generated always as (
        case when octet_length(words) + octet_length(name_key) + 30 * cardinality(labels) <= 2000 then words end
      ) stored,
      primary key (member_id) include (type, status, labels, brief)
    ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
      autovacuum_analyze_scale_factor = 0.02)`);
    this.addSql(`create index account_text_name on accounts.account_text (name_key, member_id)
      include (type, status, labels, brief)`);
  }

  private addKeeping(): void {
    this.addSql(`create function accounts.keep_account_text() returns trigger language plpgsql as $$
      begin
        insert into accounts.account_text (member_id, ${COLUMNS.join(', ')})
        select member.id, ${VALUES.join(', ')} from accounts.account as member where id = new.id
        on conflict (member_id) do update
          set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')};
        return null;
      end $$`);
    const found = (row: string): string =>
      ['path::text', 'type', 'status', 'external_id', 'name', 'search_text', 'tax_id']
        .map((column) => `${row}.${column}`)
        .join(', ');
    this.addSql(`create trigger account_text_added after insert on accounts.account
      for each row execute function accounts.keep_account_text()`);
    this.addSql(`create trigger account_text_changed after update on accounts.account for each row
      when (${UNLESS_MOVING} and (${found('old')}) is distinct from (${found('new')}))
      execute function accounts.keep_account_text()`);
    this.addSql(moveAccounts(MOVE_TEXTS));
  }

  /** Adds the texts of the next accounts from before the triggers; answers how many accounts there were. */
  private addFilling(): void {
    this.addSql(`insert into accounts.filling (name, last_id, until_id)
      select 'account_text', '', coalesce(max(id), '') from accounts.account`);
    this.addSql(`create function accounts.fill_account_text(most int) returns int language plpgsql as $$
      declare
        reached accounts.filling;
        filled int;
      begin
        select * into reached from accounts.filling where name = 'account_text' for update;
        with page as (
          select * from accounts.account where id > reached.last_id and id <= reached.until_id
          order by id limit most for share
        ), added as (
          insert into accounts.account_text (member_id, ${COLUMNS.join(', ')})
          select member.id, ${VALUES.join(', ')} from page as member order by member.id
          on conflict do nothing
        ), moved as (
          update accounts.filling set last_id = coalesce((select max(id) from page), until_id) where name = 'account_text'
        )
        select count(*) into filled from page;
        return filled;
      end $$`);
  }
}
