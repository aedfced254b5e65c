import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { BillingCycle, CustomerSegment } from '../../shared/domain/trade.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import { ProductEntity, type ProductRow } from '../entities/product.ts';
import { plansFor } from '../rules/products/plan-key.ts';

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
  'id, vendor_id, vendor_name, mpn, name, name_key, description, category, status, min_quantity, max_quantity';

/** The columns of a product that its entity has. */
export const PRODUCT_COLUMNS = ownColumns
  .split(', ')
  .map((column) => `product.${column}`)
  .join(', ');

/** The SQL condition, and its values, for plans that are on sale now or announced. */
export function planConditions(
  selection: PlanSelection,
  now: Date,
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
      '(plan.valid_to is null or plan.valid_to > ?::timestamptz)',
      ...given.map(({ column }) => `plan.${column} = ?`),
    ].join(' and '),
    values: [now.toISOString(), ...given.map(({ value }) => value)],
  };
}

/** Batches the plans of products: one statement for each different selection. */
export function createPlansLoader(read: Reader, now: () => Date): DataLoader<PlansKey, readonly PlanRow[], string> {
  const selectionKey = ({ selection: { segment, market, currency, term, billingCycle } }: PlansKey): string =>
    JSON.stringify([segment, market, currency, term, billingCycle]);
  return new DataLoader(
    async (keys) => {
      const found = new Map<PlansKey, readonly PlanRow[]>();
      for (const group of Map.groupBy(keys, selectionKey).values()) {
        const { sql, values } = planConditions(group[0]?.selection ?? {}, now());
        const rows = await read.query(
          `select plan.* from catalog.plan where plan.product_id = any (?::text[]) and ${sql}
           order by plan.market, plan.currency, plan.segment, plan.term nulls last, plan.billing_cycle, plan.id`,
          [textArray(group.map(({ productId }) => productId)), ...values],
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
        `select relation.product_id as of_id, relation.kind as of_kind, ${PRODUCT_COLUMNS}
         from catalog.product_relation as relation
         join catalog.product as owner on owner.id = relation.product_id
         join catalog.product on product.vendor_id = owner.vendor_id and product.mpn = relation.related_mpn
         where relation.product_id = any (?::text[]) order by product.name_key, product.id`,
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
