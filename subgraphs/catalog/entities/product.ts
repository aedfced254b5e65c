import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { ProductParameter } from '../../shared/domain/product-parameter.ts';
import type { Id } from '../../shared/domain/ids.ts';

/** One SKU of a vendor. */
export const ProductEntity = defineEntity({
  name: 'Product',
  tableName: 'product',
  properties: {
    id: p.text().$type<Id<'prd'>>().primary(),
    vendorId: p.text().$type<Id<'ven'>>(),
    /** The vendor's name again, since the search covers it. */
    vendorName: p.text(),
    mpn: p.text(),
    name: p.text(),
    /** The name in lower case: the order of lists. */
    nameKey: p.text(),
    description: p.text().nullable(),
    category: p.text(),
    /** What the vendor asks of whoever orders it. */
    parameters: p.json<readonly ProductParameter[]>(),
    /** The version of the vendor's price list from which on it is sold, and that from which on it is not. */
    listedSince: p.integer(),
    listedUntil: p.integer().nullable(),
    /** When the price of its last plan ends; null while no end is known. */
    saleEnds: p.datetime().nullable(),
  },
});

export type ProductRow = InferEntity<typeof ProductEntity>;
