import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { PlanRow } from '../entities/plan.ts';
import { marginPrice, type MarginTexts } from '../rules/prices/margin-step.ts';
import { indexMargins, type MarginLevel, type MarginRule, type MarginRules } from '../rules/prices/nearest-margin.ts';
import type { Sale } from '../rules/prices/seller-chain.ts';

/** Which rules are looked for: those of some sales, of some plans, that hold at one of some moments or between them. */
export interface RulesWanted {
  readonly sales: readonly Sale[];
  readonly plans: readonly PlanRow[];
  readonly moments: readonly Date[];
}

interface RuleColumns extends MarginTexts {
  readonly id: Id<'mgn'>;
  readonly seller_id: Id<'acc'>;
  readonly account_id: Id<'acc'> | null;
  readonly level: MarginLevel;
  readonly reaches: Id<'pln'> | Id<'prd'> | null;
  readonly from_ms: number | null;
  readonly to_ms: number | null;
}

const ms = (column: string): string => `(extract(epoch from margin.${column}) * 1000)::float8`;

/** A rule for a category or a vendor is one row for each of the products that it reaches. */
const RULES = `select margin.id, margin.seller_id, margin.account_id,
    case when margin.plan_id is not null then 'plan' when margin.product_id is not null then 'product'
      when margin.category is not null then 'category' when margin.vendor_id is not null then 'vendor'
      else 'everything' end as level,
    coalesce(margin.plan_id, margin.product_id, product.id) as reaches,
    margin.percent::text as percent, margin.percent_off_retail::text as "percentOffRetail",
    margin.fixed_price::text as "fixedPrice", ${ms('valid_from')} as from_ms, ${ms('valid_to')} as to_ms
  from catalog.margin
  left join catalog.product on product.id = any (?::text[])
    and (product.category = margin.category or product.vendor_id = margin.vendor_id)
  where margin.seller_id = any (?::text[])
    and (margin.account_id is null or margin.account_id = any (?::text[]))
    and (margin.product_id is null or margin.product_id = any (?::text[]))
    and (margin.plan_id is null or margin.plan_id = any (?::text[]))
    and ((margin.category is null and margin.vendor_id is null) or product.id is not null)
    and (margin.valid_from is null or margin.valid_from <= ?::timestamptz)
    and (margin.valid_to is null or margin.valid_to > ?::timestamptz)`;

/** Reads the rules of all sellers on the way to some buyers in one statement; none where nobody sells. */
export async function loadMarginRules(read: Reader, { sales, plans, moments }: RulesWanted): Promise<MarginRules> {
  const sellers = new Set(sales.map((sale) => sale.sellerId));
  if (sellers.size === 0) return new Map();
  const buyers = new Set(sales.map((sale) => sale.buyerId).filter((id) => id !== undefined));
  const productIds = textArray([...new Set(plans.map((plan) => plan.productId))]);
  const times = moments.map((moment) => moment.getTime());
  const rows = await read.query<RuleColumns>(RULES, [
    productIds,
    textArray([...sellers]),
    textArray([...buyers]),
    productIds,
    textArray([...new Set(plans.map((plan) => plan.id))]),
    new Date(Math.max(...times)).toISOString(),
    new Date(Math.min(...times)).toISOString(),
  ]);
  return indexMargins(rows.map(toRule));
}

function toRule(row: RuleColumns): MarginRule {
  const date = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));
  return {
    id: row.id,
    sellerId: row.seller_id,
    accountId: row.account_id,
    level: row.level,
    reaches: row.reaches,
    price: marginPrice(row),
    validFrom: date(row.from_ms),
    validTo: date(row.to_ms),
  };
}
