import { isGiven } from '../../../shared/domain/given.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { createOwnPriceLoaders, type OwnPriceLoaders } from '../../loaders/own-price-loaders.ts';
import { changePercent } from '../../rules/prices/price-changes.ts';
import { addRises, isHigher, NO_RISES, type PriceRise, type RiseSummary } from '../../rules/prices/price-notice.ts';
import { ownChanges } from './own-changes.ts';
import { risingPlans, type LookedAt, type RisingPlans } from './rising-plans.ts';

/** An account that buys. */
export interface Buyer {
  readonly id: Id<'acc'>;
  readonly path: string;
}

/** A plan that becomes dearer, as accounts gets it for the mail. */
interface DigestRise {
  readonly productName: string;
  readonly segment: string;
  readonly market: string;
  /** ISO 8601: P1M, P1Y; null for perpetual licences. */
  readonly term: string | null;
  readonly billingCycle: string;
  /** RFC 3339. */
  readonly effectiveAt: string;
  readonly currency: string;
  /** Exact decimals in units of the currency, for one seat for the whole term. */
  readonly before: string;
  readonly after: string;
  /** By how many percent, with two decimals; null for what was free. */
  readonly percent: string | null;
}

/** What an account is told of a price list. */
export interface PriceDigest {
  readonly vendorName: string;
  /** How many plans become dearer, those that are not described included. */
  readonly plans: number;
  /** When the first of them does, RFC 3339. */
  readonly since: string;
  /** The largest first. */
  readonly rises: readonly DigestRise[];
}

/** What is told of: a published price list, from a moment on. */
export interface Told extends LookedAt {
  readonly vendorName: string;
}

/**
 * What some accounts are told of a price list, at their own buying prices; undefined for those for which nothing becomes
 * dearer. It is what `priceChanges` answers to each of them. The plans are read once for all of these accounts, page by page.
 */
export async function priceDigests(
  context: Pick<WorkContext, 'read' | 'deps'>,
  told: Told,
  buyers: readonly Pick<Buyer, 'path'>[],
): Promise<readonly (PriceDigest | undefined)[]> {
  const summaries = buyers.map(() => NO_RISES);
  for await (const page of risingPlans(context, told)) {
    const rises = await Promise.all(buyers.map((buyer) => ownRises(page, buyer)));
    for (const [index, ofBuyer] of rises.entries()) {
      summaries[index] = addRises(summaries[index] ?? NO_RISES, ofBuyer);
    }
  }
  const loaders = createOwnPriceLoaders(context.read, context.deps.config.defaultMargins);
  return Promise.all(summaries.map((summary) => digestOf(loaders, told, summary)));
}

async function ownRises(
  { moments, loaders }: RisingPlans,
  { path }: Pick<Buyer, 'path'>,
): Promise<readonly PriceRise[]> {
  const changes = await ownChanges(loaders, path, moments);
  const rises = await Promise.all(
    changes.map(async ({ planId, effectiveAt, before, after }) => {
      const plan = await loaders.plan.load(planId);
      if (plan === null || !isGiven(before) || !isGiven(after) || !isHigher(before, after, plan.currency)) return [];
      return [{ planId, effectiveAt, before, after }];
    }),
  );
  return rises.flat();
}

async function digestOf(
  loaders: OwnPriceLoaders,
  { vendorName }: Told,
  { plans, since, largest }: RiseSummary,
): Promise<PriceDigest | undefined> {
  if (since === undefined) return undefined;
  return {
    vendorName,
    plans,
    since: since.toISOString(),
    rises: await Promise.all(largest.map((rise) => describe(loaders, rise))),
  };
}

async function describe(
  loaders: OwnPriceLoaders,
  { planId, effectiveAt, before, after }: PriceRise,
): Promise<DigestRise> {
  const plan = await loaders.plan.load(planId);
  invariant(plan, 'a plan that has a price is there');
  const product = await loaders.product.load(plan.productId);
  invariant(product, 'a plan has a product');
  const { segment, market, billingCycle, currency } = plan;
  return {
    productName: product.name,
    segment,
    market,
    term: plan.term ?? null,
    billingCycle,
    effectiveAt: effectiveAt.toISOString(),
    currency,
    before,
    after,
    percent: changePercent(before, after),
  };
}
