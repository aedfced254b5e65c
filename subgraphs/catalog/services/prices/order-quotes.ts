import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PriceBuyer } from '../../loaders/prices.ts';
import { exactText } from '../../rules/prices/price.ts';

/** A plan with the sealed prices of every tier. */
export interface OrderQuote {
  readonly plan: PlanRow;
  readonly sealedTiers: string;
}

/** Who would buy: an account, or a new child of a seller. */
export type QuotedBuyer =
  { readonly kind: 'account'; readonly id: Id<'acc'> } | { readonly kind: 'new-child'; readonly sellerId: Id<'acc'> };

/** The plans to quote, and who would buy them. */
export interface QuoteRequest {
  readonly buyer: QuotedBuyer;
  readonly planIds: readonly Id<'pln'>[];
}

/**
 * What is sealed is padded to blocks of this size, which hold the exact prices of a dozen tiers. So the length of the
 * sealed text reveals neither the number of sellers nor the number of digits in their prices.
 */
const SEALED_BLOCK_BYTES = 2_048;

/** In the sealed prices a new child is named by an empty text, since it has no id yet. */
const NEW_CHILD_ID = '';

/** One account on the way from the provider to the buyer, and the price that it pays. */
interface Tier {
  readonly accountId: Id<'acc'> | typeof NEW_CHILD_ID;
  readonly buyer: PriceBuyer;
}

/**
 * Quotes plans for an order: the exact price of each account from the provider down to the buyer. The viewer must not
 * learn the margins above it, so the prices are sealed with the platform's key and only orders opens them.
 * Plans that do not exist are left out. Empty when the viewer may not see the buyer or the seller.
 */
export async function quoteForOrder(
  context: SignedInContext,
  { buyer, planIds }: QuoteRequest,
): Promise<readonly OrderQuote[]> {
  const { loaders } = context;
  const place = await loaders.place.load(buyer.kind === 'account' ? buyer.id : buyer.sellerId);
  if (place === null) return [];
  const tiers = tiersTo(place.path, buyer.kind);
  const plans = (await Promise.all(planIds.map((id) => loaders.plan.load(id)))).filter((plan) => plan !== null);
  return Promise.all(plans.map((plan) => quotePlan(context, plan, tiers)));
}

async function quotePlan(
  { loaders, deps }: SignedInContext,
  plan: PlanRow,
  tiers: readonly Tier[],
): Promise<OrderQuote> {
  const prices = await Promise.all(
    tiers.map(async ({ accountId, buyer }) => ({
      accountId,
      unitMinor: exactText(await loaders.price.load({ plan, buyer })),
    })),
  );
  return { plan, sealedTiers: deps.config.sealer.sealPadded(JSON.stringify(prices), SEALED_BLOCK_BYTES) };
}

function tiersTo(path: string, buyerKind: QuotedBuyer['kind']): readonly Tier[] {
  const labels = path.split('.');
  const tiers = accountIdsOf(path).map((accountId, index): Tier => ({
    accountId,
    buyer: { kind: 'account', path: labels.slice(0, index + 1).join('.') },
  }));
  if (buyerKind === 'account') return tiers;
  return [...tiers, { accountId: NEW_CHILD_ID, buyer: { kind: 'any-child', sellerPath: path } }];
}
