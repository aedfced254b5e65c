import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import type { VendorRow } from '../../../entities/vendor.ts';
import { ImportFault } from '../../../errors.ts';
import type { SheetKind } from '../../../rules/sheets/plan-shape.ts';
import { readMappedHeader } from '../../../rules/sheets/mapped/mapped-header.ts';
import type { PriceListMapping } from '../../../rules/sheets/mapped/price-list-mapping.ts';
import { readPriceListHeader } from '../../../rules/sheets/price-list-header.ts';
import { readPriceListRow, type PriceListRow } from '../../../rules/sheets/price-list-row.ts';
import { protect, protectNone } from '../../../rules/sheets/protected-plans.ts';
import { doubtsOf, type ScopeCount } from '../../../rules/sheets/sheet-doubts.ts';
import type { Separator } from '../../../rules/sheets/separator.ts';
import { withoutOfferNote } from '../../../rules/sheets/without-offer.ts';
import type { SheetRecord } from '../read-sheet.ts';
import { licencesWithoutOffer, namedProducts } from '../offer-matrix/licences-without-offer.ts';
import type { BatchOutcome, RejectedLine, SheetImporter, WriteStep } from '../sheet-importer.ts';
import { endAbsentPeriods, namedPlans } from './end-periods.ts';
import { concernedProducts, endSales, listProducts, nameProducts } from './list-products.ts';
import { latestMonth } from './latest-month.ts';
import { recordChanges } from './record-changes.ts';
import { refreshStatistics } from './refresh-statistics.ts';
import { retirePage, type SheetScope } from './retire-plans.ts';
import { stageRows, type StagedRow } from './stage-rows.ts';
import type { VersionDraft } from './version-draft.ts';
import { addProducts, writeRows } from './write-plans.ts';

/** How a price list is imported. */
export interface PriceListOptions {
  readonly vendor: VendorRow;
  readonly draft: VersionDraft;
  /** The month whose prices the sheet has. */
  readonly month: string;
  /** The kind that the person who sent it says it is. */
  readonly kind: SheetKind | undefined;
  /** How to read the vendor's own layout; undefined for the standard one. */
  readonly mapping: PriceListMapping | undefined;
}

/** What is remembered of a sheet while it is read. */
interface Seen {
  rowsRead: number;
  rowsRejected: number;
  readonly scopes: Map<string, SheetScope>;
  readonly protected: ReturnType<typeof protectNone>;
}

/** Makes the importer for a price list of one vendor. Throws an ImportFault when its header lacks a column. */
export function createPriceListImporter(
  header: readonly string[],
  separator: Separator,
  options: PriceListOptions,
): SheetImporter {
  const { mapping } = options;
  const columns =
    mapping === undefined ? readPriceListHeader(header, separator) : readMappedHeader(header, separator, mapping);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  const { vendor, draft } = options;
  const seen: Seen = { rowsRead: 0, rowsRejected: 0, scopes: new Map(), protected: protectNone() };
  const concerned = (tx: Writer, after: string) => concernedProducts(tx, draft, after);
  const newPlanIds = new Map<string, Id<'pln'>>();
  return {
    async stage(tx, records) {
      const sorted = sortRecords(records, (fields) => readPriceListRow(columns, fields));
      const rows = sorted.rows.filter(({ row }) => options.kind === undefined || row.kind === options.kind);
      const staged = await stageRows(tx, { ...draft, newPlanIds }, rows);
      const outcome = {
        ...staged,
        skipped: sorted.skipped + sorted.rows.length - rows.length,
        rejected: [...sorted.rejected, ...staged.rejected].toSorted((a, b) => a.line - b.line),
      };
      remember(seen, records.length - sorted.ignored, rows, outcome);
      for (const identity of sorted.rejectedIdentities) protect(seen.protected, identity);
      return outcome;
    },
    async prepare(write) {
      await writeVersion(write, vendor, draft);
      const scopes = await retireScopes(write, draft, seen);
      const striking = await compareNamed(write, draft);
      await eachPage(write, concerned, (tx, page) => listProducts(tx, draft, page));
      const latest = await write((tx) => latestMonth(tx, draft, [...seen.scopes.values()]));
      return {
        retired: scopes.reduce((sum, { retired }) => sum + retired, 0),
        doubts: doubtsOf({ ...seen, striking, scopes, month: options.month, latestMonth: latest }),
        notes: [...columns.warnings, ...notesOf(seen, draft), ...(await offerNotes(write, vendor, draft))],
      };
    },
    async publish(tx) {
      const { version, vendorId, importId, now } = draft;
      await tx.execute('update catalog.vendor set price_version = ? where id = ?', [version, vendorId]);
      await tx.execute(
        `insert into catalog.price_version (vendor_id, version, import_id, published_at) values (?, ?, ?, ?::timestamptz)`,
        [vendorId, version, importId, now.toISOString()],
      );
      return { version };
    },
    async finish(write) {
      for (let mpn: string | undefined = ''; mpn !== undefined;) {
        const after: string = mpn;
        mpn = await write((tx) => nameProducts(tx, draft, after));
      }
      await eachPage(write, concerned, endSales);
      // The next sheet, and readers, find tables of another size.
      await refreshStatistics(write, ['plan', 'price_period']);
    },
    describe: () => describe([...seen.scopes.values()]),
  };
}

interface SortedRecords {
  readonly rows: readonly StagedRow[];
  readonly rejected: readonly RejectedLine[];
  readonly rejectedIdentities: readonly { readonly mpn: string | undefined; readonly market: string | undefined }[];
  readonly skipped: number;
  readonly ignored: number;
}

function sortRecords(
  records: readonly SheetRecord[],
  read: (fields: readonly string[]) => ReturnType<typeof readPriceListRow>,
): SortedRecords {
  const readings = records.map(({ line, fields }) => ({ line, reading: read(fields) }));
  const rejected = readings.flatMap(({ line, reading }) => (reading.outcome === 'rejected' ? [{ line, reading }] : []));
  return {
    rows: readings.flatMap(({ line, reading }) => (reading.outcome === 'row' ? [{ line, row: reading.row }] : [])),
    rejected: rejected.map(({ line, reading }) => ({ line, ...reading.fault })),
    rejectedIdentities: rejected.map(({ reading }) => ({ mpn: reading.mpn, market: reading.scope?.market })),
    skipped: readings.filter(({ reading }) => reading.outcome === 'skipped').length,
    ignored: readings.filter(({ reading }) => reading.outcome === 'ignored').length,
  };
}

function remember(
  seen: Seen,
  rowsRead: number,
  rows: readonly StagedRow[],
  { rejected }: Pick<BatchOutcome, 'rejected'>,
) {
  seen.rowsRead += rowsRead;
  seen.rowsRejected += rejected.length;
  for (const { row } of rows) seen.scopes.set(scopeKey(row), { sheet: row.kind, market: row.plan.market });
}

const scopeKey = ({ kind, plan }: PriceListRow): string => `${kind}|${plan.market}`;

function describe(scopes: readonly SheetScope[]) {
  const kinds = new Set(scopes.map(({ sheet }) => sheet));
  const [kind] = kinds;
  return {
    kind: kinds.size === 1 ? kind : undefined,
    markets: [...new Set(scopes.map(({ market }) => market))].toSorted(),
  };
}

function notesOf({ protected: { areAll, markets } }: Seen, { replacesFrom }: VersionDraft): readonly string[] {
  if (replacesFrom === undefined || (!areAll && markets.size === 0)) return [];
  const where = areAll ? 'Nothing is retired' : `Nothing is retired in ${[...markets].toSorted().join(', ')}`;
  return [`${where}, because the product of a rejected row cannot be read.`];
}

/** Which licences of the sheet cannot be ordered, where the vendor has an offer matrix. */
async function offerNotes(
  write: WriteStep,
  { matrixVersion }: VendorRow,
  { vendorId, importId }: VersionDraft,
): Promise<readonly string[]> {
  if (matrixVersion === 0) return [];
  const draft = { vendorId, version: matrixVersion };
  const { missing } = await licencesWithoutOffer(write, draft, namedProducts(vendorId, importId));
  return withoutOfferNote(missing);
}

/** Calls `step` for one page after another until there is none. */
async function eachPage<Page extends { readonly last: unknown }>(
  write: WriteStep,
  next: (tx: Writer, after: string) => Promise<Page | undefined>,
  step: (tx: Writer, page: Page) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const from: string = after;
    after = await write(async (tx) => {
      const page = await next(tx, from);
      if (page === undefined) return undefined;
      await step(tx, page);
      return String(page.last);
    });
  }
}

async function writeVersion(write: WriteStep, vendor: VendorRow, draft: VersionDraft): Promise<void> {
  for (let mpn: string | undefined = ''; mpn !== undefined;) {
    const after: string = mpn;
    mpn = await write((tx) => addProducts(tx, vendor, draft, after));
  }
  await refreshStatistics(write, ['product']);
  for (let line: number | undefined = 0; line !== undefined;) {
    const after: number = line;
    line = await write((tx) => writeRows(tx, vendor, draft, after));
  }
}

async function retireScopes(write: WriteStep, draft: VersionDraft, seen: Seen): Promise<readonly ScopeCount[]> {
  const counts: ScopeCount[] = [];
  if (draft.replacesFrom === undefined) return counts;
  for (const scope of seen.scopes.values()) {
    const count = { ...scope, onSale: 0, retired: 0 };
    for (let last: string | undefined = ''; last !== undefined;) {
      const after: string = last;
      const page = await write((tx) => retirePage(tx, draft, scope, { after, isProtecting: seen.protected }));
      count.onSale += page?.onSale ?? 0;
      count.retired += page?.retired ?? 0;
      last = page?.last;
    }
    counts.push(count);
  }
  return counts;
}

/** Ends what a full sheet no longer says of the plans that it names, and records what becomes dearer or cheaper. */
async function compareNamed(write: WriteStep, draft: VersionDraft): Promise<number> {
  let striking = 0;
  await eachPage(
    write,
    (tx, after) => namedPlans(tx, draft, after),
    async (tx, page) => {
      await endAbsentPeriods(tx, draft, page);
      striking += (await recordChanges(tx, draft, page.planIds)).striking;
    },
  );
  return striking;
}
