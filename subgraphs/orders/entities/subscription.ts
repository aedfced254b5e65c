import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

export type SubscriptionStatus = 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'DISABLED' | 'DELETED';

/** Seats of a plan with a term: what a completed order line leaves behind. */
export const SubscriptionEntity = defineEntity({
  name: 'CloudSubscription',
  tableName: 'subscription',
  properties: {
    id: p.text().primary(),
    customerId: p.text(),
    path: p.text().columnType('ltree'),
    orderId: p.text(),
    lineId: p.text(),
    planId: p.text(),
    productId: p.text(),
    mpn: p.text(),
    quantity: p.integer(),
    status: p.text().$type<SubscriptionStatus>(),
    autoRenew: p.boolean(),
    startsOn: p.date(),
    endsOn: p.date().nullable(),
    purchasedAt: p.datetime(),
    vendorSubscriptionId: p.text().nullable(),
    tenantDomain: p.text(),
    createdAt: p.datetime(),
  },
});

export type SubscriptionRow = InferEntity<typeof SubscriptionEntity>;
