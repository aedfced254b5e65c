import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { forbidden } from '../../../shared/graphql/errors.ts';
import type { SignedInContext } from '../../context.ts';
import { askForPromotions } from './ask-for-promotions.ts';

/**
 * Has the promotions of a market, or of all, read from the vendors now. Answers the markets; refuses one in which nothing is
 * sold. Throws FORBIDDEN outside of the provider, whose catalogue it is.
 */
export async function refreshPromotions(
  { viewer, deps, write }: SignedInContext,
  market: string | undefined,
): Promise<Outcome<readonly string[]>> {
  if (viewer.accountType !== 'PROVIDER') throw forbidden('MANAGE_CATALOG');
  return write(async (tx) => {
    leaveUnrecorded(tx, 'nothing-changed');
    if (market === undefined) return done(await askForPromotions(tx, deps));
    const sold = await tx.query('select 1 from catalog.plan where market = ? limit 1', [market]);
    if (sold.length > 0) return done(await askForPromotions(tx, deps, [market]));
    const remedies = [{ description: 'Import a price list of this market first, or leave the market out.' }];
    return refused(refusal('INVALID', `Nothing is sold in ${market}.`, { path: ['market'], remedies }));
  });
}
