import type { Condition } from '../../../shared/database/list-loader.ts';
import { textArray, type Statement } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
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

/** A rule of a seller for all that it sells, for a vendor or for a category, which holds for the sale. */
interface WideRule {
  readonly seller_id: Id<'acc'>;
  readonly account_id: Id<'acc'> | null;
  readonly vendor_id: Id<'ven'> | null;
  readonly category: string | null;
  readonly percent: string | null;
  readonly percent_off_retail: string | null;
}

/**
 * The plans of `product`, as `plan`, whose price for an account lies in a range: a part of a statement from `from` on, in which
 * `vendor` is the row of the product's vendor. It makes the price as `periodAt`, `nearestMargin` and `priceAlong` do. Rules of
 * a product or plan are looked up for those alone that have any: there are many plans, and few rules that reach all of them.
 */
export async function plansInRange(
  read: Reader,
  range: PriceRange,
  { sales, defaultMargins, moment }: PriceView,
): Promise<Statement> {
  const now = moment.toISOString();
  const sellers = textArray(sales.map(({ sellerId }) => sellerId));
  const rules = await readWideRules(read, sales, now);
  const tiers = sales.map((sale, tier) => stepOf(sale, { tier, defaultMargins, now, rules }));
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
      cross join lateral (select product.id in (
        select margin.product_id from catalog.margin where margin.seller_id = any (?::text[]) and margin.product_id is not null
        union all
        select named.product_id from catalog.margin join catalog.plan as named on named.id = margin.plan_id
        where margin.seller_id = any (?::text[])
      ) as has_rules) as named
      ${tiers.map(({ sql }) => sql).join(' ')}
      where plan.product_id = product.id and ${bounds.map(([sql]) => sql).join(' and ')}`,
    values: [
      now,
      now,
      sellers,
      sellers,
      ...tiers.flatMap(({ values }) => values),
      ...bounds.flatMap(([, ...values]) => values),
    ],
  };
}

/** The wide rules of some sales, those of each seller in the order in which they count. */
function readWideRules(read: Reader, sales: readonly Sale[], now: string): Promise<readonly WideRule[]> {
  const buyers = sales.flatMap(({ buyerId }) => (buyerId === undefined ? [] : [buyerId]));
  return read.query<WideRule>(
    `select seller_id, account_id, vendor_id, category, percent::text as percent,
       percent_off_retail::text as percent_off_retail
     from catalog.margin
     where seller_id = any (?::text[]) and plan_id is null and product_id is null
       and (account_id is null or account_id = any (?::text[]))
       and (valid_from is null or valid_from <= ?::timestamptz) and (valid_to is null or valid_to > ?::timestamptz)
     order by case when category is not null then 1 when vendor_id is not null then 2 else 3 end,
       account_id nulls last, valid_to nulls last, valid_from desc nulls last`,
    [textArray(sales.map(({ sellerId }) => sellerId)), textArray(buyers), now, now],
  );
}

interface Step {
  readonly tier: number;
  readonly defaultMargins: DefaultMargins;
  readonly now: string;
  readonly rules: readonly WideRule[];
}

/** Numeric values are multiplied, which is exact, and never divided. */
function stepOf(sale: Sale, step: Step): Statement {
  const { tier } = step;
  const [wide, near] = [wideAmount(sale, step), nearAmount(sale, step)];
  return {
    sql: `cross join lateral (select case when named.has_rules then coalesce((${near.sql}), ${wide.sql}) else ${wide.sql} end
      as amount) as tier_${tier + 1}`,
    values: [...near.values, ...wide.values, ...wide.values],
  };
}

/** The price by the rules that reach many products, or by the default of the seller's type. */
function wideAmount({ sellerId, buyerId }: Sale, { tier, defaultMargins, rules }: Step): Statement {
  const { providerMillionths, resellerMillionths } = defaultMargins;
  const one = { numerator: 1n, denominator: 1n };
  const factor = exactText(withPercent(one, tier === 0 ? providerMillionths : resellerMillionths));
  const own = rules.filter(
    (rule) => rule.seller_id === sellerId && (rule.account_id === null || rule.account_id === buyerId),
  );
  const cases = own.map((rule): Statement => {
    const { category, vendor_id: vendorId, percent, percent_off_retail: offRetail } = rule;
    const conditions: readonly Condition[] = [
      ...(category === null ? [] : [['product.category = ?', category] as const]),
      ...(vendorId === null ? [] : [['product.vendor_id = ?', vendorId] as const]),
      ...(offRetail === null ? [] : [['tier_0.retail is not null'] as const]),
    ];
    const when = conditions.length === 0 ? 'true' : conditions.map(([sql]) => sql).join(' and ');
    const then =
      offRetail === null
        ? `tier_${tier}.amount * (100 + ?::numeric) * 0.01`
        : 'tier_0.retail * (100 - ?::numeric) * 0.01';
    const values = conditions.flatMap(([, ...given]) => given);
    return { sql: `when ${when} then ${then}`, values: [...values, offRetail ?? percent] };
  });
  const otherwise = `tier_${tier}.amount * ?::numeric`;
  if (cases.length === 0) return { sql: otherwise, values: [factor] };
  return {
    sql: `case ${cases.map(({ sql }) => sql).join(' ')} else ${otherwise} end`,
    values: [...cases.flatMap(({ values }) => values), factor],
  };
}

/** The price by a rule for the plan or the product; null where there is none. */
function nearAmount({ sellerId, buyerId }: Sale, { tier, now }: Step): Statement {
  return {
    sql: `select case when rule.fixed_price is not null then rule.fixed_price
        when rule.percent_off_retail is not null then tier_0.retail * (100 - rule.percent_off_retail) * 0.01
        else tier_${tier}.amount * (100 + rule.percent) * 0.01 end
      from (
        select 1 as level, margin.* from catalog.margin where seller_id = ? and plan_id = plan.id
        union all
        select 2, margin.* from catalog.margin where seller_id = ? and product_id = product.id
      ) as rule
      where coalesce(rule.account_id, ?) = ?
        and (rule.valid_from is null or rule.valid_from <= ?::timestamptz)
        and (rule.valid_to is null or rule.valid_to > ?::timestamptz)
        and (rule.percent_off_retail is null or tier_0.retail is not null)
      order by rule.level, rule.account_id nulls last, rule.valid_to nulls last, rule.valid_from desc nulls last limit 1`,
    values: [sellerId, sellerId, buyerId ?? '', buyerId ?? '', now, now],
  };
}
