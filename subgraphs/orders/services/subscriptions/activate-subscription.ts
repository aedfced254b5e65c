import type { Writer } from '../../../shared/database/transaction.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import { SubscriptionEntity } from '../../entities/subscription.ts';
import type { NewSubscription } from '../../rules/fulfilment/decide-fulfilment.ts';
import { termEnd, toDay } from '../../rules/subscriptions/subscription-term.ts';

/** A line that the vendor has fulfilled. */
export interface FulfilledOrderLine {
  readonly order: OrderRow;
  readonly line: OrderLineRow;
  readonly subscription: NewSubscription;
  readonly now: Date;
}

/** Creates the subscription of a fulfilled line; the table allows one for each line. */
export function activateSubscription(tx: Writer, { order, line, subscription, now }: FulfilledOrderLine): void {
  const startsOn = toDay(now);
  const term = line.term ?? null;
  // Without a term the vendor names a last day that never comes.
  const endsOn = term === null ? null : (subscription.endsOn?.slice(0, 10) ?? termEnd(startsOn, term));
  tx.create(SubscriptionEntity, {
    id: newId('sub'),
    customerId: order.customerId,
    path: order.path,
    orderId: order.id,
    lineId: line.id,
    planId: line.planId,
    productId: line.productId,
    mpn: line.mpn,
    quantity: line.quantity,
    status: 'ACTIVE',
    // A trial ends with its term, unless somebody turns it into a paid plan.
    autoRenew: term !== null && line.kind !== 'TRIAL',
    startsOn,
    endsOn,
    purchasedAt: now,
    vendorSubscriptionId: subscription.vendorSubscriptionId,
    tenantDomain: order.vendorParameters.tenantDomain ?? NO_TENANT,
    createdAt: now,
  });
}

/** What the column holds when an order is for no tenant. */
const NO_TENANT = '';
