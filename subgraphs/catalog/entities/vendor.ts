import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** The maker of products. */
export const VendorEntity = defineEntity({
  name: 'Vendor',
  tableName: 'vendor',
  properties: {
    id: p.text().$type<Id<'ven'>>().primary(),
    name: p.text(),
    /** The version of its price list that readers see. */
    priceVersion: p.integer(),
    /** The version of its offer matrix that readers see; 0 before there was one. */
    matrixVersion: p.integer(),
    /** The import that may write this vendor's rows; others wait until it ends, or its claim lapses. */
    importId: p.text().$type<Id<'imp'>>().nullable(),
    importClaimedUntil: p.datetime().nullable(),
    /** The version that it writes, which is taken back when it breaks off. */
    writingVersion: p.integer().nullable(),
  },
});

export type VendorRow = InferEntity<typeof VendorEntity>;
