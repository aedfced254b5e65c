import type { EntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../../shared/errors.ts';
import { ImportFault } from '../errors.ts';
import type { VendorRow } from '../entities/vendor.ts';
import { hasColumn } from '../rules/sheet-header.ts';
import { claimImport, completeImport, failImport, recordBatch, requireClaim } from './import-record.ts';
import { createOfferMatrixWriter } from './offer-matrix-writer.ts';
import { createPriceListWriter } from './price-list-writer.ts';
import { readSheet, type SheetRecord } from './read-sheet.ts';
import type { SheetWriter } from './sheet-writer.ts';

/** What an import works with; each transaction gets a unit of work of its own. */
export interface ImportParts {
  readonly fork: () => EntityManager;
  readonly now: () => Date;
}

export interface ImportProgress {
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** A sheet to take, for an import that was recorded as running. */
export interface ImportOrder {
  readonly importId: string;
  /** Opens the file; rejects with an ImportFault when it can't be read. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

const BATCH_ROWS = 500;

/**
 * Takes a price list or an offer matrix, told apart by their columns, row by row into the catalogue.
 * Batches commit one by one, so a sheet of any length needs little memory; a damaged file ends the import as failed, with
 * nothing retired. May be called again for the same import after a crash: it begins at the first row, and rows that
 * were taken before change nothing. Rejects only for faults that trying again may mend, such as a lost database.
 */
export async function importPriceList(parts: ImportParts, order: ImportOrder): Promise<void> {
  const { importId } = order;
  const vendor = await claimImport(parts, importId);
  if (vendor === undefined) return;
  try {
    await takeSheet(parts, order, vendor);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    await failImport(parts, importId, error);
  }
}

async function takeSheet(parts: ImportParts, order: ImportOrder, vendor: VendorRow): Promise<void> {
  const { importId, open, onProgress } = order;
  const sheet = readSheet(await open());
  let writer: SheetWriter | undefined;
  let batch: SheetRecord[] = [];
  let rowsRead = 0;
  let rejectedBefore = 0;

  const writeBatch = async (): Promise<void> => {
    invariant(writer, 'the header comes before the rows');
    const known = writer;
    const records = batch;
    batch = [];
    rowsRead += records.length;
    rejectedBefore += await parts.fork().transactional(async (tx) => {
      await requireClaim(tx, vendor.id, importId);
      const outcome = await known.write(tx, records);
      await recordBatch(tx, { importId, rowsRead, outcome, rejectedBefore });
      return outcome.rejected.length;
    });
    onProgress?.({ rowsRead, bytesRead: sheet.bytesRead() });
  };

  for await (const record of sheet.records) {
    if (writer === undefined) writer = createWriter(record.fields, vendor, parts.now());
    else batch.push(record);
    if (batch.length === BATCH_ROWS) await writeBatch();
  }
  if (writer === undefined) throw new ImportFault('The file is empty.');
  if (batch.length > 0) await writeBatch();
  const done = writer;
  await parts.fork().transactional(async (tx) => {
    await requireClaim(tx, vendor.id, importId);
    const retired = await done.finish(tx);
    await completeImport(tx, { importId, retired, sha256: sheet.sha256(), now: parts.now() });
  });
}

function createWriter(header: readonly string[], vendor: VendorRow, now: Date): SheetWriter {
  return hasColumn(header, 'ProductSkuPreRequisites') && !hasColumn(header, 'UnitPrice')
    ? createOfferMatrixWriter(header, vendor)
    : createPriceListWriter(header, vendor, now);
}
