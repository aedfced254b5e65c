import DataLoader from 'dataloader';
import type { Condition } from '../../shared/database/list-loader.ts';
import { textArray, type Statement } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import {
  asksForPlan,
  countOf,
  facetsOf,
  type Facet,
  type OfferFilter,
  type OfferGroup,
  type WayToBuy,
} from '../rules/products/facets.ts';
import { plansFor } from '../rules/products/plan-key.ts';
import { listedAt, SEEN_WAYS } from './price-periods.ts';

/** The products with their vendors, which say what of their price lists is seen. */
export const PRODUCTS = 'catalog.product join catalog.vendor on vendor.id = product.vendor_id';

/** What there is to count of a list of products. Nothing is read before it is asked for, and nothing twice. */
export interface Offers {
  count(): Promise<number>;
  facets(): Promise<readonly Facet[]>;
}

/** Which products are counted. */
export interface OffersWanted {
  /** All but those of the filter, which facets leave out one after the other. */
  readonly conditions: readonly Condition[];
  readonly filter: OfferFilter;
  /** Only these plans of a product count, from `from` on: `plan` is a row of them, and `product` is the product. */
  readonly priced: Statement | undefined;
  readonly moment: Date;
}

/** Products that are alike in all that facets count, with the name of their set of ways to buy. */
interface CountedGroup extends Omit<OfferGroup, 'ways'> {
  readonly setId: string | null;
}

const NO_WAYS: readonly WayToBuy[] = [];

/** Counts products in groups, so that the total and all facets come of one look at the table. */
export function createOffers(read: Reader, { conditions, filter, priced, moment }: OffersWanted): Offers {
  if (priced !== undefined) {
    const offered = once(() => countPriced(read, conditions, onlyCounted(priced, filter)));
    return {
      count: async () => countOf(await offered(), filter),
      facets: async () => facetsOf(await offered(), filter),
    };
  }
  const counted = once(() => countGroups(read, conditions));
  const groups = once(async () => withWays(read, await counted(), moment));
  return {
    async count() {
      if (asksForPlan(filter)) return countOf(await groups(), filter);
      return countOf(
        (await counted()).map((group) => ({ ...group, ways: NO_WAYS })),
        filter,
      );
    },
    facets: async () => facetsOf(await groups(), filter),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

function countGroups(read: Reader, conditions: readonly Condition[]): Promise<readonly CountedGroup[]> {
  return read.query<CountedGroup>(
    `select vendor.id as "vendorId", vendor.name as "vendorName", product.category, ${SEEN_WAYS} as "setId",
       count(*)::int as count
     from ${PRODUCTS} where ${conditions.map(([sql]) => sql).join(' and ')} group by vendor.id, product.category, 4`,
    conditions.flatMap(([, ...values]) => values),
  );
}

/** No facet leaves out the currency or the segment of a customer: plans of others need no price. */
function onlyCounted({ sql, values }: Statement, { currency, buyer }: OfferFilter): Statement {
  const conditions: readonly Condition[] = [
    ...(currency === undefined ? [] : [['plan.currency = ?', currency] as const]),
    ...(buyer === undefined ? [] : [['plan.segment = ?', plansFor(buyer)] as const]),
  ];
  return {
    sql: [sql, ...conditions.map(([condition]) => condition)].join(' and '),
    values: [...values, ...conditions.flatMap(([, ...given]) => given)],
  };
}

/** What a price does to a plan depends on the viewer, so that these plans are in no set. */
function countPriced(
  read: Reader,
  conditions: readonly Condition[],
  { sql, values }: Statement,
): Promise<readonly OfferGroup[]> {
  return read.query<OfferGroup>(
    `select vendor.id as "vendorId", vendor.name as "vendorName", product.category, priced.ways, count(*)::int as count
     from ${PRODUCTS} cross join lateral (
       select jsonb_agg(jsonb_build_object('segment', plan.segment, 'market', plan.market, 'currency', plan.currency,
         'term', plan.term, 'billingCycle', plan.billing_cycle)
         order by plan.segment, plan.market, plan.currency, plan.term, plan.billing_cycle) as ways from ${sql}
     ) as priced
     where ${conditions.map(([condition]) => condition).join(' and ')} and priced.ways is not null
     group by vendor.id, product.category, priced.ways`,
    [...values, ...conditions.flatMap(([, ...given]) => given)],
  );
}

async function withWays(read: Reader, groups: readonly CountedGroup[], moment: Date): Promise<readonly OfferGroup[]> {
  const setIds = new Set(groups.map(({ setId }) => setId).filter((id) => id !== null));
  if (setIds.size === 0) return groups.map((group) => ({ ...group, ways: NO_WAYS }));
  const rows = await read.query<WayToBuy & { readonly setId: string }>(
    `select set_id as "setId", segment, market, currency, term, billing_cycle as "billingCycle"
     from catalog.sold_way where set_id = any (?::text[]) and (ends_at is null or ends_at > ?::timestamptz)`,
    [textArray([...setIds]), moment.toISOString()],
  );
  const sets = Map.groupBy(rows, ({ setId }) => setId);
  return groups.map((group) => ({ ...group, ways: sets.get(group.setId ?? '') ?? NO_WAYS }));
}

/** A vendor, and what the viewer sees of its products: the same for all vendors of an operation. */
export interface VendorOffersKey {
  readonly vendorId: Id<'ven'>;
  readonly conditions: readonly Condition[];
}

/** Batches what there is to count of the products on sale of vendors. */
export function createVendorOffersLoader(
  read: Reader,
  moment: Date,
): DataLoader<VendorOffersKey, readonly OfferGroup[], string> {
  return new DataLoader(
    async (keys) => {
      const ofVendors: Condition = [
        'product.vendor_id = any (?::text[])',
        textArray(keys.map(({ vendorId }) => vendorId)),
      ];
      const counted = await countGroups(read, [[listedAt(moment)], ofVendors, ...(keys[0]?.conditions ?? [])]);
      const byVendor = Map.groupBy(await withWays(read, counted, moment), ({ vendorId }) => vendorId);
      return keys.map(({ vendorId }) => byVendor.get(vendorId) ?? []);
    },
    { cacheKeyFn: ({ vendorId }) => vendorId },
  );
}
