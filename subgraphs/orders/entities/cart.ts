import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { ParameterValue } from '../../shared/domain/product-parameter.ts';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';

/** What is about to be ordered. */
export const CartEntity = defineEntity({
  name: 'Cart',
  tableName: 'cart',
  properties: {
    id: p.text().$type<Id<'crt'>>().primary(),
    resellerId: p.text().$type<Id<'acc'>>(),
    resellerPath: p.text().columnType('ltree'),
    customerId: p.text().$type<Id<'acc'>>().nullable(),
    vendorParameters: p.json<VendorParameters>(),
    /** The order that the cart became; a cart is ordered once. */
    orderedAs: p.text().$type<Id<'ord'>>().nullable(),
    expiresAt: p.datetime(),
    createdAt: p.datetime(),
  },
});

export const CartLineEntity = defineEntity({
  name: 'CartLine',
  tableName: 'cart_line',
  properties: {
    id: p.text().$type<Id<'cln'>>().primary(),
    cartId: p.text().$type<Id<'crt'>>(),
    planId: p.text().$type<Id<'pln'>>(),
    quantity: p.integer(),
    promotionId: p.text().$type<Id<'pro'>>().nullable(),
    parameters: p.json<readonly ParameterValue[]>(),
  },
});

export type CartRow = InferEntity<typeof CartEntity>;
export type CartLineRow = InferEntity<typeof CartLineEntity>;
