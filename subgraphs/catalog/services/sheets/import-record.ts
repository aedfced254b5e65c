import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { ImportContext } from '../../context.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';
import type { BatchOutcome, RejectedLine } from './sheet-importer.ts';

/** How many rejected rows of an import are stored; all of them are counted. */
const MAX_STORED_REJECTIONS = 1_000;
/** A file that crashes the process again and again is given up. */
const MAX_ATTEMPTS = 10;
const TAKEN_OVER = 'A newer import of the same vendor took over.';

interface NewImport {
  readonly vendorId: Id<'ven'>;
  readonly source: string;
  /** The user or client who asked for it, or the name of the command; undefined for the sample sheets. */
  readonly requestedBy: string | undefined;
  readonly now: Date;
}

/** Records an import as running. Its id sorts after those of all earlier imports. */
export function recordImport(tx: Writer, { vendorId, source, requestedBy, now }: NewImport): PriceListImportRow {
  return tx.create(PriceListImportEntity, {
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

/**
 * Begins an import, or begins it again, and takes its vendor over from older imports.
 * Returns its vendor; undefined when the import has ended already or may not go on.
 */
export function claimImport(context: ImportContext, importId: Id<'imp'>): Promise<VendorRow | undefined> {
  return context.write(async (tx) => {
    const record = await tx.lock(PriceListImportEntity, { id: importId });
    if (record?.status !== 'RUNNING') return undefined;
    const vendor = await tx.lock(VendorEntity, { id: record.vendorId });
    invariant(vendor, 'an import has a vendor');
    await tx.execute('delete from catalog.rejected_row where import_id = ?', [importId]);
    Object.assign(record, { attempts: record.attempts + 1, rowsRead: 0, rowsRejected: 0 });
    const isOvertaken = isGiven(vendor.importId) && vendor.importId > importId;
    if (isOvertaken || record.attempts > MAX_ATTEMPTS) {
      const failure = isOvertaken ? TAKEN_OVER : `Given up after ${MAX_ATTEMPTS} attempts.`;
      Object.assign(record, { status: 'FAILED', failure, finishedAt: context.deps.now() });
      return undefined;
    }
    vendor.importId = importId;
    return vendor;
  });
}

/**
 * Locks the vendor for a batch. Rejects with an ImportFault when a newer import has taken the vendor over, or when
 * another process has ended this import.
 */
export async function requireClaim(tx: Writer, vendorId: Id<'ven'>, importId: Id<'imp'>): Promise<void> {
  const rows = await tx.execute(
    `select 1 from catalog.vendor where id = ? and import_id = ? and exists (
       select 1 from catalog.price_list_import where id = ? and status = 'RUNNING'
     ) for update`,
    [vendorId, importId, importId],
  );
  if (rows.length === 0) throw new ImportFault(TAKEN_OVER);
}

interface RecordedBatch {
  readonly importId: Id<'imp'>;
  /** Including this batch. */
  readonly rowsRead: number;
  readonly outcome: BatchOutcome;
  readonly rejectedBefore: number;
}

/** Records what a batch did, in the batch's transaction. What earlier attempts added and changed stays counted. */
export async function recordBatch(
  tx: Writer,
  { importId, rowsRead, outcome, rejectedBefore }: RecordedBatch,
): Promise<void> {
  const { added, changed, rejected } = outcome;
  await tx.execute(
    `update catalog.price_list_import
     set rows_read = ?, rows_added = rows_added + ?, rows_changed = rows_changed + ?, rows_rejected = ?
     where id = ?`,
    [rowsRead, added, changed, rejectedBefore + rejected.length, importId],
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

interface CompletedImport {
  readonly importId: Id<'imp'>;
  readonly retired: number;
  readonly sha256: string;
  readonly now: Date;
}

/** Ends an import whose sheet was read to its end. */
export async function completeImport(tx: Writer, { importId, retired, sha256, now }: CompletedImport): Promise<void> {
  await tx.execute(
    `update catalog.price_list_import
     set status = 'COMPLETED', rows_retired = rows_retired + ?, sha256 = ?, finished_at = ?::timestamptz where id = ?`,
    [retired, sha256, now.toISOString(), importId],
  );
}

/** Ends an import that can't go on; batches that were imported stay. The reason is also listed with the rejected rows. */
export async function failImport(context: ImportContext, importId: Id<'imp'>, fault: ImportFault): Promise<void> {
  await context.write(async (tx) => {
    const ended = await tx.execute(
      `update catalog.price_list_import set status = 'FAILED', failure = ?, finished_at = ?::timestamptz
       where id = ? and status = 'RUNNING' returning id`,
      [fault.message, context.deps.now().toISOString(), importId],
    );
    if (ended.length === 0) return;
    await insertRejectedRows(tx, importId, [{ line: fault.line ?? 0, column: null, message: fault.message }]);
  });
}
