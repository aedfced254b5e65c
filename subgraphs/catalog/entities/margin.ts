import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** A rule by which a seller makes its price, for all it sells to all its children, or for a narrower case. */
export const MarginEntity = defineEntity({
  name: 'Margin',
  tableName: 'margin',
  properties: {
    id: p.text().$type<Id<'mgn'>>().primary(),
    sellerId: p.text().$type<Id<'acc'>>(),
    /** The direct child that the rule is for; null for all of them. */
    accountId: p.text().$type<Id<'acc'>>().nullable(),
    /** At most one of the next four: none means everything. */
    vendorId: p.text().$type<Id<'ven'>>().nullable(),
    category: p.text().nullable(),
    productId: p.text().$type<Id<'prd'>>().nullable(),
    planId: p.text().$type<Id<'pln'>>().nullable(),
    /** Exactly one of the next three: on the seller's cost, below the retail price, or for one seat of the plan. */
    percent: p.decimal('string').columnType('numeric(12,6)').nullable(),
    percentOffRetail: p.decimal('string').columnType('numeric(12,6)').nullable(),
    fixedPrice: p.decimal('string').columnType('numeric(21,6)').nullable(),
    /** Inclusive; null for ever since. */
    validFrom: p.datetime().nullable(),
    /** Exclusive; null while no end is known. */
    validTo: p.datetime().nullable(),
  },
});

export type MarginRow = InferEntity<typeof MarginEntity>;
