import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';

/** What is about to be ordered. */
export const CartEntity = defineEntity({
  name: 'Cart',
  tableName: 'cart',
  properties: {
    id: p.text().primary(),
    resellerId: p.text(),
    resellerPath: p.text().columnType('ltree'),
    customerId: p.text().nullable(),
    vendorParameters: p.json<VendorParameters>(),
    /** The order it became; a cart is ordered once. */
    orderedAs: p.text().nullable(),
    expiresAt: p.datetime(),
    createdAt: p.datetime(),
  },
});

export const CartLineEntity = defineEntity({
  name: 'CartLine',
  tableName: 'cart_line',
  properties: {
    id: p.text().primary(),
    cartId: p.text(),
    planId: p.text(),
    quantity: p.integer(),
  },
});

export type CartRow = InferEntity<typeof CartEntity>;
export type CartLineRow = InferEntity<typeof CartLineEntity>;
