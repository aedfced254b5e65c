import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import type { SheetKind } from '../../../rules/sheets/plan-shape.ts';
import { isProtected, type ProtectedPlans } from '../../../rules/sheets/protected-plans.ts';
import { endPlans } from './end-periods.ts';
import { recordChanges } from './record-changes.ts';
import type { VersionDraft } from './version-draft.ts';
import { PAGE_ROWS } from './write-plans.ts';

/** A kind and market of which a full sheet has all plans. */
export interface SheetScope {
  readonly sheet: SheetKind;
  readonly market: string;
}

/** How far a scope has been looked through, and what was found. */
export interface RetiredPage {
  readonly last: Id<'pln'>;
  /** How many of the plans were on sale. */
  readonly onSale: number;
  readonly retired: number;
}

interface PlanOnSale {
  readonly id: Id<'pln'>;
  readonly mpn: string;
  readonly is_on_sale: boolean;
}

/**
 * Ends the plans of a scope that a full sheet no longer names, a page of the scope after another. A plan stays that a
 * rejected row may mean. Undefined at the end of the scope.
 */
export async function retirePage(
  tx: Writer,
  draft: VersionDraft,
  { sheet, market }: SheetScope,
  { after, isProtecting }: { readonly after: string; readonly isProtecting: ProtectedPlans },
): Promise<RetiredPage | undefined> {
  const { replacesFrom, importId, vendorId, version } = draft;
  if (replacesFrom === undefined) return undefined;
  const plans = await tx.query<PlanOnSale>(
    `select plan.id, product.mpn,
       exists (select 1 from catalog.price_period as period where period.plan_id = plan.id and period.since_version < ?
         and (period.until_version is null or period.until_version = ?) and period.valid_from < ?::timestamptz
         and (period.valid_to is null or period.valid_to > ?::timestamptz)) as is_on_sale
     from catalog.plan join catalog.product on product.id = plan.product_id
     where plan.market = ? and plan.sheet = ? and plan.id > ? and product.vendor_id = ?
     order by plan.id limit ?`,
    [
      version,
      version,
      draft.speaksUntil.toISOString(),
      replacesFrom.toISOString(),
      market,
      sheet,
      after,
      vendorId,
      PAGE_ROWS,
    ],
  );
  const last = plans.at(-1)?.id;
  if (last === undefined) return undefined;
  const onSale = plans.filter((plan) => plan.is_on_sale);
  const named = await namedAmong(tx, importId, onSale);
  const retired = onSale.filter(({ id, mpn }) => !named.has(id) && !isProtected(isProtecting, { mpn, market }));
  const ids = retired.map(({ id }) => id);
  await endPlans(tx, draft, ids);
  await recordChanges(tx, draft, ids);
  await rememberRetired(tx, importId, ids);
  return { last, onSale: onSale.length, retired: ids.length };
}

/** Those of the plans that the sheet names. */
async function namedAmong(
  tx: Writer,
  importId: Id<'imp'>,
  plans: readonly PlanOnSale[],
): Promise<ReadonlySet<Id<'pln'>>> {
  const rows = await tx.query<{ readonly plan_id: Id<'pln'> }>(
    'select plan_id from catalog.sheet_row where import_id = ? and plan_id = any (?::text[])',
    [importId, textArray(plans.map(({ id }) => id))],
  );
  return new Set(rows.map((row) => row.plan_id));
}

async function rememberRetired(tx: Writer, importId: Id<'imp'>, planIds: readonly Id<'pln'>[]): Promise<void> {
  if (planIds.length === 0) return;
  await tx.execute(
    `insert into catalog.sheet_retirement (import_id, plan_id)
     select ?, id from jsonb_to_recordset(?::jsonb) as retired (id text)`,
    [importId, JSON.stringify(planIds.map((id) => ({ id })))],
  );
}
