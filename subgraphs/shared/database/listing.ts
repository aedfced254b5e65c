/** A table whose rows are listed under accounts: under the one whose they are, and under every account above it. */
export interface Listing {
  readonly schema: string;
  /** What a row is called; with `_below` the name of the list, with `_count` that of its counts. */
  readonly name: string;
  readonly table: string;
  /** The columns besides the time and the id by which a list can be narrowed or ordered. */
  readonly columns: readonly ListedColumn[];
  /** Those of them by which rows are counted. */
  readonly counted: readonly string[];
}

/** A column of the table, or one that is computed from a row of it. */
export type ListedColumn = string | { readonly name: string; readonly of: (row: string) => string };

/** The statements that make a list with its counts, keep both as rows change, and fill in the rows from before. */
export function listingStatements(listing: Listing): readonly string[] {
  return [...tables(listing), keeping(listing), ...triggers(listing), filling(listing), checking(listing)];
}

/** Lists are read right after rows were added, and without a look at the rows only where the vacuum has been. */
const EAGER_VACUUM = `with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02)`;
/** Changes live for seconds: what is dead has to go soon. */
const BRISK_VACUUM = 'with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)';

const TEXT = 'text collate "C"';

function namesOf(columns: readonly ListedColumn[]): readonly string[] {
  return columns.map((column) => (typeof column === 'string' ? column : column.name));
}

/** The values that the columns have for a row. */
function valuesOf(columns: readonly ListedColumn[], row: string): readonly string[] {
  return columns.map((column) => (typeof column === 'string' ? `${row}.${column}` : column.of(row)));
}

function tables({ schema, name, table, columns, counted }: Listing): readonly string[] {
  const counts = `account_id ${TEXT} not null, own boolean not null, ${counted.map((column) => `${column} ${TEXT} not null`).join(', ')}`;
  return [
    `create table ${schema}.${name}_below (
      account_id ${TEXT} not null,
      own boolean not null,
      created_at timestamptz not null,
      ${name}_id ${TEXT} not null,
      ${namesOf(columns)
        .map((column) => `${column} ${TEXT}`)
        .join(', ')},
      primary key (account_id, own, created_at, ${name}_id)
    ) ${EAGER_VACUUM}`,
    `create table ${schema}.${name}_count (
      ${counts},
      count bigint not null,
      primary key (account_id, own, ${counted.join(', ')})
    )`,
    `create table ${schema}.${name}_count_change (${counts}, change bigint not null) ${BRISK_VACUUM}`,
    `create index ${name}_count_change_account on ${schema}.${name}_count_change (account_id)`,
    `insert into ${schema}.filling (name, last_id, until_id)
     select '${name}_below', '', coalesce(max(id), '') from ${table}`,
  ];
}

/** The accounts on a path, from its root to the account whose path it is. */
function accountsOf(path: string): string {
  return `(select 'acc_' || label as account_id, place = cardinality(labels) as own
     from (select string_to_array(${path}::text, '.') as labels) as split,
       unnest(labels) with ordinality as level (label, place)) as above`;
}

/** Its plans are made while the list is still small, and used when it is large: by the key, never by a look at all of it. */
function keeping({ schema, name, columns, counted }: Listing): string {
  const counts = ['account_id', 'own', ...counted].join(', ');
  return `create function ${schema}.keep_${name}_below() returns trigger language plpgsql set enable_seqscan = off as $$
    begin
      if tg_op <> 'INSERT' then
        with gone as (
          delete from ${schema}.${name}_below as entry using ${accountsOf('old.path')}
          where entry.account_id = above.account_id and entry.own = above.own
            and entry.created_at = old.created_at and entry.${name}_id = old.id
          returning ${['account_id', 'own', ...counted].map((column) => `entry.${column}`).join(', ')}
        )
        insert into ${schema}.${name}_count_change (${counts}, change) select ${counts}, -1 from gone;
      end if;
      if tg_op <> 'DELETE' then
        with entry as (
          insert into ${schema}.${name}_below (account_id, own, created_at, ${name}_id, ${namesOf(columns).join(', ')})
          select account_id, own, new.created_at, new.id, ${valuesOf(columns, 'new').join(', ')}
          from ${accountsOf('new.path')}
          on conflict do nothing returning ${counts}
        )
        insert into ${schema}.${name}_count_change (${counts}, change) select ${counts}, 1 from entry;
      end if;
      return null;
    end $$`;
}

function triggers({ schema, name, table, columns }: Listing): readonly string[] {
  const listed = (row: string): string => valuesOf(['path::text', 'created_at', ...columns], row).join(', ');
  return [
    `create trigger ${name}_listed after insert or delete on ${table} for each row execute function ${schema}.keep_${name}_below()`,
    `create trigger ${name}_moved after update on ${table} for each row
     when ((${listed('old')}) is distinct from (${listed('new')})) execute function ${schema}.keep_${name}_below()`,
  ];
}

/** Lists the next rows from before the triggers; answers how many there were. Rows that change meanwhile wait for it. */
function filling({ schema, name, table, columns, counted }: Listing): string {
  const counts = ['account_id', 'own', ...counted].join(', ');
  return `create function ${schema}.fill_${name}_below(most int) returns int language plpgsql as $$
    declare
      reached ${schema}.filling;
      filled int;
    begin
      select * into reached from ${schema}.filling where filling.name = '${name}_below' for update;
      with page as (
        select * from ${table} where id > reached.last_id and id <= reached.until_id order by id limit most for share
      ), entry as (
        insert into ${schema}.${name}_below (account_id, own, created_at, ${name}_id, ${namesOf(columns).join(', ')})
        select above.account_id, above.own, page.created_at, page.id, ${valuesOf(columns, 'page').join(', ')}
        from page cross join lateral ${accountsOf('page.path')}
        order by above.account_id, above.own, page.created_at, page.id
        on conflict do nothing returning ${counts}
      ), counted as (
        insert into ${schema}.${name}_count_change (${counts}, change) select ${counts}, count(*) from entry group by ${counts}
      ), moved as (
        update ${schema}.filling set last_id = coalesce((select max(id) from page), until_id)
        where filling.name = '${name}_below'
      )
      select count(*) into filled from page;
      return filled;
    end $$`;
}

/** Counts all rows anew, and answers where the kept counts differ: nowhere, at any moment. */
function checking({ schema, name, table, counted }: Listing): string {
  const counts = ['account_id', 'own', ...counted].join(', ');
  return `create function ${schema}.wrong_${name}_counts()
    returns table (account_id text, own boolean, ${counted.map((column) => `${column} text`).join(', ')}, kept bigint, counted bigint)
    language sql stable as $$
      with kept as (
        select ${counts}, sum(count)::bigint as kept from (
          select ${counts}, count from ${schema}.${name}_count
          union all select ${counts}, change from ${schema}.${name}_count_change
        ) as every group by ${counts}
      ), counted as (
        select ${counts}, count(*) as counted from ${table} as row cross join lateral ${accountsOf('row.path')} group by ${counts}
      )
      select ${counts}, coalesce(kept, 0), coalesce(counted, 0) from kept full join counted using (${counts})
      where coalesce(kept, 0) <> coalesce(counted, 0)
    $$`;
}
