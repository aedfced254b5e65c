import { readEffects } from '../../subgraphs/simulator/vendor/effect-log.ts';

/** The effects at the vendor for some lines of an order. */
export interface VendorEffects {
  readonly ordersCreated: number;
  readonly subscriptionsCreated: number;
}

/** Counts the effects in the vendor's log for order lines, whose ids are the friendly names. */
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

/** The vendor's ids of the promotions with which an order line was bought. */
export function promotionsOfOrder(vendorLog: string, lineId: string): readonly (string | undefined)[] {
  return readEffects(vendorLog).flatMap(({ effect }) =>
    effect.kind === 'order.created'
      ? effect.order.lines.filter(({ item }) => item.friendlyName === lineId).map(({ item }) => item.promotionId)
      : [],
  );
}
