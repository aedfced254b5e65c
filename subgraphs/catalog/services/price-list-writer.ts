import type { EntityManager } from '@mikro-orm/postgresql';
import { ImportFault } from '../errors.ts';
import type { VendorRow } from '../entities/vendor.ts';
import { planKey, scopeKey, type PlanIdentity } from '../rules/plan-key.ts';
import {
  PRICE_LIST_COLUMNS,
  readPriceListRow,
  type PriceListReading,
  type PriceListRow,
} from '../rules/price-list-row.ts';
import { readHeader } from '../rules/sheet-header.ts';
import type { SheetRecord } from './read-sheet.ts';
import { retireAbsentPlans, settleProductStatus } from './retire-plans.ts';
import type { BatchOutcome, RejectedLine, SheetWriter } from './sheet-writer.ts';
import { writePlans, writeProducts } from './write-plans.ts';

interface SeenPlan {
  readonly line: number;
  readonly fingerprint: string;
}

/** What is remembered of a sheet while it is read: a few dozen bytes for each row. */
interface SheetMemory {
  /** Every plan that the sheet names; null when it was named by a rejected row only. */
  readonly seen: Map<string, SeenPlan | null>;
  /** Ids of the products met so far, by MPN. */
  readonly productIds: Map<string, string>;
  readonly scopes: Map<string, Pick<PlanIdentity, 'market' | 'segment'>>;
  /** Scopes in which a row could not be identified: an absent plan may be that row, so nothing is retired there. */
  readonly doubtful: Set<string>;
  /** A row was so damaged that it may belong to any scope. */
  everythingDoubtful: boolean;
}

/** Takes a price list of one vendor. Throws an ImportFault when its header lacks a column. */
export function createPriceListWriter(header: readonly string[], vendor: VendorRow, now: Date): SheetWriter {
  const columns = readHeader(header, PRICE_LIST_COLUMNS);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  const memory: SheetMemory = {
    seen: new Map(),
    productIds: new Map(),
    scopes: new Map(),
    doubtful: new Set(),
    everythingDoubtful: false,
  };
  return {
    async write(tx, records) {
      const { rows, rejected } = sift(memory, records, (record) => readPriceListRow(columns, record.fields));
      await learnProducts(tx, vendor, memory, rows);
      const { added, changed } = await writePlans(tx, { rows, productIds: memory.productIds, now });
      return { added, changed, rejected } satisfies BatchOutcome;
    },
    async finish(tx) {
      const scopes = memory.everythingDoubtful
        ? []
        : [...memory.scopes].filter(([key]) => !memory.doubtful.has(key)).map(([, scope]) => scope);
      const retired = await retireAbsentPlans(tx, { vendorId: vendor.id, scopes, present: memory.seen, now });
      await settleProductStatus(tx, vendor.id, now);
      return retired;
    },
  };
}

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
      rememberRejected(memory, reading);
      continue;
    }
    const { row } = reading;
    const key = planKey(row.plan);
    const fingerprint = fingerprintOf(row);
    const earlier = memory.seen.get(key) ?? null;
    if (earlier === null) {
      memory.seen.set(key, { line: record.line, fingerprint });
      memory.scopes.set(scopeKey(row.plan), { market: row.plan.market, segment: row.plan.segment });
      rows.push(row);
    } else if (earlier.fingerprint !== fingerprint) {
      const message = `Line ${earlier.line} has the same plan with other values; that one was taken.`;
      rejected.push({ line: record.line, column: null, message });
    }
  }
  return { rows, rejected };
}

function rememberRejected(memory: SheetMemory, reading: Extract<PriceListReading, { fault: unknown }>): void {
  const { plan, scope } = reading;
  if (plan !== undefined) {
    const key = planKey(plan);
    if (!memory.seen.has(key)) memory.seen.set(key, null);
  } else if (scope !== undefined) memory.doubtful.add(scopeKey(scope));
  else memory.everythingDoubtful = true;
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
