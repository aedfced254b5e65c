import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Statement } from '../../../shared/database/sql.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import { isListedIn } from '../../loaders/listed-products.ts';
import { listedAt, SEEN_WAYS } from '../../loaders/price-periods.ts';
import type { PlanSelection } from '../../loaders/product-lists.ts';
import type { OfferFilter } from '../../rules/products/facets.ts';
import { plansFor } from '../../rules/products/plan-key.ts';
import type { PriceRange } from './price-range.ts';
import { hasMpn } from './product-mpns.ts';

/** The filters of products, all of which must hold; one that is undefined holds for every product. */
export interface ProductFilter {
  readonly vendorId: Id<'ven'> | undefined;
  readonly category: string | undefined;
  /** As people write them: in any case, with `/` or `:`, with or without the SKU. */
  readonly mpns: readonly string[] | undefined;
  readonly marketplaceId: Id<'mkt'> | undefined;
  /** One plan of the product must be all of this. */
  readonly plan: PlanSelection;
  /** And its price for the viewer's account must lie in this range. */
  readonly price: PriceRange | undefined;
}

/** The conditions of the filters that have no facet; `vendor` is the row of the product's vendor. */
export function conditionsBeside({ mpns, marketplaceId }: ProductFilter, moment: Date): readonly Condition[] {
  return [
    [listedAt(moment)],
    ...(mpns === undefined ? [] : [hasMpn(mpns)]),
    ...(marketplaceId === undefined ? [] : [isListedIn([marketplaceId])]),
  ];
}

/** Who looks for products, and when. */
export interface ProductView {
  /** The segment of a viewer that buys for itself: it sees what it may buy, and nothing else. */
  readonly buyer: CustomerSegment | undefined;
  /** The plans in the range of prices that is asked for. */
  readonly priced: Statement | undefined;
  readonly moment: Date;
}

/** The conditions of all filters. */
export function conditionsOf(filter: ProductFilter, { buyer, priced, moment }: ProductView): readonly Condition[] {
  const { vendorId, category, plan } = filter;
  const ways = [...(buyer === undefined ? [] : [['segment', plansFor(buyer)] as const]), ...wantedOf(plan)];
  return [
    ...conditionsBeside(filter, moment),
    ...(vendorId === undefined ? [] : [['product.vendor_id = ?', vendorId] as const]),
    ...(category === undefined ? [] : [['product.category = ?', category] as const]),
    ...(ways.length === 0 ? [] : [hasWay(ways, moment)]),
    ...(priced === undefined ? [] : [hasPriced(ways, priced)]),
  ];
}

/** The condition that one plan in the range of prices is all of this. */
function hasPriced(wanted: readonly Wanted[], { sql, values }: Statement): Condition {
  const conditions = wanted.map(([column]) => ` and plan.${column} = ?`).join('');
  return [`exists (select 1 from ${sql}${conditions})`, ...values, ...wanted.map(([, value]) => value)];
}

type Wanted = readonly [column: string, value: string];

function wantedOf({ segment, market, currency, term, billingCycle }: PlanSelection): readonly Wanted[] {
  const wanted = [
    ['segment', segment === undefined ? undefined : plansFor(segment)],
    ['market', market],
    ['currency', currency],
    ['term', term],
    ['billing_cycle', billingCycle],
  ] as const;
  return wanted.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
}

/** The condition that a customer of a segment may buy a product, which needs no row but that of the product. */
export function isSoldTo(buyer: CustomerSegment, moment: Date): Condition {
  const [sql, ...values] = hasWay([['segment', plansFor(buyer)]], moment);
  return [`exists (select 1 from catalog.vendor where vendor.id = product.vendor_id and ${sql})`, ...values];
}

/** The condition that a product can be bought now or later in a way that is all of this. */
function hasWay(wanted: readonly Wanted[], moment: Date): Condition {
  const conditions = wanted.map(([column]) => `way.${column} = ?`).join(' and ');
  // Without the last words the planner would join products and sets, and compare each with each.
  return [
    `((${SEEN_WAYS}) in (select way.set_id from catalog.sold_way as way
       where ${conditions} and (way.ends_at is null or way.ends_at > ?::timestamptz))) is true`,
    ...wanted.map(([, value]) => value),
    moment.toISOString(),
  ];
}

/** The same filters as facets leave out one after the other. */
export function offerFilter(
  { vendorId, category, plan }: ProductFilter,
  buyer: CustomerSegment | undefined,
): OfferFilter {
  const { segment, market, currency, term, billingCycle } = plan;
  return {
    VENDOR: vendorId,
    CATEGORY: category,
    SEGMENT: segment,
    MARKET: market,
    TERM: term,
    BILLING_CYCLE: billingCycle,
    currency,
    buyer,
  };
}
