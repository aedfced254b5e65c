import { may } from '../../../shared/domain/access.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { MarginRow } from '../../entities/margin.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { loadMarginRules } from '../../loaders/margin-rules.ts';
import { listedAt, type SeenPeriod } from '../../loaders/price-periods.ts';
import { marginPrice, stepOf } from '../../rules/prices/margin-step.ts';
import { warningsOf, type SoldSeat } from '../../rules/prices/margin-warnings.ts';
import { nearestMargin, type MarginRules } from '../../rules/prices/nearest-margin.ts';
import { rangesAt } from '../../rules/prices/price-period.ts';
import { exactMinor, priceAlong } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';

/** How many plans a rule is held against the price list for: more would keep the seller waiting. */
const MOST_PLANS = 1_000;

/** A rule whose prices are looked at: when, and what its seller's place is. */
interface Looking {
  readonly rule: MarginRow;
  readonly sellerPath: string;
  readonly moment: Date;
}

/**
 * What a seller should look at in a rule that was just set: the plans that it sells above the retail price, or below its own
 * cost, when the rule begins, or now. From these follows what the seller pays, so they are for the seller itself, and for
 * the account from which it buys, which set that price; and of these for whoever may see money.
 */
export async function marginWarnings(context: SignedInContext, rule: MarginRow): Promise<readonly string[]> {
  const { viewer, loaders } = context;
  const { sellerId, validFrom, validTo } = rule;
  const seller = await loaders.place.load(sellerId);
  if (seller === null || !may(viewer, 'VIEW_FINANCIALS')) return [];
  if (viewer.accountId !== sellerId && !isDirectChild(seller.path, viewer.path)) return [];
  const moment = isGiven(validFrom) && validFrom > loaders.moment ? validFrom : loaders.moment;
  if (isGiven(validTo) && validTo <= moment) return [];
  // Another mutation of the same operation may have read prices before.
  loaders.price.clearAll();
  const plans = await plansOf(context, rule, moment);
  const seats = await soldSeats(context, { rule, sellerPath: seller.path, moment }, plans.slice(0, MOST_PLANS));
  return warningsOf(seats, plans.length > MOST_PLANS ? MOST_PLANS : undefined);
}

interface NamedPlan {
  readonly id: Id<'pln'>;
  readonly name: string;
}

/** The plans of a rule's target that are listed, and one more than are looked at. */
async function plansOf({ read }: SignedInContext, rule: MarginRow, moment: Date): Promise<readonly NamedPlan[]> {
  const [condition, ...values] = conditionOf(rule);
  return read.query<NamedPlan>(
    `select plan.id, product.name || ' (' || concat_ws(', ', plan.segment, plan.term, plan.billing_cycle, plan.market) || ')'
       as name
     from catalog.plan
     join catalog.product on product.id = plan.product_id
     join catalog.vendor on vendor.id = product.vendor_id
     where ${condition} and ${listedAt(moment)} order by plan.id limit ?`,
    [...values, MOST_PLANS + 1],
  );
}

function conditionOf({ planId, productId, category, vendorId }: MarginRow): readonly [string, ...string[]] {
  if (isGiven(planId)) return ['plan.id = ?', planId];
  if (isGiven(productId)) return ['plan.product_id = ?', productId];
  if (isGiven(category)) return ['product.category = ?', category];
  return isGiven(vendorId) ? ['product.vendor_id = ?', vendorId] : ['true'];
}

/** What the rule makes of the seller's cost of each plan for which it is the nearest, in each range of quantities. */
async function soldSeats(
  context: SignedInContext,
  looking: Looking,
  named: readonly NamedPlan[],
): Promise<readonly SoldSeat[]> {
  const { loaders, read } = context;
  const { rule, moment } = looking;
  const found = await Promise.all(
    named.map(async ({ id, name }) => {
      const [plan, periods] = await Promise.all([loaders.plan.load(id), loaders.periods.load(id)]);
      return plan === null ? [] : rangesAt(periods, moment).map((period) => ({ name, plan, period }));
    }),
  );
  const priced = found.flat();
  if (priced.length === 0) return [];
  const sale = { sellerId: rule.sellerId, buyerId: rule.accountId ?? undefined };
  const plans = priced.map(({ plan }) => plan);
  const rules = await loadMarginRules(read, { sales: [sale], plans, moments: [moment] });
  const own = priced.filter(({ plan, period }) => decides(rules, looking, { plan, period }));
  return Promise.all(
    own.map(async ({ name, plan, period }): Promise<SoldSeat> => {
      const { unitCost, retail: recommended } = period;
      const buyer = { kind: 'account', path: looking.sellerPath } as const;
      const cost = await loaders.price.load({ plan, unitCost, retail: recommended, moment, buyer });
      const retail = recommended === null ? undefined : exactMinor(recommended, plan.currency);
      return { name, cost, retail, price: priceAlong(cost, [stepOf(priceOf(rule), plan.currency, retail)]) };
    }),
  );
}

const priceOf = ({ percent, percentOffRetail, fixedPrice }: MarginRow) =>
  marginPrice({
    percent: percent ?? null,
    percentOffRetail: percentOffRetail ?? null,
    fixedPrice: fixedPrice ?? null,
  });

interface PricedPlan {
  readonly plan: PlanRow;
  readonly period: SeenPeriod;
}

/** Whether the rule is the one by which its seller prices the plan. */
function decides(rules: MarginRules, { rule, moment }: Looking, { plan, period }: PricedPlan): boolean {
  const sale = { sellerId: rule.sellerId, buyerId: rule.accountId ?? undefined };
  const sold = { id: plan.id, productId: plan.productId, moment, hasRetail: period.retail !== null };
  return nearestMargin(rules, sale, sold)?.id === rule.id;
}
