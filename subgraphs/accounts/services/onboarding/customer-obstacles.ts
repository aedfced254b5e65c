import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { NewCustomer } from '../../rules/onboarding/new-account.ts';
import { acceptAccount, type Creation } from './accept-account.ts';
import { findPlaced, placementOf } from './placements.ts';

/** Everything that would refuse a new customer; nothing when the same call has created it already. */
export async function findCustomerObstacles(
  context: SignedInContext,
  request: NewCustomer,
  creation: Creation,
): Promise<readonly Refusal[]> {
  const placement = placementOf(context.viewer, request);
  const outcome = (await findPlaced(context.read, placement)) ?? (await acceptAccount(context, request, creation));
  if (outcome.ok) return [];
  // The same call may have created it in the meantime.
  const latest = (await findPlaced(context.read, placement)) ?? outcome;
  return latest.ok ? [] : latest.errors;
}
