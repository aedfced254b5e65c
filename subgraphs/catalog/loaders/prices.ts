import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../shared/database/sql.ts';
import type { DefaultMargins } from '../config.ts';
import type { PlanRow } from '../entities/plan.ts';
import { indexMargins, nearestMargin, type MarginRule, type MarginRules } from '../rules/prices/nearest-margin.ts';
import { currentValues } from '../rules/prices/plan-change.ts';
import { parsePercent, priceAlong, type ExactAmount } from '../rules/prices/price.ts';
import { salesTo, salesToChildOf, type Sale } from '../rules/prices/seller-chain.ts';

/** The price of a plan for an account. */
export interface PriceKey {
  readonly plan: PlanRow;
  /** The path of the buyer or, with `forChild`, of the account that any direct child buys from. */
  readonly path: string;
  readonly forChild: boolean;
}

interface PriceParts {
  readonly em: EntityManager;
  readonly defaultMargins: DefaultMargins;
  readonly now: () => Date;
}

/** Batches prices: the margins of all plans, sellers and buyers of a batch are one statement. */
export function createPriceLoader(parts: PriceParts): DataLoader<PriceKey, ExactAmount, string> {
  return new DataLoader(
    async (keys) => {
      const asked = keys.map((key) => ({ key, sales: key.forChild ? salesToChildOf(key.path) : salesTo(key.path) }));
      const rules = await loadRules(
        parts.em,
        asked.flatMap(({ sales }) => sales),
        keys.map(({ plan }) => plan),
      );
      const now = parts.now();
      return asked.map(({ key: { plan }, sales }) => priceOf(plan, sales, { rules, now, ...parts.defaultMargins }));
    },
    { cacheKeyFn: ({ plan, path, forChild }) => `${plan.id}|${path}|${forChild}` },
  );
}

interface Pricing extends DefaultMargins {
  readonly rules: MarginRules;
  readonly now: Date;
}

function priceOf(
  plan: PlanRow,
  sales: readonly Sale[],
  { rules, now, providerMillionths, resellerMillionths }: Pricing,
): ExactAmount {
  const percents = sales.map((sale, tier) =>
    nearestMargin(rules, sale, plan, tier === 0 ? providerMillionths : resellerMillionths),
  );
  return priceAlong(currentValues(plan, now).costMinor, percents);
}

async function loadRules(em: EntityManager, sales: readonly Sale[], plans: readonly PlanRow[]): Promise<MarginRules> {
  const sellers = new Set(sales.map((sale) => sale.sellerId));
  if (sellers.size === 0) return new Map();
  const buyers = new Set(sales.map((sale) => sale.buyerId).filter((id) => id !== undefined));
  const rows = await em.execute<
    {
      seller_id: string;
      account_id: string | null;
      product_id: string | null;
      plan_id: string | null;
      percent: string;
    }[]
  >(
    `select seller_id, account_id, product_id, plan_id, percent::text as percent from catalog.margin
     where seller_id = any (?::text[])
       and (account_id is null or account_id = any (?::text[]))
       and (product_id is null or product_id = any (?::text[]))
       and (plan_id is null or plan_id = any (?::text[]))`,
    [
      textArray([...sellers]),
      textArray([...buyers]),
      textArray([...new Set(plans.map((plan) => plan.productId))]),
      textArray([...new Set(plans.map((plan) => plan.id))]),
    ],
  );
  return indexMargins(
    rows.map((row): MarginRule => ({
      sellerId: row.seller_id,
      accountId: row.account_id,
      productId: row.product_id,
      planId: row.plan_id,
      percentMillionths: parsePercent(row.percent) ?? 0n,
    })),
  );
}
