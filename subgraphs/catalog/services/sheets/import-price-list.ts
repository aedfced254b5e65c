import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { ImportContext } from '../../context.ts';
import type { ImportKind } from '../../entities/price-list-import.ts';
import { ImportFault, SHEET_CHANGED } from '../../errors.ts';
import type { Separator } from '../../rules/sheets/separator.ts';
import { recogniseSheet, type SheetLayout } from '../../rules/sheets/sheet-kind.ts';
import { sheetTime } from '../../rules/sheets/sheet-time.ts';
import { claimImport, releaseVendor, requireClaim, type Claim } from './import-claim.ts';
import {
  completeImport,
  failImport,
  finishImport,
  recordBatch,
  recordPublished,
  waitForConfirmation,
} from './import-record.ts';
import { createOfferMatrixImporter } from './offer-matrix/offer-matrix-importer.ts';
import { withdrawMatrix } from './offer-matrix/write-offers.ts';
import { createPriceListImporter } from './price-list/price-list-importer.ts';
import { refreshStatistics } from './price-list/refresh-statistics.ts';
import type { VersionDraft } from './price-list/version-draft.ts';
import { withdrawVersion } from './price-list/withdraw-version.ts';
import { readSheet, type OpenSheet, type SheetRecord } from './read-sheet.ts';
import { importOfSameContent, readContent, recordSameContent, SheetContent } from './same-content.ts';
import type { BatchOutcome, SheetImporter, WriteStep } from './sheet-importer.ts';
import type { VendorMapping } from './vendor-mappings.ts';

/** How far an import has come. */
export interface ImportProgress {
  readonly phase: 'reading' | 'writing';
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** A sheet and the import that was recorded for it. */
export interface SheetToImport {
  readonly importId: Id<'imp'>;
  /** Opens the file, each time at its beginning; rejects with an ImportFault when it can't be read. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
  /** How to read the vendor's own layout; undefined for the standard one. */
  readonly mapping?: VendorMapping | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

const BATCH_ROWS = 500;

/**
 * Imports a price list or an offer matrix, told apart by their columns.
 *
 * The file is read once, into rows that nobody sees. What they change is written in short transactions as the next version
 * of the vendor's price list, which nobody sees either. A dry run takes it back, a sheet that looks like a mistake as well
 * and waits for somebody; otherwise one short transaction shows it: readers see the old list or the new one.
 *
 * May be called again for the same import after a crash: it takes back what the broken attempt wrote and begins at the
 * first row. Another import of the same vendor waits meanwhile. Rejects only for faults that another attempt may mend, such
 * as a lost database.
 */
export async function importPriceList(context: ImportContext, sheet: SheetToImport): Promise<void> {
  const claim = await claimImport(context, sheet.importId);
  if (claim === undefined) return;
  const running: RunningImport = {
    ...claim,
    context,
    sheet,
    write: (step) =>
      context.write(async (tx) => {
        // What a crash may lose before the version is shown, is written again from the sheet.
        await tx.execute('set local synchronous_commit to off');
        await requireClaim(tx, claim);
        return step(tx);
      }),
  };
  try {
    await (claim.isPublished ? finishPublished(running) : importClaimed(running));
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    if (!claim.isPublished) await takeBackIfOurs(running);
    await failImport(context, claim, error);
  }
  await releaseVendor(context, claim);
}

/** An import that has its vendor. */
interface RunningImport extends Claim {
  readonly context: ImportContext;
  readonly sheet: SheetToImport;
  readonly write: WriteStep;
}

async function importClaimed(running: RunningImport): Promise<void> {
  if (await isSameAsPublished(running)) return;
  const { context, sheet, record, write } = running;
  const counted = { rowsRead: 0, rejected: 0 };
  const { importer, opened, content } = await stageSheet(running, async (tx, outcome, rowsRead) => {
    await recordBatch(tx, { importId: record.id, rowsRead, outcome, rejectedBefore: counted.rejected });
    Object.assign(counted, { rowsRead, rejected: counted.rejected + outcome.rejected.length });
  });
  // What was confirmed is the file as it was looked at.
  if (record.isConfirmed && isGiven(record.sha256) && record.sha256 !== opened.sha256()) {
    throw new ImportFault(SHEET_CHANGED);
  }
  sheet.onProgress?.({ phase: 'writing', rowsRead: counted.rowsRead, bytesRead: opened.bytesRead() });
  const prepared = await importer.prepare(write);
  const outcome = { importId: record.id, sha256: opened.sha256(), ...importer.describe(), ...prepared };
  const isDoubtful = prepared.doubts.length > 0 && !record.isConfirmed;
  if (record.isDryRun || isDoubtful) {
    await takeBack(running);
    await write((tx) =>
      record.isDryRun ? completeImport(tx, outcome, context.deps.now()) : waitForConfirmation(tx, outcome),
    );
    return;
  }
  await context.write(async (tx) => {
    await requireClaim(tx, running);
    await recordPublished(tx, outcome, await importer.publish(tx), content.hash);
  });
  await importer.finish(write);
  await write((tx) => finishImport(tx, record.id, context.deps.now()));
}

/** Ends the import when the sheet is the vendor's price list as it is, once more. It is read for that before anything is compared. */
async function isSameAsPublished({ context, sheet, vendor, record, write }: RunningImport): Promise<boolean> {
  if (vendor.priceVersion === 0) return false;
  const opened = readSheet(await sheet.open());
  const content = await readContent(opened, contentOf(sheet), (rowsRead, bytesRead) =>
    sheet.onProgress?.({ phase: 'reading', rowsRead, bytesRead }),
  );
  const same = await importOfSameContent(context.read, vendor, record, content);
  if (same === undefined) return false;
  await write(async (tx) => {
    await recordSameContent(tx, record.id, same, opened.sha256());
    await finishImport(tx, record.id, context.deps.now());
  });
  return true;
}

/** The prices are visible: what follows from them is done again, from the rows as they are read again. */
async function finishPublished(running: RunningImport): Promise<void> {
  const { importer } = await stageSheet(running, () => Promise.resolve());
  await importer.finish(running.write);
  await running.write((tx) => finishImport(tx, running.record.id, running.context.deps.now()));
}

async function stageSheet(
  running: RunningImport,
  onBatch: (tx: Writer, outcome: BatchOutcome, rowsRead: number) => Promise<void>,
): Promise<{ readonly importer: SheetImporter; readonly opened: OpenSheet; readonly content: SheetContent }> {
  const { context, sheet, write } = running;
  const opened = readSheet(await sheet.open());
  const content = contentOf(sheet);
  let importer: SheetImporter | undefined;
  let rowsRead = 0;
  for await (const { header, records } of ahead(batchesOf(opened, content))) {
    const current = (importer ??= createImporter(
      { header, separator: opened.separator(), mapping: sheet.mapping },
      running,
      context.deps.now(),
    ));
    rowsRead += records.length;
    await write(async (tx) => onBatch(tx, await current.stage(tx, records), rowsRead));
    sheet.onProgress?.({ phase: 'reading', rowsRead, bytesRead: opened.bytesRead() });
  }
  if (importer === undefined) throw new ImportFault('The file is empty.');
  // A table that has just been filled has no statistics, and what follows would be planned for an empty one.
  await refreshStatistics(write, ['sheet_row', 'sheet_product']);
  return { importer, opened, content };
}

/** The records of a sheet after its header, in batches; one empty batch when there is only the header. */
async function* batchesOf(
  { records }: OpenSheet,
  content: SheetContent,
): AsyncGenerator<{ readonly header: readonly string[]; readonly records: readonly SheetRecord[] }> {
  let header: readonly string[] | undefined;
  let batch: SheetRecord[] = [];
  for await (const record of records) {
    content.add(record.fields);
    if (header === undefined) header = record.fields;
    else batch.push(record);
    if (batch.length < BATCH_ROWS) continue;
    yield { header, records: batch };
    batch = [];
  }
  if (header !== undefined) yield { header, records: batch };
}

/** The same items; the next one is made ready while one is worked on. */
async function* ahead<T>(items: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = items.next();
  try {
    for (let item = await next; item.done !== true; item = await next) {
      next = items.next();
      // It is thrown when the item is wanted.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await items.return();
  }
}

/** What is in a sheet, and how it is read. */
function contentOf({ mapping }: SheetToImport): SheetContent {
  return new SheetContent(mapping?.sha256);
}

/** What a vendor with a layout of its own sends is always a price list. */
const OWN_LAYOUT = { layout: 'PRICE_LIST' } as const;

interface SheetStart {
  readonly header: readonly string[];
  readonly separator: Separator;
  readonly mapping: VendorMapping | undefined;
}

function createImporter(
  { header, separator, mapping }: SheetStart,
  { vendor, record }: Claim,
  now: Date,
): SheetImporter {
  const recognised = mapping === undefined ? recogniseSheet(header) : OWN_LAYOUT;
  if ('fault' in recognised) throw new ImportFault(recognised.fault, 1);
  requireKind(record.kind ?? undefined, recognised.layout);
  if (recognised.layout === 'OFFER_MATRIX') {
    return createOfferMatrixImporter(header, { vendor, now, isFull: !record.isPreview && !record.isPartial });
  }
  const { month, replacesFrom, speaksUntil } = sheetTime(record, now);
  const draft: VersionDraft = {
    importId: record.id,
    vendorId: vendor.id,
    version: vendor.priceVersion + 1,
    now,
    replacesFrom,
    speaksUntil,
  };
  const kind = record.kind === 'OFFER_MATRIX' ? undefined : (record.kind ?? undefined);
  return createPriceListImporter(header, separator, { vendor, draft, month, kind, mapping });
}

/** What is told of a file must be true. */
function requireKind(told: ImportKind | undefined, layout: SheetLayout): void {
  if (told === undefined || (told === 'OFFER_MATRIX') === (layout === 'OFFER_MATRIX')) return;
  const is = layout === 'OFFER_MATRIX' ? 'an offer matrix' : 'a price list';
  throw new ImportFault(`The file is ${is}. Import it with another kind, or without one.`, 1);
}

async function takeBack({ write, vendor }: RunningImport): Promise<void> {
  await withdrawMatrix(write, vendor.id);
  await withdrawVersion(write, { vendorId: vendor.id, version: vendor.priceVersion + 1 });
}

/** Whoever has taken the vendor over has taken back what was written. */
async function takeBackIfOurs(running: RunningImport): Promise<void> {
  try {
    await takeBack(running);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
  }
}
