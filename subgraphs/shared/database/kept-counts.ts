import type { Logger } from 'pino';
import type { UnitOfWork, Writer } from './transaction.ts';

/**
 * How many rows each owner has, by the values of some columns. The writing transaction adds a row of changes and waits for
 * nobody; the number is what was folded together, and the changes since.
 */
export interface KeptCounts {
  /** Holds `account_id`, the columns and `count`, once for each owner and values. */
  readonly table: string;
  /** Holds `account_id`, the columns and `change`. */
  readonly changes: string;
  readonly by: readonly string[];
}

/** Folds changes together as they come, while it is open. */
export interface CountKeeper {
  close(): void;
}

const PAGE = 5_000;

/**
 * Folds changes into the counts, in short transactions, until there are few. One process at a time does so, the others let it.
 *
 * @returns how many changes were folded
 */
export async function foldCounts({ write }: Pick<UnitOfWork, 'write'>, counts: KeptCounts): Promise<number> {
  let total = 0;
  for (let folded = PAGE; folded === PAGE; total += folded) folded = await write((tx) => foldPage(tx, counts));
  return total;
}

async function foldPage(tx: Writer, { table, changes, by }: KeptCounts): Promise<number> {
  const [lock] = await tx.query<{ readonly taken: boolean }>('select pg_try_advisory_xact_lock(hashtext(?)) as taken', [
    `tiergraph.${table}`,
  ]);
  if (lock?.taken !== true) return 0;
  const key = ['account_id', ...by].join(', ');
  const [row] = await tx.execute<{ readonly folded: number }>(
    `with taken as (
       delete from ${changes} where ctid = any (array(select ctid from ${changes} limit ?)) returning *
     ), folded as (
       insert into ${table} as kept (${key}, count)
       select ${key}, sum(change) from taken group by ${key}
       on conflict (${key}) do update set count = kept.count + excluded.count
     )
     select count(*)::int as folded from taken`,
    [PAGE],
  );
  return row?.folded ?? 0;
}

export interface CountKeeperOptions {
  readonly tables: UnitOfWork;
  readonly counts: readonly KeptCounts[];
  readonly logger: Logger;
  readonly everyMs: number;
}

/**
 * Folds changes regularly. Every process that reads the counts does this, so there are never many changes where somebody
 * reads.
 */
export function keepCounts({ tables, counts, logger, everyMs }: CountKeeperOptions): CountKeeper {
  let isRunning = false;
  const run = async (): Promise<void> => {
    const waiting = await Promise.all(
      counts.map(({ changes }) => tables.read.query(`select 1 from ${changes} limit 1`)),
    );
    for (const [index, one] of counts.entries()) if (waiting[index]?.length === 1) await foldCounts(tables, one);
  };
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    run()
      .catch((error: unknown) => logger.debug({ err: error }, 'counts were not folded, trying again'))
      .finally(() => (isRunning = false));
  }, everyMs).unref();
  return { close: () => clearInterval(timer) };
}
