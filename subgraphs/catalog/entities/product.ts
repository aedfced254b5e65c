import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

export type ProductStatus = 'PUBLISHED' | 'END_OF_SALE';

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
    status: p.text().$type<ProductStatus>(),
    minQuantity: p.integer(),
    maxQuantity: p.integer(),
  },
});

export type ProductRow = InferEntity<typeof ProductEntity>;
