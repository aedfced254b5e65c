import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import type { WriteStep } from '../sheet-importer.ts';

const PAGE_ROWS = 5_000;

/** Deletes the rows of a sheet that were kept for its import, a page after another. */
export async function discardStaged(write: WriteStep, importId: Id<'imp'>): Promise<void> {
  for (let first: number | undefined = 0; first !== undefined;) {
    const from: number = first;
    first = await write((tx) => discardPage(tx, importId, from));
  }
  await write(async (tx) => {
    await tx.execute('delete from catalog.sheet_product where import_id = ?', [importId]);
    await tx.execute('delete from catalog.sheet_retirement where import_id = ?', [importId]);
  });
}

/** Deletes the rows of some lines; answers the line at which the next ones begin. */
async function discardPage(tx: Writer, importId: Id<'imp'>, from: number): Promise<number | undefined> {
  await tx.execute('delete from catalog.sheet_row where import_id = ? and line >= ? and line < ?', [
    importId,
    from,
    from + PAGE_ROWS,
  ]);
  const [next] = await tx.query<{ readonly line: number }>(
    'select line from catalog.sheet_row where import_id = ? order by line limit 1',
    [importId],
  );
  return next?.line;
}
