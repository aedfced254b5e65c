import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { FulfilmentStep } from '../rules/fulfilment/waiting-on.ts';

/** How far an order is at its vendor. The request ids are stored with the order, before the first call to the vendor. */
export const FulfilmentEntity = defineEntity({
  name: 'Fulfilment',
  tableName: 'fulfilment',
  properties: {
    orderId: p.text().$type<Id<'ord'>>().primary(),
    /** The key of the vendor that fulfils the order. */
    connector: p.text(),
    step: p.text().$type<FulfilmentStep>(),
    /** Raised by each worker that takes the order over: a worker with an older number may not write any more. */
    fencing: p.integer(),
    tenantRequestId: p.uuid(),
    agreementRequestId: p.uuid(),
    cartRequestId: p.uuid(),
    checkoutRequestId: p.uuid(),
    /** Set before the checkout is sent. From then on the outcome of the checkout is looked up, never assumed. */
    checkoutSentAt: p.datetime().nullable(),
    vendorCustomerId: p.text().nullable(),
    vendorCartId: p.text().nullable(),
    /** Since when the order waits for somebody to accept the vendor's customer agreement. */
    agreementNeededSince: p.datetime().nullable(),
    /** When the last step of the timeline was written; null before the first one. */
    changedAt: p.datetime().nullable(),
    /** How many steps have been written. A job for an earlier step was delivered twice and does nothing. */
    stepsDone: p.integer(),
    /** Whether open items of the needs-attention list are about its steps: only then a step looks at that list. */
    needsAttention: p.boolean().default(false),
  },
});

export type FulfilmentRow = InferEntity<typeof FulfilmentEntity>;
