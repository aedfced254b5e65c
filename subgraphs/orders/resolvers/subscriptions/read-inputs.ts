import type { Optional } from '../../../shared/domain/given.ts';
import { readOptionalId } from '../../../shared/domain/ids.ts';
import type { SubscriptionConditions } from '../../services/subscriptions/subscription-list.ts';
import type { SubscriptionFilter } from './inputs.ts';

/** Reads which subscriptions a list shall have. */
export function readSubscriptionFilter(filter: Optional<SubscriptionFilter>): SubscriptionConditions {
  const { status, productId, customerId, includeDescendants } = filter ?? {};
  return {
    status: status ?? undefined,
    productId: readOptionalId('prd', productId),
    customerId: readOptionalId('acc', customerId),
    includeDescendants: includeDescendants ?? true,
  };
}
