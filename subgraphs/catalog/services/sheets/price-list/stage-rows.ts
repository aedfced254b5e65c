import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../../shared/domain/ids.ts';
import { planKey } from '../../../rules/products/plan-key.ts';
import type { PriceListRow } from '../../../rules/sheets/price-list-row.ts';
import type { RejectedLine } from '../sheet-importer.ts';

/** A row of a price list that can be imported, by its line. */
export interface StagedRow {
  readonly line: number;
  readonly row: PriceListRow;
}

/** Whose sheet is being staged. */
export interface Staging {
  readonly importId: Id<'imp'>;
  readonly vendorId: Id<'ven'>;
  readonly now: Date;
  /** The ids that plans get which are new, by their identities: the rows of one plan are of the same. */
  readonly newPlanIds: Map<string, Id<'pln'>>;
}

/** What became of the rows: those that were staged, those that repeat another one, and those that contradict one. */
export interface StagedRows {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedLine[];
}

const COLUMNS = `line int, sheet text, mpn text, segment text, term text, billing_cycle text, market text,
  currency text, kind text, min_quantity int, max_quantity int, valid_from timestamptz, valid_to timestamptz,
  is_deleted boolean, end_of_sale timestamptz, unit_cost numeric(21, 6), retail numeric(21, 6), new_plan_id text`;

/**
 * Puts rows where the import compares them with what the catalogue has: with the plan that they mean, if it is known, and
 * with what they change. The first row of a plan, moment and quantity stands; another one like it counts as unchanged, and
 * one with another price is rejected.
 */
export async function stageRows(tx: Writer, staging: Staging, rows: readonly StagedRow[]): Promise<StagedRows> {
  if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0, rejected: [] };
  const sheet = JSON.stringify(rows.map((row) => columnsOf(row, staging)));
  await stageProducts(tx, staging.importId, rows);
  const staged = await tx.execute<{ readonly line: number; readonly outcome: string }>(
    `insert into catalog.sheet_row (import_id, line, sheet, mpn, segment, term, billing_cycle, market, currency,
       kind, min_quantity, max_quantity, valid_from, valid_to, end_of_sale, unit_cost, retail, plan_id, is_other_kind, outcome)
     select ?, line, sheet, mpn, segment, term, billing_cycle, market, currency, kind, min_quantity, max_quantity,
       valid_from, valid_to, end_of_sale, unit_cost, retail, coalesce(plan_id, new_plan_id),
       coalesce((kind, sheet) <> (known_kind, known_sheet), false), outcome
     from (${COMPARED}) as compared order by line
     on conflict (import_id, plan_id, valid_from, min_quantity) do nothing
     returning line, outcome`,
    [staging.importId, staging.vendorId, sheet],
  );
  await markChanged(tx, staging.importId, rows, staged);
  const count = (outcome: string): number => staged.filter((row) => row.outcome === outcome).length;
  const repeated = staged.length === rows.length ? [] : await findRepeated(tx, staging, sheet);
  const contradicting = repeated.filter(({ is_same: isSame }) => !isSame);
  return {
    added: count('ADDED'),
    changed: count('CHANGED'),
    unchanged: count('UNCHANGED') + repeated.length - contradicting.length,
    rejected: contradicting.map(({ line, first_line: first }) => ({
      line,
      column: null,
      message: `Line ${first} has the same plan for the same time with other values; that line was taken.`,
    })),
  };
}

/**
 * The rows with the plans and periods that they mean. What was deleted at an earlier import does not end later because the
 * row comes again.
 */
const MEANT = `
  select row.*, case when row.is_deleted then least(row.given_valid_to, period.valid_to) else row.given_valid_to end
      as valid_to,
    plan.id as plan_id, plan.kind as known_kind, plan.sheet as known_sheet, period.plan_id is not null as is_known,
    period.max_quantity as known_max_quantity, period.valid_to as known_valid_to,
    period.end_of_sale as known_end_of_sale, period.unit_cost as known_unit_cost, period.retail as known_retail
  from (select ?::text as vendor_id) as wanted
  cross join jsonb_to_recordset(?::jsonb) as row (${COLUMNS.replace('valid_to', 'given_valid_to')})
  left join catalog.product on product.vendor_id = wanted.vendor_id and product.mpn = row.mpn
  left join catalog.plan on plan.place_key = product.id || '|' || row.segment || '|' || coalesce(row.term, '') || '|' ||
    row.billing_cycle || '|' || row.market || '|' || row.currency
  left join catalog.price_period as period on period.plan_id = plan.id and period.valid_from = row.valid_from
    and period.min_quantity = row.min_quantity and period.until_version is null`;

/** What each row does to what the catalogue has. */
const COMPARED = `
  select line, sheet, mpn, segment, term, billing_cycle, market, currency, kind, min_quantity, max_quantity,
    valid_from, valid_to, end_of_sale, unit_cost, retail, new_plan_id, plan_id, known_kind, known_sheet,
    case
      when plan_id is null then 'ADDED'
      when is_known and (kind, sheet, max_quantity, valid_to, end_of_sale, unit_cost, retail) is not distinct from
        (known_kind, known_sheet, known_max_quantity, known_valid_to, known_end_of_sale, known_unit_cost, known_retail)
        then 'UNCHANGED'
      when not is_known and valid_to <= valid_from then 'UNCHANGED'
      else 'CHANGED'
    end as outcome
  from (${MEANT}) as meant`;

function columnsOf({ line, row }: StagedRow, { now, newPlanIds }: Staging): object {
  const { plan, period } = row;
  const isDeleted = row.change === 'DELETE';
  const identity = planKey(plan);
  const newPlanId = newPlanIds.get(identity) ?? newId('pln');
  newPlanIds.set(identity, newPlanId);
  const { mpn, segment, term, billingCycle, market, currency } = plan;
  return {
    line,
    sheet: row.kind,
    mpn,
    segment,
    term,
    billing_cycle: billingCycle,
    market,
    currency,
    kind: row.planKind,
    min_quantity: period.minQuantity,
    max_quantity: period.maxQuantity,
    valid_from: period.validFrom,
    given_valid_to: isDeleted ? endOfDeleted(period.validFrom, period.validTo, now) : period.validTo,
    is_deleted: isDeleted,
    end_of_sale: period.endOfSale,
    unit_cost: period.unitCost,
    retail: period.retail,
    new_plan_id: newPlanId,
  };
}

/** What is deleted ends when its row says so, and now at the latest; what had not begun never does. */
function endOfDeleted(from: Date, to: Date | null, now: Date): Date {
  const end = to === null || to > now ? now : to;
  return end > from ? end : from;
}

async function stageProducts(tx: Writer, importId: Id<'imp'>, rows: readonly StagedRow[]): Promise<void> {
  const products = new Map(rows.map(({ row }) => [row.plan.mpn, row.product] as const).toReversed());
  await tx.execute(
    `insert into catalog.sheet_product (import_id, mpn, new_product_id, name, description, category, parameters)
     select ?, mpn, id, name, description, category, parameters
     from jsonb_to_recordset(?::jsonb)
       as sheet (mpn text, id text, name text, description text, category text, parameters jsonb)
     on conflict do nothing`,
    [importId, JSON.stringify([...products].map(([mpn, product]) => ({ mpn, id: newId('prd'), ...product })))],
  );
}

/** Remembers of which products the sheet changes anything. */
async function markChanged(
  tx: Writer,
  importId: Id<'imp'>,
  rows: readonly StagedRow[],
  staged: readonly { readonly line: number; readonly outcome: string }[],
): Promise<void> {
  const changed = new Set(staged.filter(({ outcome }) => outcome !== 'UNCHANGED').map(({ line }) => line));
  const mpns = new Set(rows.filter(({ line }) => changed.has(line)).map(({ row }) => row.plan.mpn));
  if (mpns.size === 0) return;
  await tx.execute(
    `update catalog.sheet_product set is_changed = true
     where import_id = ? and mpn = any (?::text[]) and not is_changed`,
    [importId, textArray([...mpns])],
  );
}

interface RepeatedRow {
  readonly line: number;
  readonly first_line: number;
  readonly is_same: boolean;
}

function findRepeated(tx: Writer, { importId, vendorId }: Staging, sheet: string): Promise<readonly RepeatedRow[]> {
  return tx.query<RepeatedRow>(
    `select row.line, first.line as first_line, (row.unit_cost, row.retail, row.max_quantity, row.end_of_sale)
         is not distinct from (first.unit_cost, first.retail, first.max_quantity, first.end_of_sale)
       and (row.is_deleted or row.given_valid_to is not distinct from first.valid_to) as is_same
     from (${MEANT}) as row
     join catalog.sheet_row as first on first.import_id = ? and first.plan_id = coalesce(row.plan_id, row.new_plan_id)
       and first.valid_from = row.valid_from and first.min_quantity = row.min_quantity
     where first.line <> row.line order by row.line`,
    [vendorId, sheet, importId],
  );
}
