import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** The maker of products. */
export const VendorEntity = defineEntity({
  name: 'Vendor',
  tableName: 'vendor',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    /** The import that may write this vendor's rows: a newer one takes over, an older one stops. */
    importId: p.text().nullable(),
  },
});

export type VendorRow = InferEntity<typeof VendorEntity>;
