import type { EntityManager } from '@mikro-orm/postgresql';
import { ImportFault, SHEET_CHANGED } from '../../errors.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { hasColumn } from '../../rules/sheets/sheet-header.ts';
import { claimImport, completeImport, failImport, recordBatch, requireClaim } from './import-record.ts';
import { createOfferMatrixWriter } from './offer-matrix-writer.ts';
import { createPriceListWriter, type PriceListParts } from './price-list-writer.ts';
import { readSheet, type OpenSheet, type SheetRecord } from './read-sheet.ts';
import type { SheetWriter } from './sheet-writer.ts';

/** What an import works with; each transaction gets a unit of work of its own. */
export interface ImportParts {
  readonly fork: () => EntityManager;
  readonly now: () => Date;
}

export interface ImportProgress {
  /** A sheet is read twice: first it is checked, then it is taken. */
  readonly phase: 'CHECKING' | 'TAKING';
  readonly rowsRead: number;
  /** Of both readings together. */
  readonly bytesRead: number;
}

/** A sheet to take, for an import that was recorded as running. */
export interface ImportOrder {
  readonly importId: string;
  /** Opens the file, each time at its beginning; rejects with an ImportFault when it can't be read. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
  /** Takes the sheet even when it retires more than sheets may. */
  readonly retireAnyway?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

const BATCH_ROWS = 500;

/**
 * Takes a price list or an offer matrix, told apart by their columns, row by row into the catalogue.
 * It is read twice. First it is checked: a damaged file, and one that would retire more plans than a sheet may, ends the
 * import as failed with nothing changed. Then batches commit one by one, so a sheet of any length needs little memory.
 * May be called again for the same import after a crash: it begins at the first row, and rows that were taken before
 * change nothing. Rejects only for faults that trying again may mend, such as a lost database.
 */
export async function importPriceList(parts: ImportParts, order: ImportOrder): Promise<void> {
  const { importId } = order;
  const vendor = await claimImport(parts, importId);
  if (vendor === undefined) return;
  try {
    const checked = await checkSheet(parts, order, vendor);
    await parts.fork().transactional(async (tx) => {
      await requireClaim(tx, vendor.id, importId);
      await checked.writer.approve(tx);
    });
    await takeSheet(parts, order, vendor, checked);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    await failImport(parts, importId, error);
  }
}

/** A sheet after its first reading. */
interface CheckedSheet {
  readonly writer: SheetWriter;
  readonly sha256: string;
  readonly bytes: number;
}

async function checkSheet(parts: ImportParts, order: ImportOrder, vendor: VendorRow): Promise<CheckedSheet> {
  const sheet = readSheet(await order.open());
  let writer: SheetWriter | undefined;
  let rowsRead = 0;
  for await (const { header, records } of batchesOf(sheet)) {
    writer ??= createWriter(header, { vendor, now: parts.now(), retireAnyway: order.retireAnyway ?? false });
    writer.note(records);
    rowsRead += records.length;
    order.onProgress?.({ phase: 'CHECKING', rowsRead, bytesRead: sheet.bytesRead() });
  }
  if (writer === undefined) throw new ImportFault('The file is empty.');
  return { writer, sha256: sheet.sha256(), bytes: sheet.bytesRead() };
}

async function takeSheet(
  parts: ImportParts,
  order: ImportOrder,
  vendor: VendorRow,
  { writer, sha256, bytes }: CheckedSheet,
): Promise<void> {
  const { importId, open, onProgress } = order;
  const sheet = readSheet(await open());
  let rowsRead = 0;
  let rejectedBefore = 0;
  for await (const { records } of batchesOf(sheet)) {
    rowsRead += records.length;
    rejectedBefore += await parts.fork().transactional(async (tx) => {
      await requireClaim(tx, vendor.id, importId);
      const outcome = await writer.write(tx, records);
      await recordBatch(tx, { importId, rowsRead, outcome, rejectedBefore });
      return outcome.rejected.length;
    });
    onProgress?.({ phase: 'TAKING', rowsRead, bytesRead: bytes + sheet.bytesRead() });
  }
  if (sheet.sha256() !== sha256) throw new ImportFault(SHEET_CHANGED);
  await parts.fork().transactional(async (tx) => {
    await requireClaim(tx, vendor.id, importId);
    const retired = await writer.finish(tx);
    await completeImport(tx, { importId, retired, sha256, now: parts.now() });
  });
}

/** The records of a sheet behind its header, in batches; one without records when there is only the header. */
async function* batchesOf({
  records,
}: OpenSheet): AsyncGenerator<{ readonly header: readonly string[]; readonly records: readonly SheetRecord[] }> {
  let header: readonly string[] | undefined;
  let batch: SheetRecord[] = [];
  for await (const record of records) {
    if (header === undefined) header = record.fields;
    else batch.push(record);
    if (batch.length < BATCH_ROWS) continue;
    yield { header, records: batch };
    batch = [];
  }
  if (header !== undefined) yield { header, records: batch };
}

function createWriter(header: readonly string[], parts: PriceListParts): SheetWriter {
  return hasColumn(header, 'ProductSkuPreRequisites') && !hasColumn(header, 'UnitPrice')
    ? createOfferMatrixWriter(header, parts.vendor)
    : createPriceListWriter(header, parts);
}
