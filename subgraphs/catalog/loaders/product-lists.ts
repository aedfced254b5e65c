import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { BillingCycle, CustomerSegment } from '../../shared/domain/trade.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import { ProductEntity, type ProductRow } from '../entities/product.ts';
import { plansFor } from '../rules/products/plan-key.ts';
import { OFFERED } from './offerings.ts';
import { SEEN } from './price-periods.ts';

/** Which plans of a product are wanted; a condition that is undefined holds for every plan. */
export interface PlanSelection {
  readonly segment?: CustomerSegment | undefined;
  readonly market?: string | undefined;
  readonly currency?: string | undefined;
  readonly term?: string | undefined;
  readonly billingCycle?: BillingCycle | undefined;
}

export interface PlansKey {
  readonly productId: Id<'prd'>;
  readonly selection: PlanSelection;
}

export interface RelationKey {
  readonly productId: Id<'prd'>;
  readonly kind: 'PREREQUISITE' | 'CONVERSION';
}

const ownColumns =
  'id, vendor_id, vendor_name, mpn, name, name_key, description, category, listed_since, listed_until, sale_ends, ' +
  'parameters';

/** The columns of a product that its entity has. */
export const PRODUCT_COLUMNS = ownColumns
  .split(', ')
  .map((column) => `product.${column}`)
  .join(', ');

/**
 * The SQL condition, and its values, for plans that have a price now or later; `vendor` is the row of the vendor whose plans
 * they are.
 */
export function planConditions(
  selection: PlanSelection,
  moment: Date,
): { readonly sql: string; readonly values: readonly string[] } {
  const { segment, market, currency, term, billingCycle } = selection;
  const wanted = [
    ['segment', segment === undefined ? undefined : plansFor(segment)],
    ['market', market],
    ['currency', currency],
    ['term', term],
    ['billing_cycle', billingCycle],
  ] as const;
  const given = wanted.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  return {
    sql: [
      `exists (select 1 from catalog.price_period as period where period.plan_id = plan.id and ${SEEN}
         and (period.valid_to is null or period.valid_to > ?::timestamptz))`,
      ...given.map(({ column }) => `plan.${column} = ?`),
    ].join(' and '),
    values: [moment.toISOString(), ...given.map(({ value }) => value)],
  };
}

/**
 * Batches the plans of products: one statement for each different selection.
 *
 * @param buyerSegment the segment of a viewer that buys for itself, and sees no other plans
 */
export function createPlansLoader(
  read: Reader,
  moment: Date,
  buyerSegment: () => Promise<CustomerSegment | undefined>,
): DataLoader<PlansKey, readonly PlanRow[], string> {
  const selectionKey = ({ selection: { segment, market, currency, term, billingCycle } }: PlansKey): string =>
    JSON.stringify([segment, market, currency, term, billingCycle]);
  return new DataLoader(
    async (keys) => {
      const found = new Map<PlansKey, readonly PlanRow[]>();
      const buyer = await buyerSegment();
      const own = buyer === undefined ? [] : [plansFor(buyer)];
      for (const group of Map.groupBy(keys, selectionKey).values()) {
        const { sql, values } = planConditions(group[0]?.selection ?? {}, moment);
        // Named by the products' own key: by their plans', all products would be read to join them.
        const rows = await read.query(
          `select plan.* from catalog.plan
           join catalog.product on product.id = plan.product_id
           join catalog.vendor on vendor.id = product.vendor_id
           where product.id = any (?::text[]) and ${sql} ${own.length === 0 ? '' : 'and plan.segment = ?'}
           order by plan.market, plan.currency, plan.segment, plan.term nulls last, plan.billing_cycle, plan.id`,
          [textArray(group.map(({ productId }) => productId)), ...values, ...own],
        );
        const plans = rows.map((row) => read.map(PlanEntity, row));
        const byProduct = Map.groupBy(plans, (plan) => plan.productId);
        for (const key of group) found.set(key, byProduct.get(key.productId) ?? []);
      }
      return keys.map((key) => found.get(key) ?? []);
    },
    { cacheKeyFn: (key) => `${key.productId}|${selectionKey(key)}` },
  );
}

/** Batches the prerequisites and conversions of products; related products that the catalogue lacks are left out. */
export function createRelationLoader(read: Reader): DataLoader<RelationKey, readonly ProductRow[], string> {
  const keyOf = (productId: string, kind: string): string => `${productId}|${kind}`;
  return new DataLoader(
    async (keys) => {
      const rows = await read.query<{ readonly of_id: string; readonly of_kind: string }>(
        `select owner.id as of_id, relation.kind as of_kind, ${PRODUCT_COLUMNS}
         from catalog.product as owner
         join catalog.vendor on vendor.id = owner.vendor_id
         join catalog.offer on offer.vendor_id = owner.vendor_id and offer.mpn = owner.mpn and ${OFFERED}
         cross join lateral (
           select 'PREREQUISITE' as kind, unnest(offer.prerequisites) as mpn
           union all select 'CONVERSION', unnest(offer.conversions)
         ) as relation
         join catalog.product on product.vendor_id = owner.vendor_id and product.mpn = relation.mpn
         where owner.id = any (?::text[]) order by product.name_key, product.id`,
        [textArray([...new Set(keys.map((key) => key.productId))])],
      );
      const byKey = Map.groupBy(rows, (row) => keyOf(row.of_id, row.of_kind));
      return keys.map(({ productId, kind }) =>
        (byKey.get(keyOf(productId, kind)) ?? []).map(({ of_id: _id, of_kind: _kind, ...row }) =>
          read.map(ProductEntity, row),
        ),
      );
    },
    { cacheKeyFn: ({ productId, kind }) => keyOf(productId, kind) },
  );
}
