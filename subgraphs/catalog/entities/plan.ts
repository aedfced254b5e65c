import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { BillingCycle } from '../../shared/domain/trade.ts';
import type { PlanSegment, PlanTerm } from '../rules/products/plan-key.ts';

/** One way to buy a product, with its cost to the provider. */
export const PlanEntity = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.text().$type<Id<'pln'>>().primary(),
    productId: p.text().$type<Id<'prd'>>(),
    segment: p.text().$type<PlanSegment>(),
    /** Null for one-time purchases. */
    term: p.text().$type<PlanTerm>().nullable(),
    billingCycle: p.text().$type<BillingCycle>(),
    market: p.text(),
    currency: p.text(),
    /** What the provider pays for one seat for the whole term. */
    costMinor: p.bigint('bigint'),
    retailMinor: p.bigint('bigint'),
    validFrom: p.datetime(),
    validTo: p.datetime().nullable(),
    /** A price that the vendor announced for later: from `nextValidFrom` on it is the price. */
    nextCostMinor: p.bigint('bigint').nullable(),
    nextRetailMinor: p.bigint('bigint').nullable(),
    nextValidFrom: p.datetime().nullable(),
  },
});

export type PlanRow = InferEntity<typeof PlanEntity>;
