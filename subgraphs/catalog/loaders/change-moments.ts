import { textArray, type Statement } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { salesTo } from '../rules/prices/seller-chain.ts';
import { SEEN } from './price-periods.ts';

/** When prices may change for whom: from inclusive, to exclusive. */
export interface MomentsWanted {
  /** The path of the account that pays. */
  readonly path: string;
  readonly from: Date;
  readonly to: Date;
  /** The moment and plan after which the list goes on. */
  readonly after: { readonly moment: string; readonly planId: string } | undefined;
  readonly limit: number;
  /** The currency of the plans; all of them unless given. */
  readonly currency?: string | undefined;
}

/** A moment at which a plan may have another price for an account: whether it has, the prices say. */
export interface ChangeMoment {
  readonly planId: Id<'pln'>;
  readonly moment: Date;
}

interface MomentColumns {
  readonly plan_id: Id<'pln'>;
  readonly moment_ms: number;
}

/**
 * The moments at which periods of plans, and rules of the sellers on the way to an account, begin or end, the earliest first
 * and then by plan: one statement, whose parts each end where the page does.
 */
export async function findChangeMoments(read: Reader, wanted: MomentsWanted): Promise<readonly ChangeMoment[]> {
  const parts = [periodPart('valid_from', wanted), periodPart('valid_to', wanted), ...ruleParts(wanted)];
  const rows = await read.query<MomentColumns>(
    `select distinct moment, plan_id, (extract(epoch from moment) * 1000)::float8 as moment_ms
     from (${parts.map(({ sql }) => `(${sql})`).join(' union all ')}) as found
     order by moment, plan_id limit ?`,
    [...parts.flatMap(({ values }) => values), wanted.limit],
  );
  return rows.map(({ plan_id: planId, moment_ms: moment }) => ({ planId, moment: new Date(moment) }));
}

function afterOf(after: MomentsWanted['after'], moment: string, planId: string): Statement {
  if (after === undefined) return { sql: 'true', values: [] };
  return { sql: `(${moment}, ${planId}) > (?::timestamptz, ?)`, values: [after.moment, after.planId] };
}

const inCurrency = (currency: string | undefined): Statement =>
  currency === undefined ? { sql: 'true', values: [] } : { sql: 'plan.currency = ?', values: [currency] };

function periodPart(column: 'valid_from' | 'valid_to', wanted: MomentsWanted): Statement {
  const { from, to, after, limit, currency } = wanted;
  const later = afterOf(after, `period.${column}`, 'period.plan_id');
  const paid = inCurrency(currency);
  return {
    sql: `select period.${column} as moment, period.plan_id
      from catalog.price_period as period
      join catalog.plan on plan.id = period.plan_id
      join catalog.product on product.id = plan.product_id
      join catalog.vendor on vendor.id = product.vendor_id
      where period.${column} >= ?::timestamptz and period.${column} < ?::timestamptz and ${later.sql} and ${paid.sql}
        and period.min_quantity = 1 and ${SEEN}
      order by period.${column}, period.plan_id limit ?`,
    values: [from.toISOString(), to.toISOString(), ...later.values, ...paid.values, limit],
  };
}

/** What the rules of a level reach: the rows of `plan` for a row of `rule`. */
const REACHED = [
  { level: 'rule.plan_id is not null', from: 'catalog.plan where plan.id = rule.plan_id' },
  { level: 'rule.product_id is not null', from: 'catalog.plan where plan.product_id = rule.product_id' },
  {
    level: 'rule.category is not null',
    from: 'catalog.product join catalog.plan on plan.product_id = product.id where product.category = rule.category',
  },
  {
    level: 'rule.vendor_id is not null',
    from: 'catalog.product join catalog.plan on plan.product_id = product.id where product.vendor_id = rule.vendor_id',
  },
  {
    level: 'num_nonnulls(rule.plan_id, rule.product_id, rule.category, rule.vendor_id) = 0',
    from: 'catalog.plan where true',
  },
];

function ruleParts({ path, from, to, after, limit, currency }: MomentsWanted): readonly Statement[] {
  const sales = salesTo(path);
  if (sales.length === 0) return [];
  const later = afterOf(after, 'rule.moment', 'plan.id');
  const paid = inCurrency(currency);
  return REACHED.map(({ level, from: reached }) => ({
    sql: `select rule.moment, reached.id as plan_id
      from (
        select margin.*, bound.moment from catalog.margin
        cross join lateral (values (margin.valid_from), (margin.valid_to)) as bound (moment)
        where margin.seller_id = any (?::text[])
          and (margin.account_id is null or margin.account_id = any (?::text[]))
          and bound.moment >= ?::timestamptz and bound.moment < ?::timestamptz
      ) as rule
      cross join lateral (
        select plan.id from ${reached} and ${later.sql} and ${paid.sql} order by plan.id limit ?
      ) as reached
      where ${level}`,
    values: [
      textArray(sales.map(({ sellerId }) => sellerId)),
      textArray(sales.map(({ buyerId }) => buyerId).filter((id) => id !== undefined)),
      from.toISOString(),
      to.toISOString(),
      ...later.values,
      ...paid.values,
      limit,
    ],
  }));
}
