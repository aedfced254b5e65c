import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** The maker of products. */
export const VendorEntity = defineEntity({
  name: 'Vendor',
  tableName: 'vendor',
  properties: {
    id: p.text().$type<Id<'ven'>>().primary(),
    name: p.text(),
    /** The import that may write this vendor's rows: a newer one takes over, and the older one stops. */
    importId: p.text().$type<Id<'imp'>>().nullable(),
  },
});

export type VendorRow = InferEntity<typeof VendorEntity>;
