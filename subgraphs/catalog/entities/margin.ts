import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** A margin rule: the percentage that a seller adds to its own cost, for all its children or a narrower case. */
export const MarginEntity = defineEntity({
  name: 'Margin',
  tableName: 'margin',
  properties: {
    id: p.text().$type<Id<'mgn'>>().primary(),
    sellerId: p.text().$type<Id<'acc'>>(),
    /** The direct child that the margin is for; null for all of them. */
    accountId: p.text().$type<Id<'acc'>>().nullable(),
    /** Null when the margin is for all products or for one plan. */
    productId: p.text().$type<Id<'prd'>>().nullable(),
    planId: p.text().$type<Id<'pln'>>().nullable(),
    percent: p.decimal('string').columnType('numeric(12,6)'),
  },
});

export type MarginRow = InferEntity<typeof MarginEntity>;
