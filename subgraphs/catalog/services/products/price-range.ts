import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Statement } from '../../../shared/database/sql.ts';
import type { DefaultMargins } from '../../config.ts';
import { SEEN } from '../../loaders/price-periods.ts';
import { exactText, withPercent } from '../../rules/prices/price.ts';
import type { Sale } from '../../rules/prices/seller-chain.ts';

/** What the viewer's account pays now for one seat and the whole term: exact decimals in units of the plan's currency. */
export interface PriceRange {
  /** Inclusive, as the other. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Whose price is meant: the sales from the provider down to the account, and when. */
export interface PriceView {
  readonly sales: readonly Sale[];
  readonly defaultMargins: DefaultMargins;
  readonly moment: Date;
}

/**
 * The plans of `product`, as `plan`, whose price for an account lies in a range: a part of a statement from `from` on, in which
 * `vendor` is the row of the product's vendor. It makes the price as `periodAt`, `nearestMargin` and `priceAlong` do.
 */
export function plansInRange(range: PriceRange, { sales, defaultMargins, moment }: PriceView): Statement {
  const now = moment.toISOString();
  const tiers = sales.map((sale, tier) => stepOf(sale, { tier, defaultMargins, now }));
  const amount = `tier_${sales.length}.amount`;
  const bounds: readonly Condition[] = [
    ...(range.from === undefined ? [] : [[`${amount} >= ?::numeric`, range.from] as const]),
    ...(range.to === undefined ? [] : [[`${amount} <= ?::numeric`, range.to] as const]),
  ];
  return {
    sql: `catalog.plan
      cross join lateral (
        select period.unit_cost as amount, period.retail from catalog.price_period as period
        where period.plan_id = plan.id and ${SEEN} and period.min_quantity <= 1
          and period.valid_from <= ?::timestamptz and (period.valid_to is null or period.valid_to > ?::timestamptz)
        order by period.valid_to nulls last, period.valid_from desc limit 1
      ) as tier_0
      ${tiers.map(({ sql }) => sql).join(' ')}
      where plan.product_id = product.id and ${bounds.map(([sql]) => sql).join(' and ')}`,
    values: [now, now, ...tiers.flatMap(({ values }) => values), ...bounds.flatMap(([, ...values]) => values)],
  };
}

interface Step {
  readonly tier: number;
  readonly defaultMargins: DefaultMargins;
  readonly now: string;
}

/** Numeric values are multiplied, which is exact, and never divided. */
function stepOf({ sellerId, buyerId }: Sale, { tier, defaultMargins, now }: Step): Statement {
  const { providerMillionths, resellerMillionths } = defaultMargins;
  const one = { numerator: 1n, denominator: 1n };
  const factor = exactText(withPercent(one, tier === 0 ? providerMillionths : resellerMillionths));
  return {
    sql: `cross join lateral (
      select coalesce((
        select case when rule.fixed_price is not null then rule.fixed_price
          when rule.percent_off_retail is not null then tier_0.retail * (100 - rule.percent_off_retail) * 0.01
          else tier_${tier}.amount * (100 + rule.percent) * 0.01 end
        from (
          select 1 as level, margin.* from catalog.margin where seller_id = ? and plan_id = plan.id
          union all
          select 2, margin.* from catalog.margin where seller_id = ? and product_id = product.id
          union all
          select case when category is not null then 3 when vendor_id is not null then 4 else 5 end, margin.*
          from catalog.margin where seller_id = ? and plan_id is null and product_id is null
            and coalesce(category, product.category) = product.category
            and coalesce(vendor_id, product.vendor_id) = product.vendor_id
        ) as rule
        where coalesce(rule.account_id, ?) = ?
          and (rule.valid_from is null or rule.valid_from <= ?::timestamptz)
          and (rule.valid_to is null or rule.valid_to > ?::timestamptz)
          and (rule.percent_off_retail is null or tier_0.retail is not null)
        order by rule.level, rule.account_id nulls last, rule.valid_to nulls last, rule.valid_from desc nulls last limit 1
      ), tier_${tier}.amount * ?::numeric) as amount
    ) as tier_${tier + 1}`,
    values: [sellerId, sellerId, sellerId, buyerId ?? '', buyerId ?? '', now, now, factor],
  };
}
