import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** A price of a plan: from when to when, and for which quantities. Written by versions of the vendor's price list. */
export const PricePeriodEntity = defineEntity({
  name: 'PricePeriod',
  tableName: 'price_period',
  properties: {
    planId: p.text().$type<Id<'pln'>>().primary(),
    validFrom: p.datetime().primary(),
    minQuantity: p.integer().primary(),
    /** The version of the price list from which on readers see it. */
    sinceVersion: p.integer().primary(),
    /** The version from which on they do not; null while it is part of the list. */
    untilVersion: p.integer().nullable(),
    validTo: p.datetime().nullable(),
    endOfSale: p.datetime().nullable(),
    maxQuantity: p.integer().nullable(),
    /** What the provider pays for one seat for the whole term, exactly, in units of the currency. */
    unitCost: p.decimal('string').columnType('numeric(21,6)'),
    retail: p.decimal('string').columnType('numeric(21,6)').nullable(),
  },
});

export type PricePeriodRow = InferEntity<typeof PricePeriodEntity>;
