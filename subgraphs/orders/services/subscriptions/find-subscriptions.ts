import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import type { ListedAccount } from '../orders/list-scope.ts';
import { subscriptionListKey, type SubscriptionConditions } from './subscription-list.ts';

/** The subscription; null when it does not exist or the viewer may not see it. */
export async function visibleSubscription(
  { principal, loaders }: OrdersContext,
  id: Id<'sub'>,
): Promise<SubscriptionRow | null> {
  const subscription = await loaders.subscription.load(id);
  return subscription !== null && maySee(principal, subscription.path) ? subscription : null;
}

/** The subscriptions of an account, newest first. The caller has made sure that the viewer may see the account. */
export async function findSubscriptions(
  { loaders }: OrdersContext,
  place: ListedAccount,
  filter: SubscriptionConditions,
  page: PageRequest,
): Promise<Connection<SubscriptionRow>> {
  const key = subscriptionListKey(place, filter, page);
  return key === null ? emptyConnection(page) : listConnection(loaders.subscriptions, key, (row) => [row.id]);
}
