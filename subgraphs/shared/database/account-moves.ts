import type { Writer } from './transaction.ts';
import type { Id } from '../domain/ids.ts';

/** An account with everything below it went to another place in the hierarchy. Moves are numbered in their order. */
export interface AccountMove {
  readonly number: number;
  readonly accountId: Id<'acc'>;
  /** Its place before, as an `ltree` text. */
  readonly from: string;
  readonly to: string;
}

/**
 * The statements that let a schema follow moves. Its table of accounts gets `moved_in`, the number of the last move that changed
 * the row's path. `account_move` keeps the moves, and the function `placed` tells where a path of some moment is by now: so
 * that a path which was told before a move and arrives after it is not the old one.
 *
 * Whoever calls `placed` writes a path, so it keeps the next move waiting until the transaction ends.
 */
export function followingStatements(schema: string): readonly string[] {
  return [
    `create table ${schema}.account_move (
      number int primary key,
      account_id text collate "C" not null,
      from_path public.ltree not null,
      to_path public.ltree not null
    )`,
    `create index account_move_from on ${schema}.account_move using gist (from_path)`,
    `alter table ${schema}.account add column moved_in int not null default 0`,
    `create function ${schema}.placed(known public.ltree, as_of int, out path public.ltree, out number int)
      language plpgsql as $$
      declare
        next ${schema}.account_move;
      begin
        perform pg_advisory_xact_lock_shared(hashtext('tiergraph.${schema}.account_move'));
        path := known;
        number := as_of;
        loop
          select * into next from ${schema}.account_move as move
          where move.number > placed.number and move.from_path @> placed.path order by move.number limit 1;
          exit when not found;
          path := ${schema}.moved_path(path, next.from_path, next.to_path);
          number := next.number;
        end loop;
      end $$`,
    `create function ${schema}.parent_of(path public.ltree) returns text language sql immutable as $$
      select case when public.nlevel(path) > 1 then 'acc_' || public.subpath(path, -2, 1)::text end
    $$`,
    `create function ${schema}.moved_path(known public.ltree, before public.ltree, after public.ltree) returns public.ltree
      language sql immutable as $$
        select case when known operator(public.=) before then after
          else after operator(public.||) public.subpath(known, public.nlevel(before)) end
      $$`,
  ];
}

/**
 * The query, of one row, that lets no account move in a subgraph until the transaction ends. Who writes a path asks it before
 * anything that a move locks too, or each would wait for the other.
 */
export function holdingPlaces(schema: string): string {
  return `select pg_advisory_xact_lock_shared(hashtext('tiergraph.${schema}.account_move'))`;
}

/**
 * Remembers a move, and answers which moves its rows have to go through: this one, and those after it that came before it.
 * None when it is known already. Whoever writes a path meanwhile waits until the transaction ends.
 */
export async function rememberMove(
  tx: Writer,
  schema: string,
  { number, accountId, from, to }: AccountMove,
): Promise<readonly AccountMove[]> {
  await tx.execute('select pg_advisory_xact_lock(hashtext(?))', [`tiergraph.${schema}.account_move`]);
  const added = await tx.execute(
    `insert into ${schema}.account_move (number, account_id, from_path, to_path) values (?, ?, ?::ltree, ?::ltree)
     on conflict do nothing returning number`,
    [number, accountId, from, to],
  );
  if (added.length === 0) return [];
  const moves = await tx.query<AccountMove>(
    `select number, account_id as "accountId", from_path::text as "from", to_path::text as "to"
     from ${schema}.account_move where number >= ? order by number`,
    [number],
  );
  return moves;
}

/** Takes the copies of an account and of everything below it to their new places, in one statement. */
export async function moveCopies(tx: Writer, schema: string, move: AccountMove): Promise<void> {
  const { number, accountId, from, to } = move;
  await tx.execute(
    `update ${schema}.account set path = ${schema}.moved_path(path, ?::ltree, ?::ltree), moved_in = ?,
       parent_id = case when id = ? then ${schema}.parent_of(?::ltree) else parent_id end
     where path <@ ?::ltree and moved_in < ?`,
    [from, to, number, accountId, to, from, number],
  );
}
