import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

export const SUBSCRIPTION_STATUSES = ['PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DISABLED', 'DELETED'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** Seats of a plan: what a completed order line creates. */
export const SubscriptionEntity = defineEntity({
  name: 'CloudSubscription',
  tableName: 'subscription',
  properties: {
    id: p.text().$type<Id<'sub'>>().primary(),
    customerId: p.text().$type<Id<'acc'>>(),
    path: p.text().columnType('ltree'),
    orderId: p.text().$type<Id<'ord'>>(),
    lineId: p.text().$type<Id<'lin'>>(),
    planId: p.text().$type<Id<'pln'>>(),
    productId: p.text().$type<Id<'prd'>>(),
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
