import DataLoader from 'dataloader';
import { isGiven, type Optional } from '../../shared/domain/given.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { DefaultMargins } from '../config.ts';
import type { PlanRow } from '../entities/plan.ts';
import { stepOf } from '../rules/prices/margin-step.ts';
import { nearestMargin, type MarginRules } from '../rules/prices/nearest-margin.ts';
import { exactMinor, priceAlong, withPercent, type ExactAmount, type PriceStep } from '../rules/prices/price.ts';
import { salesTo, salesToChildOf, type Sale } from '../rules/prices/seller-chain.ts';
import { loadMarginRules } from './margin-rules.ts';

/** Who pays a price: the account at a path, or any direct child of the account at a path. */
export type PriceBuyer =
  { readonly kind: 'account'; readonly path: string } | { readonly kind: 'any-child'; readonly sellerPath: string };

/** A plan with what the provider pays for a seat of it in one of its periods. */
export interface PlanCost {
  readonly plan: PlanRow;
  /** An exact decimal in units of the plan's currency. */
  readonly unitCost: string;
  /** What the vendor recommends in that period, likewise; nothing where it does not. */
  readonly retail: Optional<string>;
  /** When the rules must hold. */
  readonly moment: Date;
  /** What a promotion takes off the cost, in millionths of a percent; nothing unless given. */
  readonly discountMillionths?: bigint;
}

/** The price for a buyer of what the provider pays for a seat of a plan. */
export interface PriceKey extends PlanCost {
  readonly buyer: PriceBuyer;
}

/** Batches prices: the rules of all plans, sellers and buyers of a batch are one statement. */
export function createPriceLoader(
  read: Reader,
  defaultMargins: DefaultMargins,
): DataLoader<PriceKey, ExactAmount, string> {
  return new DataLoader(
    async (keys) => {
      const buyers = new Map(keys.map(({ buyer }) => [buyerKey(buyer), salesOf(buyer)]));
      const priced = keys.map((key) => ({ key, sales: buyers.get(buyerKey(key.buyer)) ?? [] }));
      const rules = await loadMarginRules(read, {
        sales: [...buyers.values()].flat(),
        plans: keys.map(({ plan }) => plan),
        moments: keys.map(({ moment }) => moment),
      });
      return priced.map(({ key, sales }) => priceOf(key, sales, { rules, ...defaultMargins }));
    },
    {
      cacheKeyFn: ({ plan, unitCost, retail, moment, discountMillionths = 0n, buyer }) =>
        `${plan.id}|${unitCost}|${retail ?? ''}|${moment.getTime()}|${discountMillionths}|${buyerKey(buyer)}`,
    },
  );
}

/** Paths have letters and digits between their points. */
function buyerKey(buyer: PriceBuyer): string {
  return buyer.kind === 'account' ? buyer.path : `${buyer.sellerPath}.*`;
}

function salesOf(buyer: PriceBuyer): readonly Sale[] {
  return buyer.kind === 'account' ? salesTo(buyer.path) : salesToChildOf(buyer.sellerPath);
}

interface Pricing extends DefaultMargins {
  readonly rules: MarginRules;
}

function priceOf(
  { plan, unitCost, retail, moment, discountMillionths = 0n }: PriceKey,
  sales: readonly Sale[],
  { rules, providerMillionths, resellerMillionths }: Pricing,
): ExactAmount {
  const { id, productId, currency } = plan;
  const exactRetail = isGiven(retail) ? exactMinor(retail, currency) : undefined;
  const steps = sales.map((sale, tier): PriceStep => {
    const rule = nearestMargin(rules, sale, { id, productId, moment, hasRetail: exactRetail !== undefined });
    if (rule !== undefined) return stepOf(rule.price, currency, exactRetail);
    return { kind: 'add', millionths: tier === 0 ? providerMillionths : resellerMillionths };
  });
  return priceAlong(withPercent(exactMinor(unitCost, currency), -discountMillionths), steps);
}
