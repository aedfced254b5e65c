import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { BillingCycle } from '../../shared/domain/trade.ts';
import type { PlanSegment, PlanTerm } from '../rules/products/plan-key.ts';
import type { PlanKind } from '../rules/products/plan-kind.ts';
import type { SheetKind } from '../rules/sheets/plan-shape.ts';

/** One way to buy a product. What it costs is in its price periods. */
export const PlanEntity = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.text().$type<Id<'pln'>>().primary(),
    productId: p.text().$type<Id<'prd'>>(),
    segment: p.text().$type<PlanSegment>(),
    /** Null for perpetual licences. */
    term: p.text().$type<PlanTerm>().nullable(),
    billingCycle: p.text().$type<BillingCycle>(),
    market: p.text(),
    currency: p.text(),
    kind: p.text().$type<PlanKind>(),
    /** The kind of price sheet that has it. */
    sheet: p.text().$type<SheetKind>(),
  },
});

export type PlanRow = InferEntity<typeof PlanEntity>;
