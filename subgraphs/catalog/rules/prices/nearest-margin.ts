import type { Sale } from './seller-chain.ts';

/** A seller's rule: what it adds to its own cost, in percent, for the cases that its ids name. */
export interface MarginRule {
  readonly sellerId: string;
  readonly accountId: string | null;
  readonly productId: string | null;
  readonly planId: string | null;
  readonly percentMillionths: bigint;
}

export interface PricedPlan {
  readonly id: string;
  readonly productId: string;
}

type RuleIds = Omit<MarginRule, 'percentMillionths'>;

/** Rules by the ids they name. */
export type MarginRules = ReadonlyMap<string, MarginRule>;

const ruleKey = ({ sellerId, accountId, productId, planId }: RuleIds): string =>
  `${sellerId}|${accountId ?? ''}|${productId ?? ''}|${planId ?? ''}`;

/** Makes rules findable by what they name. */
export function indexMargins(rules: readonly MarginRule[]): MarginRules {
  return new Map(rules.map((rule) => [ruleKey(rule), rule]));
}

/**
 * The margin of one sale of a plan: the nearest rule wins. What is sold counts before who buys it, so the order is
 * plan and account, plan, product and account, product, account, all children; then the default of the seller's type.
 * A sale to any child meets only the rules that name no account.
 */
export function nearestMargin(rules: MarginRules, sale: Sale, plan: PricedPlan, defaultMillionths: bigint): bigint {
  const accounts = sale.buyerId === undefined ? [null] : [sale.buyerId, null];
  const things = [
    { planId: plan.id, productId: null },
    { planId: null, productId: plan.productId },
    { planId: null, productId: null },
  ];
  for (const thing of things) {
    for (const accountId of accounts) {
      const rule = rules.get(ruleKey({ sellerId: sale.sellerId, accountId, ...thing }));
      if (rule !== undefined) return rule.percentMillionths;
    }
  }
  return defaultMillionths;
}
