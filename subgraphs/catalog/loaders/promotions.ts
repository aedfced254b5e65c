import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { PlanEntity, type PlanRow } from '../entities/plan.ts';
import { planConditions } from './product-lists.ts';

/** A promotion of a vendor in one market. */
export interface Promotion {
  readonly id: Id<'pro'>;
  /** The vendor's id of it. */
  readonly vendorKey: string;
  readonly name: string;
  readonly description: string | null;
  readonly market: string;
  /** An exact decimal: what is taken off the vendor's price; null where it is not the same for all of its plans. */
  readonly percentOff: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
}

/** A promotion as it is for one plan. */
export interface PlanPromotion extends Promotion {
  readonly percentOff: string;
}

interface PromotionColumns extends Omit<Promotion, 'from' | 'to'> {
  readonly from_ms: number;
  readonly to_ms: number;
}

const COLUMNS = `promotion.id, promotion.vendor_key as "vendorKey", promotion.name, promotion.description,
  promotion.market, promotion.min_quantity as "minQuantity", promotion.max_quantity as "maxQuantity",
  (extract(epoch from promotion.valid_from) * 1000)::float8 as from_ms,
  (extract(epoch from promotion.valid_to) * 1000)::float8 as to_ms`;

function toPromotion<Columns extends PromotionColumns>({ from_ms, to_ms, ...columns }: Columns) {
  return { ...columns, from: new Date(from_ms), to: new Date(to_ms) };
}

/** Batches promotions by their ids, those that are over or withdrawn included. */
export function createPromotionLoader(read: Reader): DataLoader<Id<'pro'>, Promotion | null> {
  return new DataLoader(async (ids) => {
    const rows = await read.query<PromotionColumns>(
      `select ${COLUMNS}, (select case when min(percent) = max(percent) then min(percent)::text end
         from catalog.promotion_product where promotion_id = promotion.id) as "percentOff"
       from catalog.promotion where id = any (?::text[])`,
      [textArray(ids)],
    );
    const byId = new Map(rows.map((row) => [row.id, toPromotion(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The products of promotions that are plans' own: same vendor, market and segment, same term and billing cycle. */
const OF_PLAN = `catalog.plan join catalog.product on product.id = plan.product_id
  join catalog.promotion_product as promoted on promoted.mpn = product.mpn and promoted.market = plan.market
    and promoted.term is not distinct from plan.term and promoted.billing_cycle = plan.billing_cycle
  join catalog.promotion on promotion.id = promoted.promotion_id and promotion.vendor_id = product.vendor_id
    and promotion.segment = plan.segment`;

/** Batches the promotions with which plans can be ordered at a moment, the largest discount first. */
export function createPlanPromotionLoader(read: Reader, moment: Date): DataLoader<Id<'pln'>, readonly PlanPromotion[]> {
  return new DataLoader(async (planIds) => {
    const rows = await read.query<PromotionColumns & { readonly plan_id: Id<'pln'>; readonly percentOff: string }>(
      `select plan.id as plan_id, ${COLUMNS}, promoted.percent::text as "percentOff" from ${OF_PLAN}
       where plan.id = any (?::text[]) and promotion.withdrawn_at is null
         and promotion.valid_from <= ?::timestamptz and promotion.valid_to > ?::timestamptz
       order by promoted.percent desc, promotion.id`,
      [textArray(planIds), moment.toISOString(), moment.toISOString()],
    );
    const byPlan = Map.groupBy(rows, (row) => row.plan_id);
    return planIds.map((id) => (byPlan.get(id) ?? []).map(({ plan_id: _plan, ...row }) => toPromotion(row)));
  });
}

/** Batches the plans of promotions that are on sale or announced. */
export function createPromotedPlanLoader(read: Reader, moment: Date): DataLoader<Id<'pro'>, readonly PlanRow[]> {
  return new DataLoader(async (ids) => {
    const { sql, values } = planConditions({}, moment);
    const rows = await read.query<{ readonly of_id: Id<'pro'> }>(
      `select promotion.id as of_id, plan.* from ${OF_PLAN} join catalog.vendor on vendor.id = product.vendor_id
       where promotion.id = any (?::text[]) and ${sql}
       order by product.name_key, plan.currency, plan.term nulls last, plan.billing_cycle, plan.id`,
      [textArray(ids), ...values],
    );
    const byPromotion = Map.groupBy(rows, (row) => row.of_id);
    return ids.map((id) => (byPromotion.get(id) ?? []).map(({ of_id: _of, ...row }) => read.map(PlanEntity, row)));
  });
}
