import type { Id } from '../../../shared/domain/ids.ts';
import type { ImportContext } from '../../context.ts';
import { ImportFault, SHEET_CHANGED } from '../../errors.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { hasColumn } from '../../rules/sheets/sheet-header.ts';
import { claimImport, completeImport, failImport, recordBatch, requireClaim } from './import-record.ts';
import { createOfferMatrixImporter } from './offer-matrix-importer.ts';
import { createPriceListImporter, type PriceListOptions } from './price-list-importer.ts';
import { readSheet, type OpenSheet, type SheetRecord } from './read-sheet.ts';
import type { SheetImporter } from './sheet-importer.ts';

/** How far an import has come. */
export interface ImportProgress {
  /** A sheet is read twice: the first reading checks it, the second one imports it. */
  readonly phase: 'CHECKING' | 'IMPORTING';
  /** Rows read in this phase. */
  readonly rowsRead: number;
  /** Bytes read in both phases together. */
  readonly bytesRead: number;
}

/** A sheet and the import that was recorded for it. */
export interface SheetToImport {
  readonly importId: Id<'imp'>;
  /** Opens the file, each time at its beginning; rejects with an ImportFault when it can't be read. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
  /** Imports the sheet even when it retires more plans than a sheet may. */
  readonly retireAnyway?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

const BATCH_ROWS = 500;

/**
 * Imports a price list or an offer matrix, told apart by their columns.
 * The sheet is read twice. The first reading checks it: a damaged file, and one that would retire more plans than a sheet
 * may, ends the import as failed with nothing changed. The second one commits batch by batch, so that a sheet of any
 * length needs little memory.
 * May be called again for the same import after a crash: it begins at the first row, and rows that were imported before
 * change nothing. Rejects only for faults that another attempt may mend, such as a lost database.
 */
export async function importPriceList(context: ImportContext, sheet: SheetToImport): Promise<void> {
  const { importId } = sheet;
  const vendor = await claimImport(context, importId);
  if (vendor === undefined) return;
  try {
    const inspected = await inspectSheet(context, sheet, vendor);
    await context.write(async (tx) => {
      await requireClaim(tx, vendor.id, importId);
      await inspected.importer.checkInspected(tx);
    });
    await importInspected(context, sheet, vendor, inspected);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    await failImport(context, importId, error);
  }
}

/** A sheet after its first reading. */
interface InspectedSheet {
  readonly importer: SheetImporter;
  readonly sha256: string;
  readonly bytes: number;
}

async function inspectSheet(
  { deps }: ImportContext,
  { open, retireAnyway = false, onProgress }: SheetToImport,
  vendor: VendorRow,
): Promise<InspectedSheet> {
  const sheet = readSheet(await open());
  let importer: SheetImporter | undefined;
  let rowsRead = 0;
  for await (const { header, records } of batchesOf(sheet)) {
    importer ??= createImporter(header, { vendor, now: deps.now(), retireAnyway });
    importer.inspect(records);
    rowsRead += records.length;
    onProgress?.({ phase: 'CHECKING', rowsRead, bytesRead: sheet.bytesRead() });
  }
  if (importer === undefined) throw new ImportFault('The file is empty.');
  return { importer, sha256: sheet.sha256(), bytes: sheet.bytesRead() };
}

async function importInspected(
  context: ImportContext,
  { importId, open, onProgress }: SheetToImport,
  vendor: VendorRow,
  { importer, sha256, bytes }: InspectedSheet,
): Promise<void> {
  const sheet = readSheet(await open());
  let rowsRead = 0;
  let rejectedBefore = 0;
  for await (const { records } of batchesOf(sheet)) {
    rowsRead += records.length;
    rejectedBefore += await context.write(async (tx) => {
      await requireClaim(tx, vendor.id, importId);
      const outcome = await importer.importBatch(tx, records);
      await recordBatch(tx, { importId, rowsRead, outcome, rejectedBefore });
      return outcome.rejected.length;
    });
    onProgress?.({ phase: 'IMPORTING', rowsRead, bytesRead: bytes + sheet.bytesRead() });
  }
  if (sheet.sha256() !== sha256) throw new ImportFault(SHEET_CHANGED);
  await context.write(async (tx) => {
    await requireClaim(tx, vendor.id, importId);
    const retired = await importer.retireAbsent(tx);
    await completeImport(tx, { importId, retired, sha256, now: context.deps.now() });
  });
}

/** The records of a sheet after its header, in batches; one empty batch when there is only the header. */
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

function createImporter(header: readonly string[], options: PriceListOptions): SheetImporter {
  return hasColumn(header, 'ProductSkuPreRequisites') && !hasColumn(header, 'UnitPrice')
    ? createOfferMatrixImporter(header, options.vendor)
    : createPriceListImporter(header, options);
}
