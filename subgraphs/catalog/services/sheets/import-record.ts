import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { VendorEntity, type VendorRow } from '../../entities/vendor.ts';
import type { BatchOutcome } from './sheet-writer.ts';

/** How many rejected rows of an import are kept; all are counted. */
const KEPT_REJECTIONS = 1_000;
/** A file that brings the process down again and again is given up. */
const MAX_ATTEMPTS = 10;
const TAKEN_OVER = 'A newer import of the same vendor took over.';

interface NewImport {
  readonly vendorId: string;
  readonly source: string;
  readonly requestedBy: string | null;
  readonly now: Date;
}

interface ImportParts {
  readonly fork: () => EntityManager;
  readonly now: () => Date;
}

/** Records an import as running. Its id is later than those of all imports before it. */
export function recordImport(tx: EntityManager, { vendorId, source, requestedBy, now }: NewImport): PriceListImportRow {
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
    requestedBy,
    startedAt: now,
  });
}

/**
 * Begins an import, or begins it again, and takes its vendor over from older imports.
 * Returns its vendor; undefined when the import is over already or may not go on.
 */
export function claimImport({ fork, now }: ImportParts, importId: string): Promise<VendorRow | undefined> {
  return fork().transactional(async (tx) => {
    const record = await tx.findOne(PriceListImportEntity, { id: importId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (record?.status !== 'RUNNING') return undefined;
    const vendor = await tx.findOne(VendorEntity, { id: record.vendorId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    invariant(vendor, 'an import has a vendor');
    await tx.execute('delete from catalog.rejected_row where import_id = ?', [importId]);
    Object.assign(record, { attempts: record.attempts + 1, rowsRead: 0, rowsRejected: 0 });
    const newer = vendor.importId !== null && vendor.importId !== undefined && vendor.importId > importId;
    if (newer || record.attempts > MAX_ATTEMPTS) {
      const failure = newer ? TAKEN_OVER : `Given up after ${MAX_ATTEMPTS} attempts.`;
      Object.assign(record, { status: 'FAILED', failure, finishedAt: now() });
      return undefined;
    }
    vendor.importId = importId;
    return vendor;
  });
}

/** Locks the vendor for a batch. Rejects with an ImportFault when a newer import has taken it over,
 * or this one was ended by another process. */
export async function requireClaim(tx: EntityManager, vendorId: string, importId: string): Promise<void> {
  const rows = await tx.execute<unknown[]>(
    `select 1 from catalog.vendor where id = ? and import_id = ? and exists (
       select 1 from catalog.price_list_import where id = ? and status = 'RUNNING'
     ) for update`,
    [vendorId, importId, importId],
  );
  if (rows.length === 0) throw new ImportFault(TAKEN_OVER);
}

interface RecordedBatch {
  readonly importId: string;
  /** With this batch. */
  readonly rowsRead: number;
  readonly outcome: BatchOutcome;
  readonly rejectedBefore: number;
}

/** Records what a batch did, in its own transaction. What earlier attempts added and changed stays counted. */
export async function recordBatch(
  tx: EntityManager,
  { importId, rowsRead, outcome, rejectedBefore }: RecordedBatch,
): Promise<void> {
  const { added, changed, rejected } = outcome;
  await tx.execute(
    `update catalog.price_list_import
     set rows_read = ?, rows_added = rows_added + ?, rows_changed = rows_changed + ?, rows_rejected = ?
     where id = ?`,
    [rowsRead, added, changed, rejectedBefore + rejected.length, importId],
  );
  const kept = rejected.slice(0, Math.max(0, KEPT_REJECTIONS - rejectedBefore));
  if (kept.length > 0) await keepRejections(tx, importId, kept);
}

function keepRejections(tx: EntityManager, importId: string, rejected: BatchOutcome['rejected']): Promise<unknown> {
  return tx.execute(
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
  readonly importId: string;
  readonly retired: number;
  readonly sha256: string;
  readonly now: Date;
}

/** Ends an import whose sheet was read to the end. */
export async function completeImport(
  tx: EntityManager,
  { importId, retired, sha256, now }: CompletedImport,
): Promise<void> {
  await tx.execute(
    `update catalog.price_list_import
     set status = 'COMPLETED', rows_retired = rows_retired + ?, sha256 = ?, finished_at = ?::timestamptz where id = ?`,
    [retired, sha256, now.toISOString(), importId],
  );
}

/** Ends an import that can't go on; what it had taken before stays. The reason is listed with the rejected rows too. */
export async function failImport({ fork, now }: ImportParts, importId: string, fault: ImportFault): Promise<void> {
  await fork().transactional(async (tx) => {
    const ended = await tx.execute<unknown[]>(
      `update catalog.price_list_import set status = 'FAILED', failure = ?, finished_at = ?::timestamptz
       where id = ? and status = 'RUNNING' returning id`,
      [fault.message, now().toISOString(), importId],
    );
    if (ended.length === 0) return;
    await keepRejections(tx, importId, [{ line: fault.line ?? 0, column: null, message: fault.message }]);
  });
}
