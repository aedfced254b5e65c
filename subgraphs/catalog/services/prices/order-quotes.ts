import { permitted } from '../../../shared/graphql/signed-in.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { exactText } from '../../rules/prices/price.ts';

/** A plan with the sealed prices of every tier. */
export interface OrderQuote {
  readonly plan: PlanRow;
  readonly sealedTiers: string;
}

/** Who would buy: an account, or any new child of a seller. One of the two is given. */
export interface QuotedBuyer {
  readonly buyerId?: string | null | undefined;
  readonly sellerId?: string | null | undefined;
}

const MAX_PLANS = 100;

/**
 * What is sealed is filled up to blocks of this size: enough for the exact prices of a dozen tiers. So the length of the
 * sealed text tells neither how many sellers there are nor how long their prices have become.
 */
const SEALED_BLOCK_BYTES = 2_048;

/** One account on the way and the price it pays; a new child has no id yet. */
interface Tier {
  readonly accountId: string;
  readonly path: string;
  readonly forChild: boolean;
}

/**
 * Prices plans for an order: for each account from the provider down to the buyer, exactly. The margins above the viewer
 * are none of its business, so the prices are sealed with the platform's key and only orders opens them.
 * Throws FORBIDDEN, and BAD_USER_INPUT when it is not clear who buys.
 */
export async function quoteForOrder(
  { principal, loaders, services }: CatalogContext,
  { buyerId, sellerId }: QuotedBuyer,
  planIds: readonly string[],
): Promise<readonly OrderQuote[]> {
  permitted(principal, 'PLACE_ORDERS');
  const id = buyerId ?? sellerId;
  if (typeof id !== 'string' || (typeof buyerId === 'string' && typeof sellerId === 'string')) {
    throw badUserInput('Give either buyerId or sellerId.', 'buyerId');
  }
  if (planIds.length > MAX_PLANS) throw badUserInput(`At most ${MAX_PLANS} plans are quoted at once.`, 'planIds');
  const place = await loaders.place.load(id);
  if (place === null) return [];
  const tiers = tiersTo(place.path, typeof sellerId === 'string');
  const plans = (await Promise.all(planIds.map((planId) => loaders.plan.load(planId)))).filter((plan) => plan !== null);
  return Promise.all(
    plans.map(async (plan) => {
      const prices = await Promise.all(
        tiers.map(async ({ accountId, path, forChild }) => ({
          accountId,
          unitMinor: exactText(await loaders.price.load({ plan, path, forChild })),
        })),
      );
      return { plan, sealedTiers: services.config.sealer.sealPadded(JSON.stringify(prices), SEALED_BLOCK_BYTES) };
    }),
  );
}

function tiersTo(path: string, newChild: boolean): readonly Tier[] {
  const labels = path.split('.');
  const tiers = labels.map((label, index) => ({
    accountId: `acc_${label}`,
    path: labels.slice(0, index + 1).join('.'),
    forChild: false,
  }));
  return newChild ? [...tiers, { accountId: '', path, forChild: true }] : tiers;
}
