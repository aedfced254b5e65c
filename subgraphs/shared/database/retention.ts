import type { UnitOfWork } from './transaction.ts';

/** Rows that nobody needs any more after some time. */
export interface Retention {
  /** The table with its schema. */
  readonly table: string;
  /** Which rows have had their time, as a condition in SQL that an index answers. */
  readonly where: string;
}

const BATCH = 1_000;

/**
 * Deletes what has had its time, in short transactions, so that nobody waits for it. Can be stopped and repeated at any point.
 *
 * @returns how many rows were deleted
 */
export async function purge(
  { write }: Pick<UnitOfWork, 'write'>,
  retentions: readonly Retention[],
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  for (const { table, where } of retentions) {
    let deleted = BATCH;
    while (deleted === BATCH && !signal.aborted) {
      const rows = await write((tx) =>
        tx.execute(
          `delete from ${table} where ctid = any (array(select ctid from ${table} where ${where} limit ${BATCH}
             for update skip locked)) returning 1 as deleted`,
        ),
      );
      deleted = rows.length;
      total += deleted;
    }
  }
  return total;
}
