import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../shared/domain/ids.ts';
import type { LineState } from '../../rules/fulfilment/vendor-outcome.ts';
import type { OrdersServices } from '../../context.ts';
import type { OrderLineRow } from '../../entities/order.ts';
import { SubscriptionEntity } from '../../entities/subscription.ts';
import { termEnd, toDay } from '../../rules/subscriptions/subscription-term.ts';
import type { OpenOrder } from '../fulfilment/fulfilment-store.ts';

interface Fulfilled extends OpenOrder {
  readonly line: OrderLineRow;
  readonly state: Extract<LineState, { kind: 'fulfilled' }>;
}

/** Makes the subscription that a fulfilled line leaves behind; a line has one at most. */
export async function activateSubscription(
  services: OrdersServices,
  em: EntityManager,
  fulfilled: Fulfilled,
): Promise<void> {
  const { order, line, state } = fulfilled;
  const now = services.now();
  const startsOn = toDay(now);
  const hasTerm = (line.term ?? null) !== null;
  em.create(SubscriptionEntity, {
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
    autoRenew: hasTerm,
    startsOn,
    // For what has no term the vendor names a day that never comes.
    endsOn: hasTerm ? (state.endsOn?.slice(0, 10) ?? termEnd(startsOn, line.term ?? null)) : null,
    purchasedAt: now,
    vendorSubscriptionId: state.vendorSubscriptionId,
    tenantDomain: order.vendorParameters.tenantDomain ?? '',
    createdAt: now,
  });
  await em.flush();
}
