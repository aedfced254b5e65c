import type { Id } from '../../../shared/domain/ids.ts';
import type { Sale } from './seller-chain.ts';

/** A seller's rule: the percentage that it adds to its own cost, for the cases that its ids name. */
export interface MarginRule {
  readonly sellerId: Id<'acc'>;
  /** The direct child that the rule is for; null for all of them. */
  readonly accountId: Id<'acc'> | null;
  readonly productId: Id<'prd'> | null;
  readonly planId: Id<'pln'> | null;
  readonly percentMillionths: bigint;
}

export interface PricedPlan {
  readonly id: Id<'pln'>;
  readonly productId: Id<'prd'>;
}

type RuleIds = Omit<MarginRule, 'percentMillionths'>;

/** Rules by the ids they name. */
export type MarginRules = ReadonlyMap<string, MarginRule>;

const ruleKey = ({ sellerId, accountId, productId, planId }: RuleIds): string =>
  [sellerId, accountId, productId, planId].join('|');

/** Indexes rules by the ids that they name. */
export function indexMargins(rules: readonly MarginRule[]): MarginRules {
  return new Map(rules.map((rule) => [ruleKey(rule), rule]));
}

/**
 * The margin of one sale of a plan: the nearest rule wins. What is sold counts more than who buys it, so the order is
 * plan and account, plan, product and account, product, account, all children; then the default of the seller's type.
 * A sale to any child matches only the rules that name no account.
 */
export function nearestMargin(rules: MarginRules, sale: Sale, plan: PricedPlan, defaultMillionths: bigint): bigint {
  const accounts = sale.buyerId === undefined ? [null] : [sale.buyerId, null];
  const targets = [
    { planId: plan.id, productId: null },
    { planId: null, productId: plan.productId },
    { planId: null, productId: null },
  ];
  for (const target of targets) {
    for (const accountId of accounts) {
      const rule = rules.get(ruleKey({ sellerId: sale.sellerId, accountId, ...target }));
      if (rule !== undefined) return rule.percentMillionths;
    }
  }
  return defaultMillionths;
}
