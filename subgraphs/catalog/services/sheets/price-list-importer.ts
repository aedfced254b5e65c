import type { EntityManager } from '@mikro-orm/postgresql';
import { ImportFault, SHEET_CHANGED } from '../../errors.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { planKey, scopeKey, type PlanIdentity } from '../../rules/products/plan-key.ts';
import {
  PRICE_LIST_COLUMNS,
  readPriceListRow,
  type PriceListReading,
  type PriceListRow,
} from '../../rules/sheets/price-list-row.ts';
import { retirementFault } from '../../rules/sheets/retirement-limit.ts';
import { readHeader } from '../../rules/sheets/sheet-header.ts';
import type { SheetRecord } from './read-sheet.ts';
import { countAbsentPlans, retireAbsentPlans, settleProductStatus, type SheetContent } from './retire-plans.ts';
import type { BatchOutcome, RejectedLine, SheetWriter } from './sheet-writer.ts';
import { writePlans, writeProducts } from './write-plans.ts';

interface SeenPlan {
  /** Of the first row that can be taken. */
  readonly line: number;
  readonly fingerprint: string;
  isTaken: boolean;
}

/** What is remembered of a sheet after its first reading: a few dozen bytes for each row. */
interface SheetMemory {
  /** Every plan that the sheet names; null when it was named by a rejected row only. */
  readonly seen: Map<string, SeenPlan | null>;
  /** The kinds of the products, by MPN. */
  readonly kinds: Map<string, string>;
  /** Ids of the products written so far, by MPN. */
  readonly productIds: Map<string, string>;
  readonly scopes: Map<string, Pick<PlanIdentity, 'market' | 'segment'> & { readonly kinds: Set<string> }>;
  /** Scopes in which a row could not be identified: an absent plan may be that row, so nothing is retired there. */
  readonly doubtful: Set<string>;
  /** A row was so damaged that it may belong to any scope. */
  everythingDoubtful: boolean;
}

/** How a price list is taken. */
export interface PriceListParts {
  readonly vendor: VendorRow;
  readonly now: Date;
  /** Takes a sheet that retires more than sheets may. */
  readonly retireAnyway: boolean;
}

/** Takes a price list of one vendor. Throws an ImportFault when its header lacks a column. */
export function createPriceListWriter(
  header: readonly string[],
  { vendor, now, retireAnyway }: PriceListParts,
): SheetWriter {
  const columns = readHeader(header, PRICE_LIST_COLUMNS);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  const memory: SheetMemory = {
    seen: new Map(),
    kinds: new Map(),
    productIds: new Map(),
    scopes: new Map(),
    doubtful: new Set(),
    everythingDoubtful: false,
  };
  const read = ({ fields }: SheetRecord): PriceListReading => readPriceListRow(columns, fields);
  const content = (): SheetContent => ({
    vendorId: vendor.id,
    scopes: memory.everythingDoubtful
      ? []
      : [...memory.scopes].filter(([key]) => !memory.doubtful.has(key)).map(([, scope]) => scope),
    present: memory.seen,
    kinds: memory.kinds,
    now,
  });
  return {
    note(records) {
      for (const record of records) remember(memory, record.line, read(record));
    },
    async approve(tx) {
      if (retireAnyway) return;
      const fault = retirementFault(await countAbsentPlans(tx, content()));
      if (fault !== undefined) throw new ImportFault(fault);
    },
    async write(tx, records) {
      const { rows, rejected } = sift(memory, records, read);
      await learnProducts(tx, vendor, memory, rows);
      const { added, changed } = await writePlans(tx, { rows, productIds: memory.productIds, now });
      return { added, changed, rejected } satisfies BatchOutcome;
    },
    async finish(tx) {
      const retired = await retireAbsentPlans(tx, content());
      await settleProductStatus(tx, vendor.id, now);
      return retired;
    },
  };
}

function remember(memory: SheetMemory, line: number, reading: PriceListReading): void {
  if ('fault' in reading) {
    rememberRejected(memory, reading);
    return;
  }
  const { plan, product } = reading.row;
  const key = planKey(plan);
  if ((memory.seen.get(key) ?? null) !== null) return;
  memory.seen.set(key, { line, fingerprint: fingerprintOf(reading.row), isTaken: false });
  memory.kinds.set(plan.mpn, product.category);
  const { market, segment } = plan;
  const scope = memory.scopes.get(scopeKey(plan)) ?? { market, segment, kinds: new Set<string>() };
  scope.kinds.add(product.category);
  memory.scopes.set(scopeKey(plan), scope);
}

function rememberRejected(memory: SheetMemory, reading: Extract<PriceListReading, { fault: unknown }>): void {
  const { plan, scope } = reading;
  if (plan !== undefined) {
    const key = planKey(plan);
    if (!memory.seen.has(key)) memory.seen.set(key, null);
  } else if (scope !== undefined) memory.doubtful.add(scopeKey(scope));
  else memory.everythingDoubtful = true;
}

/** The rows to take: of each plan the first that can be; another with the same values says nothing new. */
function sift(
  memory: SheetMemory,
  records: readonly SheetRecord[],
  read: (record: SheetRecord) => PriceListReading,
): { readonly rows: readonly PriceListRow[]; readonly rejected: readonly RejectedLine[] } {
  const rows: PriceListRow[] = [];
  const rejected: RejectedLine[] = [];
  for (const record of records) {
    const reading = read(record);
    if ('fault' in reading) {
      rejected.push({ line: record.line, ...reading.fault });
      continue;
    }
    const { row } = reading;
    const seen = memory.seen.get(planKey(row.plan)) ?? null;
    if (seen === null) throw new ImportFault(SHEET_CHANGED, record.line);
    if (seen.fingerprint !== fingerprintOf(row)) {
      const message = `Line ${seen.line} has the same plan with other values; that one was taken.`;
      rejected.push({ line: record.line, column: null, message });
    } else if (!seen.isTaken) {
      seen.isTaken = true;
      rows.push(row);
    }
  }
  return { rows, rejected };
}

function fingerprintOf({ values }: PriceListRow): string {
  const { costMinor, retailMinor, validFrom, validTo } = values;
  return `${costMinor}|${retailMinor}|${validFrom.getTime()}|${validTo?.getTime() ?? ''}`;
}

async function learnProducts(
  tx: EntityManager,
  vendor: VendorRow,
  { productIds }: SheetMemory,
  rows: readonly PriceListRow[],
): Promise<void> {
  const unknown = new Map(
    rows.filter((row) => !productIds.has(row.plan.mpn)).map((row) => [row.plan.mpn, row.product] as const),
  );
  if (unknown.size === 0) return;
  for (const [mpn, id] of await writeProducts(tx, vendor, unknown)) productIds.set(mpn, id);
}
