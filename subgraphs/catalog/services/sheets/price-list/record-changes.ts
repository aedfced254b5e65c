import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import { changesBetween, isStriking, type CostChange, type CostPeriod } from '../../../rules/prices/price-changes.ts';
import type { VersionDraft } from './version-draft.ts';

interface PeriodColumns {
  readonly plan_id: Id<'pln'>;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly min_quantity: number;
  readonly max_quantity: number | null;
  readonly unit_cost: string;
  readonly retail: string | null;
  readonly is_new: boolean;
  readonly is_old: boolean;
}

/**
 * Records what a version changes in the costs and retail prices of plans that were there before. Answers how many of the plans have a price
 * that doubled or halved.
 */
export async function recordChanges(
  tx: Writer,
  { importId, version, now }: VersionDraft,
  planIds: readonly Id<'pln'>[],
): Promise<{ readonly striking: number }> {
  const periods = await readChangedPeriods(tx, planIds, version);
  const changes = [...Map.groupBy(periods, (period) => period.plan_id)].flatMap(([planId, ofPlan]) => {
    const old = ofPlan.filter((period) => period.is_old).map(toCostPeriod);
    const changed = ofPlan.filter((period) => period.is_new).map(toCostPeriod);
    return changesBetween(old, changed, now).map((change) => ({ planId, change }));
  });
  await insertChanges(tx, importId, changes);
  const striking = new Set(changes.filter(({ change }) => isStriking(change)).map(({ planId }) => planId));
  return { striking: striking.size };
}

/** The periods, before and after, of those plans in which the version changes any. */
function readChangedPeriods(
  tx: Writer,
  planIds: readonly Id<'pln'>[],
  version: number,
): Promise<readonly PeriodColumns[]> {
  return tx.query<PeriodColumns>(
    `select plan_id, valid_from::text, valid_to::text, min_quantity, max_quantity, trim_scale(unit_cost)::text as unit_cost,
       trim_scale(retail)::text as retail, until_version is null as is_new, since_version < ? as is_old
     from catalog.price_period
     where (until_version is null or until_version = ?) and plan_id in (
       select changed.plan_id from catalog.price_period as changed
       where changed.plan_id = any (?::text[]) and (changed.since_version = ? or changed.until_version = ?))`,
    [version, version, textArray(planIds), version, version],
  );
}

function toCostPeriod(row: PeriodColumns): CostPeriod {
  return {
    validFrom: new Date(row.valid_from),
    validTo: row.valid_to === null ? null : new Date(row.valid_to),
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    unitCost: row.unit_cost,
    retail: row.retail,
  };
}

async function insertChanges(
  tx: Writer,
  importId: Id<'imp'>,
  changes: readonly { readonly planId: Id<'pln'>; readonly change: CostChange }[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ planId, change: { effectiveAt, before, after } }) => ({
    plan_id: planId,
    effective_at: effectiveAt,
    before: before ?? null,
    after: after ?? null,
  }));
  await tx.execute(
    `insert into catalog.price_change (import_id, plan_id, effective_at, before, after)
     select ?, plan_id, effective_at, before, after
     from jsonb_to_recordset(?::jsonb) as changed (plan_id text, effective_at timestamptz, before numeric, after numeric)`,
    [importId, JSON.stringify(rows)],
  );
}
