import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { ImportFault, SHEET_CHANGED } from '../../errors.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { planKey, scopeKey, type PlanIdentity } from '../../rules/products/plan-key.ts';
import {
  PRICE_LIST_COLUMNS,
  readPriceListRow,
  type PriceListReading,
  type PriceListRow,
  type RejectedPriceListRow,
} from '../../rules/sheets/price-list-row.ts';
import { retirementFault } from '../../rules/sheets/retirement-limit.ts';
import { readHeader } from '../../rules/sheets/sheet-header.ts';
import type { SheetRecord } from './read-sheet.ts';
import { countAbsentPlans, retireAbsentPlans, updateProductStatus, type SheetContent } from './retire-plans.ts';
import type { BatchOutcome, RejectedLine, SheetImporter } from './sheet-importer.ts';
import { writePlans, writeProducts } from './write-plans.ts';

/** A plan that the sheet has in a row which can be imported. */
interface IndexedPlan {
  /** The line of the first such row. */
  readonly line: number;
  /** The values of that row: a later row of the same plan must have the same. */
  readonly fingerprint: string;
  isImported: boolean;
}

/** What is remembered of a sheet after its first reading: a few dozen bytes for each row. */
interface SheetIndex {
  /** Every plan that the sheet names, by its key; null when only rejected rows name it. */
  readonly plans: Map<string, IndexedPlan | null>;
  /** The categories of the products, by MPN. */
  readonly categories: Map<string, string>;
  /** Ids of the products written so far, by MPN. */
  readonly productIds: Map<string, Id<'prd'>>;
  readonly scopes: Map<string, Pick<PlanIdentity, 'market' | 'segment'> & { readonly categories: Set<string> }>;
  /** Scopes with a row whose plan is unreadable. An absent plan may be that row, so nothing is retired there. */
  readonly scopesWithUnreadablePlans: Set<string>;
  /** Some row is so damaged that it may belong to any scope: nothing is retired at all. */
  hasRowOfUnknownScope: boolean;
}

/** How a price list is imported. */
export interface PriceListOptions {
  readonly vendor: VendorRow;
  readonly now: Date;
  /** Imports the sheet even when it retires more plans than a sheet may. */
  readonly retireAnyway: boolean;
}

/** Makes the importer for a price list of one vendor. Throws an ImportFault when its header lacks a column. */
export function createPriceListImporter(
  header: readonly string[],
  { vendor, now, retireAnyway }: PriceListOptions,
): SheetImporter {
  const columns = readHeader(header, PRICE_LIST_COLUMNS);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  const index = emptyIndex();
  const readRow = ({ fields }: SheetRecord): PriceListReading => readPriceListRow(columns, fields);
  return {
    inspect(records) {
      for (const record of records) addToIndex(index, record.line, readRow(record));
    },
    async checkInspected(read) {
      if (retireAnyway) return;
      const fault = retirementFault(await countAbsentPlans(read, contentOf(index, vendor, now)));
      if (fault !== undefined) throw new ImportFault(fault);
    },
    async importBatch(tx, records) {
      const { rows, rejected } = selectRowsToImport(index, records, readRow);
      await writeProductsOnce(tx, vendor, index, rows);
      const { added, changed } = await writePlans(tx, { rows, productIds: index.productIds, now });
      return { added, changed, rejected } satisfies BatchOutcome;
    },
    async retireAbsent(tx) {
      const retired = await retireAbsentPlans(tx, contentOf(index, vendor, now));
      await updateProductStatus(tx, vendor.id, now);
      return retired;
    },
  };
}

function emptyIndex(): SheetIndex {
  return {
    plans: new Map(),
    categories: new Map(),
    productIds: new Map(),
    scopes: new Map(),
    scopesWithUnreadablePlans: new Set(),
    hasRowOfUnknownScope: false,
  };
}

function contentOf(index: SheetIndex, vendor: VendorRow, now: Date): SheetContent {
  const scopes = [...index.scopes].filter(([key]) => !index.scopesWithUnreadablePlans.has(key));
  return {
    vendorId: vendor.id,
    scopes: index.hasRowOfUnknownScope ? [] : scopes.map(([, scope]) => scope),
    presentPlans: index.plans,
    categories: index.categories,
    now,
  };
}

function addToIndex(index: SheetIndex, line: number, reading: PriceListReading): void {
  if ('fault' in reading) {
    addRejectedToIndex(index, reading);
    return;
  }
  const { plan, product } = reading.row;
  const key = planKey(plan);
  if ((index.plans.get(key) ?? null) !== null) return;
  index.plans.set(key, { line, fingerprint: fingerprintOf(reading.row), isImported: false });
  index.categories.set(plan.mpn, product.category);
  const { market, segment } = plan;
  const scope = index.scopes.get(scopeKey(plan)) ?? { market, segment, categories: new Set<string>() };
  scope.categories.add(product.category);
  index.scopes.set(scopeKey(plan), scope);
}

function addRejectedToIndex(index: SheetIndex, { plan, scope }: RejectedPriceListRow): void {
  if (plan !== undefined) {
    const key = planKey(plan);
    if (!index.plans.has(key)) index.plans.set(key, null);
  } else if (scope !== undefined) index.scopesWithUnreadablePlans.add(scopeKey(scope));
  else index.hasRowOfUnknownScope = true;
}

/** Of each plan the first row that can be imported. A later row with other values is rejected, an equal one is ignored. */
function selectRowsToImport(
  index: SheetIndex,
  records: readonly SheetRecord[],
  readRow: (record: SheetRecord) => PriceListReading,
): { readonly rows: readonly PriceListRow[]; readonly rejected: readonly RejectedLine[] } {
  const rows: PriceListRow[] = [];
  const rejected: RejectedLine[] = [];
  for (const record of records) {
    const reading = readRow(record);
    if ('fault' in reading) {
      rejected.push({ line: record.line, ...reading.fault });
      continue;
    }
    const { row } = reading;
    const plan = index.plans.get(planKey(row.plan)) ?? null;
    if (plan === null) throw new ImportFault(SHEET_CHANGED, record.line);
    if (plan.fingerprint !== fingerprintOf(row)) {
      const message = `Line ${plan.line} has the same plan with other values; that line was imported.`;
      rejected.push({ line: record.line, column: null, message });
    } else if (!plan.isImported) {
      plan.isImported = true;
      rows.push(row);
    }
  }
  return { rows, rejected };
}

function fingerprintOf({ values }: PriceListRow): string {
  const { costMinor, retailMinor, validFrom, validTo } = values;
  return [costMinor, retailMinor, validFrom.getTime(), validTo?.getTime()].join('|');
}

/** Writes the products that no earlier batch of this import has written, and remembers their ids. */
async function writeProductsOnce(
  tx: Writer,
  vendor: VendorRow,
  { productIds }: SheetIndex,
  rows: readonly PriceListRow[],
): Promise<void> {
  const unwritten = new Map(
    rows.filter((row) => !productIds.has(row.plan.mpn)).map((row) => [row.plan.mpn, row.product] as const),
  );
  if (unwritten.size === 0) return;
  for (const [mpn, id] of await writeProducts(tx, vendor, unwritten)) productIds.set(mpn, id);
}
