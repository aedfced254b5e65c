import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { BillingCycle, PlanSegment, PlanTerm } from '../rules/products/plan-key.ts';

/** One way to buy a product, with its cost to the provider. */
export const PlanEntity = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.text().primary(),
    productId: p.text(),
    segment: p.text().$type<PlanSegment>(),
    /** Null for one-time purchases. */
    term: p.text().$type<PlanTerm>().nullable(),
    billingCycle: p.text().$type<BillingCycle>(),
    market: p.text(),
    currency: p.text(),
    /** What the provider pays for one seat and the whole term. */
    costMinor: p.bigint('bigint'),
    retailMinor: p.bigint('bigint'),
    validFrom: p.datetime(),
    validTo: p.datetime().nullable(),
    /** A price that the vendor announced for later; it replaces the present one by itself. */
    nextCostMinor: p.bigint('bigint').nullable(),
    nextRetailMinor: p.bigint('bigint').nullable(),
    nextValidFrom: p.datetime().nullable(),
  },
});

export type PlanRow = InferEntity<typeof PlanEntity>;
