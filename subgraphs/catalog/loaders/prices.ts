import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { DefaultMargins } from '../config.ts';
import type { PlanRow } from '../entities/plan.ts';
import { indexMargins, nearestMargin, type MarginRules } from '../rules/prices/nearest-margin.ts';
import { currentValues } from '../rules/prices/plan-change.ts';
import { parsePercent, priceAlong, type ExactAmount } from '../rules/prices/price.ts';
import { salesTo, salesToChildOf, type Sale } from '../rules/prices/seller-chain.ts';

/** Who pays a price: the account at a path, or any direct child of the account at a path. */
export type PriceBuyer =
  { readonly kind: 'account'; readonly path: string } | { readonly kind: 'any-child'; readonly sellerPath: string };

/** The price of a plan for a buyer. */
export interface PriceKey {
  readonly plan: PlanRow;
  readonly buyer: PriceBuyer;
}

interface PriceOptions {
  readonly defaultMargins: DefaultMargins;
  readonly now: () => Date;
}

/** Batches prices: the margins of all plans, sellers and buyers of a batch are one statement. */
export function createPriceLoader(read: Reader, options: PriceOptions): DataLoader<PriceKey, ExactAmount, string> {
  return new DataLoader(
    async (keys) => {
      const priced = keys.map(({ plan, buyer }) => ({ plan, sales: salesOf(buyer) }));
      const rules = await loadRules(
        read,
        priced.flatMap(({ sales }) => sales),
        keys.map(({ plan }) => plan),
      );
      const now = options.now();
      return priced.map(({ plan, sales }) => priceOf(plan, sales, { rules, now, ...options.defaultMargins }));
    },
    { cacheKeyFn: ({ plan, buyer }) => `${plan.id}|${JSON.stringify(buyer)}` },
  );
}

function salesOf(buyer: PriceBuyer): readonly Sale[] {
  return buyer.kind === 'account' ? salesTo(buyer.path) : salesToChildOf(buyer.sellerPath);
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

interface MarginColumns {
  readonly seller_id: Id<'acc'>;
  readonly account_id: Id<'acc'> | null;
  readonly product_id: Id<'prd'> | null;
  readonly plan_id: Id<'pln'> | null;
  readonly percent: string;
}

async function loadRules(read: Reader, sales: readonly Sale[], plans: readonly PlanRow[]): Promise<MarginRules> {
  const sellers = new Set(sales.map((sale) => sale.sellerId));
  if (sellers.size === 0) return new Map();
  const buyers = new Set(sales.map((sale) => sale.buyerId).filter((id) => id !== undefined));
  const rows = await read.query<MarginColumns>(
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
    rows.map((row) => ({
      sellerId: row.seller_id,
      accountId: row.account_id,
      productId: row.product_id,
      planId: row.plan_id,
      percentMillionths: parsePercent(row.percent) ?? 0n,
    })),
  );
}
