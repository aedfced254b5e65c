import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { LineStatus } from '../rules/fulfilment/line-status.ts';
import type { PlanKind } from '../rules/subscriptions/plan-kind.ts';
import type { OrderStatus } from '../rules/fulfilment/order-status.ts';
import type { TierPrice } from '../rules/billing/tier-price.ts';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';

/** The customer as it was when the order was placed: what the vendor and the mail need. */
export interface CustomerProfile {
  readonly name: string;
  readonly segment: string;
  readonly address: {
    readonly line1: string;
    readonly line2?: string | null;
    readonly city: string;
    readonly region?: string | null;
    readonly postalCode?: string | null;
    readonly country: string;
  };
  readonly contact: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phone?: string | null;
  };
  readonly resellerName: string;
}

export const OrderEntity = defineEntity({
  name: 'Order',
  tableName: 'order',
  properties: {
    id: p.text().primary(),
    number: p.text(),
    type: p.text().$type<'ACTIVATION' | 'SALES' | 'CHANGE' | 'RENEWAL' | 'CANCELLATION'>(),
    status: p.text().$type<OrderStatus>(),
    customerId: p.text(),
    resellerId: p.text(),
    /** The customer's place in the hierarchy. */
    path: p.text().columnType('ltree'),
    placedBy: p.text().nullable(),
    /** The account in whose name it was placed. */
    placedFrom: p.text(),
    actedFrom: p.text().nullable(),
    currency: p.text(),
    paymentMethod: p.text().$type<'CREDIT_CARD' | 'TERMS'>(),
    purchaseOrderNumber: p.text().nullable(),
    vendorParameters: p.json<VendorParameters>(),
    customerProfile: p.json<CustomerProfile>(),
    /** The number of its newest event. */
    eventSequence: p.integer(),
    createdAt: p.datetime(),
    completedAt: p.datetime().nullable(),
  },
});

export const OrderLineEntity = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  properties: {
    id: p.text().primary(),
    orderId: p.text(),
    position: p.integer(),
    planId: p.text(),
    productId: p.text(),
    mpn: p.text(),
    productName: p.text(),
    kind: p.text().$type<PlanKind>(),
    term: p.text().nullable(),
    billingCycle: p.text().$type<'MONTHLY' | 'ANNUAL' | 'TRIENNIAL' | 'ONE_TIME'>(),
    quantity: p.integer(),
    currency: p.text(),
    /** What each account on the way to the customer pays for one seat and the whole term. */
    tiers: p.json<readonly TierPrice[]>(),
    status: p.text().$type<LineStatus>(),
    error: p.json<Refusal>().nullable(),
    /** The vendor's own word for where the line stands. */
    stage: p.text().nullable(),
    vendorOrderId: p.text().nullable(),
    vendorLineNumber: p.integer().nullable(),
  },
});

export type OrderRow = InferEntity<typeof OrderEntity>;
export type OrderLineRow = InferEntity<typeof OrderLineEntity>;
