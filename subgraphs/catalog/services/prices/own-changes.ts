import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { CatalogLoaders } from '../../loaders/catalog-loaders.ts';
import type { ChangeMoment } from '../../loaders/change-moments.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { isOwnChange, justBefore, unitsText } from '../../rules/prices/own-change.ts';
import { periodAt } from '../../rules/prices/price-period.ts';
import type { ExactAmount } from '../../rules/prices/price.ts';

/** From a moment on an account pays something else for one seat of a plan. */
export interface PriceChange {
  readonly planId: Id<'pln'>;
  readonly effectiveAt: Date;
  /** Exact decimals in units of the plan's currency; null where the plan has no price. */
  readonly before: string | null;
  readonly after: string | null;
}

type PriceLoaders = Pick<CatalogLoaders, 'plan' | 'periods' | 'price'>;

/**
 * Of moments at which the price of a plan may change for the account at a path, those at which it does, by the rules of its
 * sellers just before and from then on. However many there are, it is one statement each for plans, periods and rules.
 */
export async function ownChanges(
  loaders: PriceLoaders,
  path: string,
  moments: readonly ChangeMoment[],
): Promise<readonly PriceChange[]> {
  const found = await Promise.all(moments.map((moment) => ownChange(loaders, path, moment)));
  return found.filter((change) => change !== undefined);
}

async function ownChange(
  loaders: PriceLoaders,
  path: string,
  { planId, moment }: ChangeMoment,
): Promise<PriceChange | undefined> {
  const plan = await loaders.plan.load(planId);
  if (plan === null) return undefined;
  const [before, after] = await Promise.all(
    [justBefore(moment), moment].map((at) => ownPriceAt(loaders, plan, path, at)),
  );
  if (!isOwnChange({ before, after })) return undefined;
  const text = (price: ExactAmount | undefined): string | null =>
    isGiven(price) ? unitsText(price, plan.currency) : null;
  return { planId, effectiveAt: moment, before: text(before), after: text(after) };
}

async function ownPriceAt(
  { periods, price }: PriceLoaders,
  plan: PlanRow,
  path: string,
  moment: Date,
): Promise<ExactAmount | undefined> {
  const period = periodAt(await periods.load(plan.id), moment);
  if (period === undefined) return undefined;
  const { unitCost, retail } = period;
  return price.load({ plan, unitCost, retail, moment, buyer: { kind: 'account', path } });
}
