import type { Id } from '../../../shared/domain/ids.ts';
import type { MarginPrice } from './margin-step.ts';
import type { Sale } from './seller-chain.ts';

/** From the nearest to the widest: what a rule is for. */
export const MARGIN_LEVELS = ['plan', 'product', 'category', 'vendor', 'everything'] as const;
export type MarginLevel = (typeof MARGIN_LEVELS)[number];

/** A rule by which a seller makes its price, as it reaches one plan or product; those for everything reach all of them. */
export interface MarginRule {
  readonly id: Id<'mgn'>;
  readonly sellerId: Id<'acc'>;
  /** The direct child that the rule is for; null for all of them. */
  readonly accountId: Id<'acc'> | null;
  readonly level: MarginLevel;
  /** The plan of a rule for one; a product that the rule is for, by itself, its category or its vendor; null for everything. */
  readonly reaches: Id<'pln'> | Id<'prd'> | null;
  readonly price: MarginPrice;
  /** Inclusive; null for ever since. */
  readonly validFrom: Date | null;
  /** Exclusive; null while no end is known. */
  readonly validTo: Date | null;
}

/** A plan at the moment for which its price is asked. */
export interface SoldPlan {
  readonly id: Id<'pln'>;
  readonly productId: Id<'prd'>;
  readonly moment: Date;
  /** Whether the vendor names a retail price in the period whose price is asked. */
  readonly hasRetail: boolean;
}

/** The rules of a seller of one level, for one child or all, by what they reach; of each, the one that counts first is first. */
interface RulesOfLevel extends Pick<MarginRule, 'level' | 'accountId'> {
  readonly byTarget: ReadonlyMap<MarginRule['reaches'], readonly MarginRule[]>;
}

/** The rules of each seller, the nearest level first. Sellers have few levels, and pages have many plans. */
export type MarginRules = ReadonlyMap<Id<'acc'>, readonly RulesOfLevel[]>;

/** Of rules that hold at the same moment, the one that ends first counts; of those that end together, the latest begun. */
function before(a: MarginRule, b: MarginRule): number {
  const [endOfA, endOfB] = [a, b].map(({ validTo }) => validTo?.getTime() ?? Number.MAX_VALUE);
  if (endOfA !== endOfB) return (endOfA ?? 0) - (endOfB ?? 0);
  const [beginOfA, beginOfB] = [a, b].map(({ validFrom }) => validFrom?.getTime() ?? -Number.MAX_VALUE);
  return (beginOfB ?? 0) - (beginOfA ?? 0);
}

/** Indexes rules by what they are for. */
export function indexMargins(rules: readonly MarginRule[]): MarginRules {
  const sellers = Map.groupBy(rules.toSorted(before), ({ sellerId }) => sellerId);
  return new Map([...sellers].map(([sellerId, own]) => [sellerId, levelsOf(own)]));
}

function levelsOf(rules: readonly MarginRule[]): readonly RulesOfLevel[] {
  return MARGIN_LEVELS.flatMap((level) => {
    const byAccount = Map.groupBy(
      rules.filter((rule) => rule.level === level),
      ({ accountId }) => accountId,
    );
    // What is sold to one account comes before what is sold to all.
    const accountIds = [...byAccount.keys()].toSorted((a, b) => Number(a === null) - Number(b === null));
    return accountIds.map((accountId) => ({
      level,
      accountId,
      byTarget: Map.groupBy(byAccount.get(accountId) ?? [], ({ reaches }) => reaches),
    }));
  });
}

/**
 * The rule by which a seller makes its price of a plan at a moment: the nearest that applies. What is sold counts more than
 * who buys it, so the order is plan and account, plan, product and account, product, then category, vendor and everything
 * alike. A percentage below the retail price does not apply where there is none. A sale to any child matches only the rules
 * that name no account. Undefined where the default of the seller's type holds.
 */
export function nearestMargin(rules: MarginRules, { sellerId, buyerId }: Sale, sold: SoldPlan): MarginRule | undefined {
  for (const { level, accountId, byTarget } of rules.get(sellerId) ?? []) {
    if (accountId !== null && accountId !== buyerId) continue;
    const reaches = level === 'plan' ? sold.id : level === 'everything' ? null : sold.productId;
    const rule = byTarget.get(reaches)?.find((each) => applies(each, sold));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function applies({ price, validFrom, validTo }: MarginRule, { moment, hasRetail }: SoldPlan): boolean {
  if (price.kind === 'off-retail' && !hasRetail) return false;
  return (validFrom === null || validFrom <= moment) && (validTo === null || moment < validTo);
}
