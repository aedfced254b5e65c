import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

export type FulfilmentStep = 'prepare' | 'submit' | 'follow' | 'done';

/** How far an order is at its vendor. The request ids are written with the order, before any call is made. */
export const FulfilmentEntity = defineEntity({
  name: 'Fulfilment',
  tableName: 'fulfilment',
  properties: {
    orderId: p.text().primary(),
    connector: p.text().$type<'microsoft'>(),
    step: p.text().$type<FulfilmentStep>(),
    /** Raised by each worker that takes the order over; a worker with an older number may write no more. */
    fencing: p.integer(),
    tenantRequestId: p.uuid(),
    agreementRequestId: p.uuid(),
    cartRequestId: p.uuid(),
    checkoutRequestId: p.uuid(),
    /** Set before the checkout is sent: from then on its outcome is looked up, never assumed. */
    checkoutSentAt: p.datetime().nullable(),
    vendorCustomerId: p.text().nullable(),
    vendorCartId: p.text().nullable(),
    /** Since when it waits for somebody to accept the vendor's customer agreement. */
    agreementNeededSince: p.datetime().nullable(),
    /** How many steps were written; a job for an earlier one was delivered twice and does nothing. */
    stepsDone: p.integer(),
  },
});

export type FulfilmentRow = InferEntity<typeof FulfilmentEntity>;
