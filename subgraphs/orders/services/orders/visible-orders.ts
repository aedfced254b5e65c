import { may, maySee } from '../../../shared/domain/access.ts';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { isWithin } from '../../../shared/domain/account-path.ts';
import { exactMoney, type MoneyAmount, type ShownAmount } from '../../../shared/domain/money.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import type { OrderLoaders } from '../../loaders/order-loaders.ts';
import { lineTotalMinor, tierOf } from '../../rules/billing/tier-price.ts';

/** What reading needs of an operation. */
export interface Reading {
  readonly principal: Principal;
  readonly loaders: OrderLoaders;
}

/** The order, or null when there is none or the viewer may not see it: both look the same. */
export async function visibleOrder({ principal, loaders }: Reading, id: string): Promise<OrderRow | null> {
  const order = await loaders.order.load(id);
  return order !== null && maySee(principal, order.path) ? order : null;
}

/** The line of an order that may be seen, or null. */
export async function visibleLine(reading: Reading, id: string): Promise<OrderLineRow | null> {
  const line = await reading.loaders.line.load(id);
  return line !== null && (await visibleOrder(reading, line.orderId)) !== null ? line : null;
}

/** The subscription, or null. */
export async function visibleSubscription(
  { principal, loaders }: Reading,
  id: string,
): Promise<SubscriptionRow | null> {
  const subscription = await loaders.subscription.load(id);
  return subscription !== null && maySee(principal, subscription.path) ? subscription : null;
}

/** The event, or null. */
export async function visibleEvent({ principal, loaders }: Reading, id: string): Promise<ProvisioningEventRow | null> {
  const event = await loaders.event.load(id);
  return event !== null && maySee(principal, event.path) ? event : null;
}

/**
 * The account that sold to the customer, as far as the viewer may see up: who stands below it sees their own account.
 * `path` is the customer's.
 */
export function visibleSeller(principal: Principal, path: string): string {
  const viewer = signedIn(principal);
  const sellerPath = path.split('.').slice(0, -1).join('.');
  return isWithin(sellerPath, viewer.path) ? `acc_${sellerPath.split('.').at(-1)}` : viewer.accountId;
}

/** What the viewer's account pays for one seat of a line, exactly, and for all of it; null without VIEW_FINANCIALS. */
export function linePrice(
  principal: Principal,
  line: Pick<OrderLineRow, 'tiers' | 'quantity' | 'currency'>,
): { readonly unit: ShownAmount; readonly total: MoneyAmount } | null {
  const viewer = signedIn(principal);
  const tier = may(viewer, 'VIEW_FINANCIALS') ? tierOf(line.tiers, viewer.accountId) : undefined;
  if (tier === undefined) return null;
  const { currency } = line;
  return {
    unit: exactMoney(tier.unitMinor, currency),
    total: { amountMinor: lineTotalMinor(tier.unitMinor, line.quantity), currency },
  };
}
