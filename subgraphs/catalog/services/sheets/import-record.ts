import { textArray } from '../../../shared/database/sql.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { ImportContext } from '../../context.ts';
import type { ImportFault } from '../../errors.ts';
import { PriceListImportEntity, type ImportKind, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { sheetMonth } from '../../rules/sheets/sheet-month.ts';
import type { BatchOutcome, PreparedSheet, RejectedLine, SheetDescription } from './sheet-importer.ts';

/** How many rejected rows of an import are stored; all of them are counted. */
const MAX_STORED_REJECTIONS = 1_000;

/** What its sender says of a sheet. */
export interface SheetOptions {
  /** What the file is; recognised from its rows unless told. */
  readonly kind?: ImportKind | undefined;
  /** The month of its prices, `2026-11`; read from the file's name unless told. */
  readonly month?: string | undefined;
  readonly isPreview?: boolean | undefined;
  readonly isPartial?: boolean | undefined;
  readonly isDryRun?: boolean | undefined;
  /** It is imported even if it looks like a mistake. */
  readonly isConfirmed?: boolean | undefined;
}

interface NewImport extends SheetOptions {
  readonly vendorId: Id<'ven'>;
  readonly source: string;
  /** The user or client who asked for it, or the name of the command; undefined for the sample sheets. */
  readonly requestedBy: string | undefined;
  readonly now: Date;
}

/** Records an import as running. Its id sorts after those of all earlier imports. */
export function recordImport(
  tx: Writer,
  { vendorId, source, requestedBy, now, ...told }: NewImport,
): PriceListImportRow {
  const named = sheetMonth(source, now);
  return tx.create(PriceListImportEntity, {
    kind: told.kind ?? null,
    markets: [],
    month: told.month ?? named.month ?? null,
    isPreview: told.isPreview ?? named.isPreview,
    isPartial: told.isPartial ?? false,
    isDryRun: told.isDryRun ?? false,
    isConfirmed: told.isConfirmed ?? false,
    rowsUnchanged: 0,
    rowsSkipped: 0,
    warnings: [],
    id: newId('imp'),
    vendorId,
    source,
    status: 'RUNNING',
    attempts: 0,
    rowsRead: 0,
    rowsAdded: 0,
    rowsChanged: 0,
    rowsRetired: 0,
    rowsRejected: 0,
    requestedBy: requestedBy ?? null,
    startedAt: now,
  });
}

interface RecordedBatch {
  readonly importId: Id<'imp'>;
  /** Including this batch. */
  readonly rowsRead: number;
  readonly outcome: BatchOutcome;
  readonly rejectedBefore: number;
}

/** Records what became of a batch, in the batch's transaction. */
export async function recordBatch(
  tx: Writer,
  { importId, rowsRead, outcome, rejectedBefore }: RecordedBatch,
): Promise<void> {
  const { added, changed, unchanged, skipped, rejected } = outcome;
  await tx.execute(
    `update catalog.price_list_import
     set rows_read = ?, rows_added = rows_added + ?, rows_changed = rows_changed + ?,
       rows_unchanged = rows_unchanged + ?, rows_skipped = rows_skipped + ?, rows_rejected = ?
     where id = ?`,
    [rowsRead, added, changed, unchanged, skipped, rejectedBefore + rejected.length, importId],
  );
  const stored = rejected.slice(0, Math.max(0, MAX_STORED_REJECTIONS - rejectedBefore));
  if (stored.length > 0) await insertRejectedRows(tx, importId, stored);
}

async function insertRejectedRows(tx: Writer, importId: Id<'imp'>, rejected: readonly RejectedLine[]): Promise<void> {
  await tx.execute(
    `insert into catalog.rejected_row (import_id, line, column_name, message)
     select ?, line, column_name, message
     from jsonb_to_recordset(?::jsonb) as rejected (line int, column_name text, message text)
     on conflict do nothing`,
    [
      importId,
      JSON.stringify(
        rejected.map(({ line, column, message }) => ({
          line,
          column_name: column,
          message: message.replaceAll('\0', '\u{FFFD}'),
        })),
      ),
    ],
  );
}

/** What is known of a sheet when all of it has been prepared. */
interface ImportOutcome extends PreparedSheet, SheetDescription {
  readonly importId: Id<'imp'>;
  readonly sha256: string;
}

async function recordOutcome(tx: Writer, outcome: ImportOutcome): Promise<void> {
  const { importId, sha256, kind, markets, retired, doubts, notes } = outcome;
  await tx.execute(
    `update catalog.price_list_import
     set rows_retired = ?, sha256 = ?, kind = coalesce(kind, ?), markets = ?::text[], warnings = ?::text[] where id = ?`,
    [retired, sha256, kind ?? null, textArray(markets), textArray([...doubts, ...notes]), importId],
  );
}

/** Ends an import that has changed nothing: a dry run. */
export async function completeImport(tx: Writer, outcome: ImportOutcome, now: Date): Promise<void> {
  await recordOutcome(tx, outcome);
  await finishImport(tx, outcome.importId, now);
}

/** Leaves an import that looks like a mistake until somebody confirms it. */
export async function waitForConfirmation(tx: Writer, outcome: ImportOutcome): Promise<void> {
  await recordOutcome(tx, outcome);
  await tx.execute(`update catalog.price_list_import set status = 'NEEDS_CONFIRMATION' where id = ?`, [
    outcome.importId,
  ]);
}

/** Records, in the transaction that shows them, that the prices of a sheet are visible. */
export async function recordPublished(
  tx: Writer,
  outcome: ImportOutcome,
  { version }: { readonly version: number | undefined },
  contentHash: string,
): Promise<void> {
  await recordOutcome(tx, outcome);
  await tx.execute('update catalog.price_list_import set version = ?, content_hash = ? where id = ?', [
    version ?? null,
    contentHash,
    outcome.importId,
  ]);
  await tx.execute('update catalog.vendor set writing_version = null where import_id = ?', [outcome.importId]);
}

/** Ends an import of which nothing is left to do. */
export async function finishImport(tx: Writer, importId: Id<'imp'>, now: Date): Promise<void> {
  await tx.execute(
    `update catalog.price_list_import set status = 'COMPLETED', finished_at = ?::timestamptz where id = ?`,
    [now.toISOString(), importId],
  );
}

/**
 * Ends an import that can't go on, unless another attempt at it goes on. The reason is also listed with the rejected rows. One whose prices are visible has only
 * failed to read the names of products again, and is complete.
 */
export async function failImport(
  context: ImportContext,
  { record: { id: importId }, attempt }: { readonly record: Pick<PriceListImportRow, 'id'>; readonly attempt: number },
  fault: ImportFault,
): Promise<void> {
  await context.write(async (tx) => {
    const [ended] = await tx.execute<{ readonly status: string }>(
      `update catalog.price_list_import set finished_at = ?::timestamptz,
         status = case when version is null then 'FAILED' else 'COMPLETED' end,
         failure = case when version is null then ? end,
         warnings = case when version is null then warnings else warnings || ?::text end,
         rows_retired = case when version is null then 0 else rows_retired end
       where id = ? and status = 'RUNNING' and attempts = ? returning status`,
      [context.deps.now().toISOString(), fault.message, fault.message, importId, attempt],
    );
    if (ended?.status !== 'FAILED') return;
    await insertRejectedRows(tx, importId, [{ line: fault.line ?? 0, column: null, message: fault.message }]);
  });
}
