import { readEffects } from '../../subgraphs/simulator/vendor/effect-log.ts';

/** What took effect at the vendor for some lines of an order. */
export interface VendorEffects {
  readonly ordersCreated: number;
  readonly subscriptionsCreated: number;
}

/** Counts what the vendor's log has of these order lines, which carry their ids as friendly names. */
export function effectsOfOrder(vendorLog: string, lineIds: readonly string[]): VendorEffects {
  let ordersCreated = 0;
  let subscriptionsCreated = 0;
  for (const { effect } of readEffects(vendorLog)) {
    if (effect.kind === 'order.created') {
      ordersCreated += effect.order.lines.filter(({ item }) => lineIds.includes(item.friendlyName)).length;
    } else if (effect.kind === 'subscription.created' && lineIds.includes(effect.subscription.friendlyName)) {
      subscriptionsCreated += 1;
    }
  }
  return { ordersCreated, subscriptionsCreated };
}
