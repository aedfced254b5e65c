import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { listConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { SubscriptionRow, SubscriptionStatus } from '../../entities/subscription.ts';
import { compares, oneOf, withoutDescendants } from '../orders/find-orders.ts';

/** Which subscriptions are wanted; what is undefined excludes none. */
export interface SubscriptionConditions {
  readonly status: readonly SubscriptionStatus[] | undefined;
  readonly productId: Id<'prd'> | undefined;
  readonly customerId: Id<'acc'> | undefined;
  readonly includeDescendants: boolean;
}

/** The subscription; null when it does not exist or the viewer may not see it. */
export async function visibleSubscription(
  { principal, loaders }: OrdersContext,
  id: Id<'sub'>,
): Promise<SubscriptionRow | null> {
  const subscription = await loaders.subscription.load(id);
  return subscription !== null && maySee(principal, subscription.path) ? subscription : null;
}

/** The subscriptions of the account at a path, newest first. The caller has made sure that the viewer may see it. */
export function findSubscriptions(
  { loaders }: OrdersContext,
  path: string,
  filter: SubscriptionConditions,
  page: PageRequest,
): Promise<Connection<SubscriptionRow>> {
  const conditions = [
    ...withoutDescendants(path, filter.includeDescendants),
    ...oneOf('status', filter.status),
    ...compares('customer_id = ?', filter.customerId),
    ...compares('product_id = ?', filter.productId),
  ];
  return listConnection(loaders.subscriptions, { owner: path, conditions, page }, (row) => [row.id]);
}
