import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { PricePeriod } from '../rules/prices/price-period.ts';

/** A period of a plan with its price, as the readers of the vendor's price list see it. */
export interface SeenPeriod extends PricePeriod {
  /** What the provider pays for one seat for the whole term: an exact decimal in units of the currency. */
  readonly unitCost: string;
  /** What the vendor recommends; nothing where it does not. */
  readonly retail: string | null;
}

/**
 * The condition, in SQL, for the rows of `period` that belong to the price list as it is: `vendor` is the row of the vendor.
 * This is the only place that knows which version is seen.
 */
export const SEEN = `period.since_version <= vendor.price_version
  and (period.until_version is null or period.until_version > vendor.price_version)`;

/** The condition, in SQL, for products that are on sale at a moment; `vendor` is the row of the vendor. */
export function listedAt(moment: Date): string {
  return `product.listed_since <= vendor.price_version
    and (product.listed_until is null or product.listed_until > vendor.price_version)
    and (product.sale_ends is null or product.sale_ends > '${moment.toISOString()}'::timestamptz)`;
}

/** The set of ways to buy that a product has, in SQL; `vendor` is the row of the vendor. Null where it cannot be bought. */
export const SEEN_WAYS = `case when product.ways_since <= vendor.price_version then product.ways
  else product.ways_before end`;

interface PeriodColumns {
  readonly plan_id: Id<'pln'>;
  readonly from_ms: number;
  readonly to_ms: number | null;
  readonly end_of_sale_ms: number | null;
  readonly min_quantity: number;
  readonly max_quantity: number | null;
  readonly unit_cost: string;
  readonly retail: string | null;
}

const ms = (column: string): string => `(extract(epoch from period.${column}) * 1000)::float8`;

/** Batches the periods of plans, the oldest first: one statement for all of them. */
export function createPeriodLoader(read: Reader): DataLoader<Id<'pln'>, readonly SeenPeriod[]> {
  return new DataLoader(async (planIds) => {
    const rows = await read.query<PeriodColumns>(
      `select period.plan_id, ${ms('valid_from')} as from_ms, ${ms('valid_to')} as to_ms,
         ${ms('end_of_sale')} as end_of_sale_ms, period.min_quantity, period.max_quantity,
         period.unit_cost::text as unit_cost, period.retail::text as retail
       from catalog.price_period as period
       join catalog.plan on plan.id = period.plan_id
       join catalog.product on product.id = plan.product_id
       join catalog.vendor on vendor.id = product.vendor_id
       where period.plan_id = any (?::text[]) and ${SEEN}
       order by period.valid_from, period.min_quantity`,
      [textArray(planIds)],
    );
    const byPlan = Map.groupBy(rows, (row) => row.plan_id);
    return planIds.map((id) => (byPlan.get(id) ?? []).map(toPeriod));
  });
}

function toPeriod(row: PeriodColumns): SeenPeriod {
  const date = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));
  return {
    validFrom: new Date(row.from_ms),
    validTo: date(row.to_ms),
    endOfSale: date(row.end_of_sale_ms),
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    unitCost: row.unit_cost,
    retail: row.retail,
  };
}
