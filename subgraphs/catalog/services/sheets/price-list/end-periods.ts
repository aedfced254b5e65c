import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import { PAGE_ROWS } from './write-plans.ts';
import type { VersionDraft } from './version-draft.ts';

/** A page of plans, by their ids. */
export interface PlanPage {
  readonly planIds: readonly Id<'pln'>[];
  readonly last: Id<'pln'>;
}

/** The plans that the sheet names and the catalogue had before, a page after another. */
export async function namedPlans(tx: Writer, { importId }: VersionDraft, after: string): Promise<PlanPage | undefined> {
  const rows = await tx.query<{ readonly plan_id: Id<'pln'> }>(
    `select distinct plan_id from catalog.sheet_row where import_id = ? and plan_id > ? and outcome <> 'ADDED'
     order by plan_id limit ?`,
    [importId, after, PAGE_ROWS],
  );
  const last = rows.at(-1)?.plan_id;
  return last === undefined ? undefined : { planIds: rows.map((row) => row.plan_id), last };
}

/**
 * Ends those periods of plans which a full sheet no longer has: from the moment on from which it replaces them, but not
 * before the first price that it has for the plan. Where that price decides by itself, because of open periods the latest
 * holds, the period stays as it is.
 */
export async function endAbsentPeriods(tx: Writer, draft: VersionDraft, { planIds }: PlanPage): Promise<void> {
  const { importId } = draft;
  const rowOf = `catalog.sheet_row as row where row.import_id = ? and row.plan_id = held.plan_id
    and row.min_quantity = held.min_quantity`;
  await endPeriods(tx, draft, {
    planIds,
    ends: `greatest(held.replaced, (select min(row.valid_from) from ${rowOf}))`,
    where: `not exists (
        select 1 from ${rowOf} and (row.valid_from = held.valid_from
          or (held.valid_to is null and row.valid_to is null and row.valid_from > held.valid_from
            and row.valid_from <= greatest(held.replaced, (select min(row.valid_from) from ${rowOf})))))`,
    values: [importId, importId, importId],
  });
}

/** Ends all periods of plans that a full sheet no longer names. */
export async function endPlans(tx: Writer, draft: VersionDraft, planIds: readonly Id<'pln'>[]): Promise<void> {
  await endPeriods(tx, draft, { planIds, ends: 'held.replaced', where: 'true', values: [] });
}

interface EndedPeriods {
  readonly planIds: readonly Id<'pln'>[];
  /** When each of the periods, `held`, ends. */
  readonly ends: string;
  readonly where: string;
  /** Those of `ends`, then those of `where`. */
  readonly values: readonly unknown[];
}

/** Takes periods out of the version, and leaves the part of each before its new end. */
async function endPeriods(
  tx: Writer,
  { replacesFrom, speaksUntil, version }: VersionDraft,
  { planIds, ends, where, values }: EndedPeriods,
): Promise<void> {
  if (replacesFrom === undefined || planIds.length === 0) return;
  await tx.execute(
    `with held as (
       select period.*, ?::timestamptz as replaced from catalog.price_period as period
       where period.plan_id = any (?::text[]) and period.until_version is null and period.since_version < ?
         and period.valid_from < ?::timestamptz
     ), absent as (
       select held.*, ${ends} as ends from held where ${where}
     ), ended as (
       update catalog.price_period as period set until_version = ? from absent
       where period.plan_id = absent.plan_id and period.valid_from = absent.valid_from
         and period.min_quantity = absent.min_quantity and period.since_version = absent.since_version
         and (absent.valid_to is null or absent.valid_to > absent.ends)
       returning period.*, absent.ends
     )
     insert into catalog.price_period (plan_id, valid_from, valid_to, end_of_sale, min_quantity, max_quantity, unit_cost,
       retail, since_version)
     select plan_id, valid_from, ends, end_of_sale, min_quantity, max_quantity, unit_cost, retail, ?
     from ended where valid_from < ends`,
    [replacesFrom.toISOString(), textArray(planIds), version, speaksUntil.toISOString(), ...values, version, version],
  );
}
