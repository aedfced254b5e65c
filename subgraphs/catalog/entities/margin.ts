import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** What a seller adds to its own cost, for all its children or a narrower case. */
export const MarginEntity = defineEntity({
  name: 'Margin',
  tableName: 'margin',
  properties: {
    id: p.text().primary(),
    sellerId: p.text(),
    accountId: p.text().nullable(),
    productId: p.text().nullable(),
    planId: p.text().nullable(),
    percent: p.decimal('string').columnType('numeric(12,6)'),
  },
});

export type MarginRow = InferEntity<typeof MarginEntity>;
