import type { Condition } from '../../../shared/database/list-loader.ts';
import { textArray, type Statement } from '../../../shared/database/sql.ts';
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
  /** The markets of a viewer that buys in marketplaces, which sees no plans for others. */
  readonly markets: ReadonlySet<string> | undefined;
  /** The plans in the range of prices that is asked for. */
  readonly priced: Statement | undefined;
  readonly moment: Date;
}

/** The conditions of all filters. */
export function conditionsOf(
  filter: ProductFilter,
  { buyer, markets, priced, moment }: ProductView,
): readonly Condition[] {
  const { vendorId, category, plan } = filter;
  const segments = buyer === undefined ? [] : [['segment', plansFor(buyer)] as const];
  const wanted: PlanWanted = { columns: [...segments, ...wantedOf(plan)], markets };
  return [
    ...conditionsBeside(filter, moment),
    ...(vendorId === undefined ? [] : [['product.vendor_id = ?', vendorId] as const]),
    ...(category === undefined ? [] : [['product.category = ?', category] as const]),
    ...(wanted.columns.length === 0 && markets === undefined ? [] : [hasWay(wanted, moment)]),
    ...(priced === undefined ? [] : [hasPriced(wanted, priced)]),
  ];
}

/** What one plan must be: the values of some columns, and for one of some markets. */
interface PlanWanted {
  readonly columns: readonly Wanted[];
  readonly markets?: ReadonlySet<string> | undefined;
}

type Wanted = readonly [column: string, value: string];

/** The conditions that a row of a plan, or of a way to buy, is all of this. */
function isPlan(row: string, { columns, markets }: PlanWanted): readonly Condition[] {
  return [
    ...columns.map(([column, value]): Condition => [`${row}.${column} = ?`, value]),
    ...(markets === undefined ? [] : [[`${row}.market = any (?::text[])`, textArray([...markets])] as const]),
  ];
}

/** The condition that one plan in the range of prices is all of this. */
function hasPriced(wanted: PlanWanted, { sql, values }: Statement): Condition {
  const conditions = isPlan('plan', wanted);
  return [
    `exists (select 1 from ${[sql, ...conditions.map(([text]) => text)].join(' and ')})`,
    ...values,
    ...conditions.flatMap(([, ...of]) => of),
  ];
}

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
  const [sql, ...values] = hasWay({ columns: [['segment', plansFor(buyer)]] }, moment);
  return [`exists (select 1 from catalog.vendor where vendor.id = product.vendor_id and ${sql})`, ...values];
}

/** The condition that a product can be bought now or later in a way that is all of this. */
function hasWay(wanted: PlanWanted, moment: Date): Condition {
  const conditions = isPlan('way', wanted);
  // Without the last words the planner would join products and sets, and compare each with each.
  return [
    `((${SEEN_WAYS}) in (select way.set_id from catalog.sold_way as way
       where ${conditions.map(([text]) => text).join(' and ')} and (way.ends_at is null or way.ends_at > ?::timestamptz))) is true`,
    ...conditions.flatMap(([, ...of]) => of),
    moment.toISOString(),
  ];
}

/** The same filters as facets leave out one after the other. */
export function offerFilter(
  { vendorId, category, plan }: ProductFilter,
  { buyer, markets }: Pick<ProductView, 'buyer' | 'markets'>,
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
    markets,
  };
}
