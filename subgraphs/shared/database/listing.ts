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
  /** The condition that a row is at or below a path, where no index finds rows by their own. */
  readonly below?: (row: string, path: string) => string;
}

/** A column of the table, or one that is computed from a row of it. */
export type ListedColumn = string | { readonly name: string; readonly of: (row: string) => string };

/** The statements that make a list with its counts, keep both as rows change, and fill in the rows from before. */
export function listingStatements(listing: Listing): readonly string[] {
  return [
    ...tables(listing),
    keeping(listing),
    `create trigger ${listing.name}_listed after insert or delete on ${listing.table}
     for each row execute function ${listing.schema}.keep_${listing.name}_below()`,
    movedTrigger(listing),
    filling(listing),
    checking(listing),
  ];
}

/**
 * The statements for moves of whole subtrees. A row whose path alone changes keeps most of its entries: only those under the
 * accounts that are above it no more get another account. The function `move_<name>_below` does so for all rows of a subtree at
 * once; the triggers leave it to the function while the setting `tiergraph.moving` is on.
 */
export function movingStatements(listing: Listing): readonly string[] {
  const { schema, name, table, columns, counted } = listing;
  const counts = ['account_id', 'own', ...counted].join(', ');
  const others = ['own', ...counted].join(', ');
  const changed = `insert into ${schema}.${name}_count_change (${counts}, change)`;
  const isOld = `entry.account_id = old and not entry.own and entry.created_at = row.created_at and entry.${name}_id = row.id`;
  const returned = ['own', ...counted].map((column) => `entry.${column}`).join(', ');
  const moved = 'unnest(ids, times) as row (id, created_at)';
  const below = listing.below ?? ((row: string, path: string): string => `${row}.path <@ ${path}`);
  return [
    movedTrigger(listing, UNLESS_MOVING),
    `create or replace function ${schema}.move_${name}_below(before public.ltree, after public.ltree) returns void
      language plpgsql ${PLANNED_BY_SIZE} as $$
      declare
        ${LEAVING_AND_COMING}
        old text;
        new text;
        ids text[];
        times timestamptz[];
      begin
        select array_agg(row.id order by row.created_at, row.id), array_agg(row.created_at order by row.created_at, row.id)
        into ids, times from ${table} as row where ${below('row', 'after')};
        ${EACH_PAIR}
          if old is not null and new is not null then
            with swapped as (
              update ${schema}.${name}_below as entry set account_id = new from ${moved} where ${isOld} returning ${returned}
            )
            ${changed} select side.account_id, ${others}, sum(side.change) from swapped,
              (values (old, -1), (new, 1)) as side (account_id, change) group by side.account_id, ${others};
          elsif old is not null then
            with gone as (
              delete from ${schema}.${name}_below as entry using ${moved} where ${isOld} returning ${returned}
            )
            ${changed} select old, ${others}, -count(*) from gone group by ${others};
          else
            with entry as (
              insert into ${schema}.${name}_below (account_id, own, created_at, ${name}_id, ${namesOf(columns).join(', ')})
              select new, false, row.created_at, row.id, ${valuesOf(columns, 'row').join(', ')}
              from unnest(ids) with ordinality as moved (id, place) join ${table} as row using (id) order by moved.place
              on conflict do nothing returning ${counts}
            )
            ${changed} select ${counts}, count(*) from entry group by ${counts};
          end if;
        end loop;
      end $$`,
  ];
}

/**
 * How a function that moves lists runs: its statements are planned for the number of rows that move, one or ten thousand, and
 * what they sort, also for indexes that collect words, fits into memory.
 */
export const PLANNED_BY_SIZE = `set enable_seqscan = off set plan_cache_mode = force_custom_plan set work_mem = '64MB'`;

/** The condition of a trigger for single rows that a function for whole subtrees does without. */
export const UNLESS_MOVING = `coalesce(current_setting('tiergraph.moving', true), '') <> 'on'`;

/** In a function with the paths `before` and `after`: the accounts that are above what moves no more, and those that now are. */
export const LEAVING_AND_COMING = ['leaving', 'coming']
  .map((name, index) => {
    const above = (path: string): string =>
      `select 'acc_' || label from unnest(string_to_array(subpath(${path}, 0, -1)::text, '.')) as label`;
    const [here, there] = index === 0 ? ['before', 'after'] : ['after', 'before'];
    return `${name} text[] := array(${above(here)} except ${above(there)});`;
  })
  .join('\n        ');

/**
 * Begins a loop over each account that leaves, `old`, with one that comes in its place, `new`, as far as there are both: their
 * entries change hands.
 */
export const EACH_PAIR = 'for old, new in select * from unnest(leaving, coming) loop';

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

/** The trigger that lists a row anew when something of it changes that a list tells. */
function movedTrigger({ schema, name, table, columns }: Listing, when = 'true'): string {
  const listed = (row: string): string => valuesOf(['path::text', 'created_at', ...columns], row).join(', ');
  return `create or replace trigger ${name}_moved after update on ${table} for each row
    when (${when} and (${listed('old')}) is distinct from (${listed('new')})) execute function ${schema}.keep_${name}_below()`;
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
