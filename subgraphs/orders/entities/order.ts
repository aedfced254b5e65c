import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { ParameterValue } from '../../shared/domain/product-parameter.ts';
import type { CustomerProfile } from '../rules/placing/customer-profile.ts';
import type { BillingCycle } from '../../shared/domain/trade.ts';
import type { LineStatus } from '../rules/fulfilment/line-status.ts';
import type { PlanKind } from '../rules/subscriptions/plan-kind.ts';
import type { OrderStatus } from '../rules/fulfilment/order-status.ts';
import type { PaymentMethod } from '../rules/billing/payment-method.ts';
import type { TierPrice } from '../rules/billing/tier-price.ts';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';

export const ORDER_TYPES = ['ACTIVATION', 'SALES', 'CHANGE', 'RENEWAL', 'CANCELLATION'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** One purchase. */
export const OrderEntity = defineEntity({
  name: 'Order',
  tableName: 'order',
  properties: {
    id: p.text().$type<Id<'ord'>>().primary(),
    number: p.text(),
    type: p.text().$type<OrderType>(),
    status: p.text().$type<OrderStatus>(),
    customerId: p.text().$type<Id<'acc'>>(),
    resellerId: p.text().$type<Id<'acc'>>(),
    /** The customer's path in the hierarchy. */
    path: p.text().columnType('ltree'),
    placedBy: p.text().$type<Id<'usr'>>().nullable(),
    /** The account on whose behalf it was placed. */
    placedFrom: p.text().$type<Id<'acc'>>(),
    actedFrom: p.text().$type<Id<'acc'>>().nullable(),
    currency: p.text(),
    /** Null for an activation. */
    paymentMethod: p.text().$type<PaymentMethod>().nullable(),
    purchaseOrderNumber: p.text().nullable(),
    vendorParameters: p.json<VendorParameters>(),
    /** Null for an activation. */
    customerProfile: p.json<CustomerProfile>().nullable(),
    /** The number of its newest event. */
    eventSequence: p.integer(),
    createdAt: p.datetime(),
    completedAt: p.datetime().nullable(),
  },
});

/** One plan of an order. */
export const OrderLineEntity = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  properties: {
    id: p.text().$type<Id<'lin'>>().primary(),
    orderId: p.text().$type<Id<'ord'>>(),
    position: p.integer(),
    planId: p.text().$type<Id<'pln'>>(),
    productId: p.text().$type<Id<'prd'>>(),
    mpn: p.text(),
    productName: p.text(),
    kind: p.text().$type<PlanKind>(),
    term: p.text().nullable(),
    billingCycle: p.text().$type<BillingCycle>(),
    quantity: p.integer(),
    currency: p.text(),
    parameters: p.json<readonly ParameterValue[]>(),
    /** What the customer and each of its sellers pay for one seat and the whole term. */
    tiers: p.json<readonly TierPrice[]>(),
    /** The promotion with which those prices are, which the line keeps for its term. */
    promotionId: p.text().$type<Id<'pro'>>().nullable(),
    vendorPromotionId: p.text().nullable(),
    status: p.text().$type<LineStatus>(),
    error: p.json<Refusal>().nullable(),
    /** The vendor's word for where the line is, or the wait that was told last. */
    stage: p.text().nullable(),
    vendorOrderId: p.text().nullable(),
    vendorLineNumber: p.integer().nullable(),
  },
});

export type OrderRow = InferEntity<typeof OrderEntity>;
export type OrderLineRow = InferEntity<typeof OrderLineEntity>;
