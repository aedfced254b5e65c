import { oneOf } from '../../../shared/database/list-conditions.ts';
import type { ListKey } from '../../../shared/database/list-loader.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '../../entities/subscription.ts';
import { behindRow, listOwner, type ListedAccount, type ListScope } from '../orders/list-scope.ts';

/** Which subscriptions are wanted; what is undefined excludes none. */
export interface SubscriptionConditions extends ListScope {
  readonly status: readonly SubscriptionStatus[] | undefined;
  readonly productId: Id<'prd'> | undefined;
}

/** Where the subscriptions of an account that meet a filter are found; null when there can be none. */
export function subscriptionListKey(
  place: ListedAccount,
  filter: SubscriptionConditions,
  page: PageRequest,
): ListKey | null {
  const scope = listOwner(place, 'orders.subscription', filter);
  if (scope === null) return null;
  const { owner, own, conditions } = scope;
  const { status, productId } = filter;
  const product = productId === undefined ? [] : [oneOf('product_id', [], [productId])];
  const isByStatus = status !== undefined || productId !== undefined;
  const choices = [own, ...product, ...(isByStatus ? [oneOf('status', SUBSCRIPTION_STATUSES, status)] : [])];
  return { owner, choices, conditions, page: behindRow(page, place.path, 'sub') };
}
