import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../shared/database/sql.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import { ProductEntity, type ProductRow } from '../entities/product.ts';
import { plansFor, type BillingCycle, type PlanSegment } from '../rules/products/plan-key.ts';

/** Which plans of a product are wanted. */
export interface PlanSelection {
  readonly segment?: PlanSegment | 'GOVERNMENT' | null | undefined;
  readonly market?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly term?: string | null | undefined;
  readonly billingCycle?: BillingCycle | null | undefined;
}

export interface PlansKey {
  readonly productId: string;
  readonly selection: PlanSelection;
}

export interface RelationKey {
  readonly productId: string;
  readonly kind: 'PREREQUISITE' | 'CONVERSION';
}

const ownColumns =
  'id, vendor_id, vendor_name, mpn, name, name_key, description, category, status, min_quantity, max_quantity';

/** The columns of a product that its row has. */
export const PRODUCT_COLUMNS = ownColumns
  .split(', ')
  .map((column) => `product.${column}`)
  .join(', ');

/** The SQL and its parameters that select plans on sale, now or announced. */
export function planConditions(
  selection: PlanSelection,
  now: Date,
): { readonly sql: string; readonly values: readonly string[] } {
  const { segment, market, currency, term, billingCycle } = selection;
  const wanted = [
    ['segment', segment === null || segment === undefined ? segment : plansFor(segment)],
    ['market', market],
    ['currency', currency],
    ['term', term],
    ['billing_cycle', billingCycle],
  ] as const;
  const given = wanted.flatMap(([column, value]) => (value === null || value === undefined ? [] : [{ column, value }]));
  return {
    sql: [
      '(plan.valid_to is null or plan.valid_to > ?::timestamptz)',
      ...given.map(({ column }) => `plan.${column} = ?`),
    ].join(' and '),
    values: [now.toISOString(), ...given.map(({ value }) => value)],
  };
}

/** Batches the plans of products: one statement for each different selection. */
export function createPlansLoader(
  em: EntityManager,
  now: () => Date,
): DataLoader<PlansKey, readonly PlanRow[], string> {
  const selectionKey = ({ selection: { segment, market, currency, term, billingCycle } }: PlansKey): string =>
    [segment, market, currency, term, billingCycle].map((value) => value ?? '').join('|');
  return new DataLoader(
    async (keys) => {
      const found = new Map<PlansKey, readonly PlanRow[]>();
      for (const group of Map.groupBy(keys, selectionKey).values()) {
        const { sql, values } = planConditions(group[0]?.selection ?? {}, now());
        const rows = await em.execute<object[]>(
          `select plan.* from catalog.plan where plan.product_id = any (?::text[]) and ${sql}
           order by plan.market, plan.currency, plan.segment, plan.term nulls last, plan.billing_cycle, plan.id`,
          [textArray(group.map(({ productId }) => productId)), ...values],
        );
        const plans = rows.map((row) => em.map(PlanEntity, row as never));
        const byProduct = Map.groupBy(plans, (plan) => plan.productId);
        for (const key of group) found.set(key, byProduct.get(key.productId) ?? []);
      }
      return keys.map((key) => found.get(key) ?? []);
    },
    { cacheKeyFn: (key) => `${key.productId}|${selectionKey(key)}` },
  );
}

/** Batches the prerequisites and conversions of products; what the catalogue does not have is left out. */
export function createRelationLoader(em: EntityManager): DataLoader<RelationKey, readonly ProductRow[], string> {
  const keyOf = (productId: string, kind: string): string => `${productId}|${kind}`;
  return new DataLoader(
    async (keys) => {
      const rows = await em.execute<{ of_id: string; of_kind: string }[]>(
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
          em.map(ProductEntity, row as never),
        ),
      );
    },
    { cacheKeyFn: ({ productId, kind }) => keyOf(productId, kind) },
  );
}
