import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersContext } from '../../context.ts';
import { visiblePlace } from '../hierarchy/account-places.ts';
import type { Credit } from './credit.ts';
import { sightOfDeal } from './payment-check.ts';

/**
 * What an account may owe, and owes, the account that it buys from, with the account's own currency. Null for everybody but
 * these two, and without VIEW_FINANCIALS.
 */
export async function visibleCredits(
  context: OrdersContext,
  id: Id<'acc'>,
): Promise<{ readonly currency: string; readonly credits: readonly Credit[] } | null> {
  const place = await visiblePlace(context, id);
  if (place === null || sightOfDeal(context.principal, place.path) !== 'amounts') return null;
  return { currency: place.currency, credits: await context.loaders.credits.load(id) };
}
