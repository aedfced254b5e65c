import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** What an import changes in the cost of a plan that was there before. */
export const PriceChangeEntity = defineEntity({
  name: 'PriceChange',
  tableName: 'price_change',
  properties: {
    importId: p.text().$type<Id<'imp'>>().primary(),
    planId: p.text().$type<Id<'pln'>>().primary(),
    effectiveAt: p.datetime().primary(),
    /** Null where the plan had no price. */
    before: p.decimal('string').columnType('numeric(21,6)').nullable(),
    /** Null where the plan is no longer sold. */
    after: p.decimal('string').columnType('numeric(21,6)').nullable(),
  },
});

export type PriceChangeRow = InferEntity<typeof PriceChangeEntity>;
