import { ask, type AskGraph } from '../../shared/graph.ts';
import { FindPlansDocument, OrderQuoteDocument, type OrderQuoteQuery } from '../connectors/graph/generated/graphql.ts';
import type { OrdersConfig } from '../config.ts';
import type { TierPrice } from '../rules/tier-price.ts';

/** Who will pay the seller: an account there is, or any new child of a seller. */
export type Buyer = { readonly buyerId: string } | { readonly sellerId: string };

/** A plan with its price for everybody on the way to the buyer. */
export interface QuotedPlan {
  readonly plan: OrderQuoteQuery['orderQuote'][number]['plan'];
  /** From the provider down to the buyer; a new child of a seller is called by the empty id. */
  readonly tiers: readonly TierPrice[];
}

interface Quoting {
  readonly askGraph: AskGraph;
  readonly config: Pick<OrdersConfig, 'sealer'>;
}

/** Asks the catalogue what plans cost a buyer. Plans that are not there are missing in the answer. */
export async function quotePlans(
  { askGraph, config }: Quoting,
  buyer: Buyer,
  planIds: readonly string[],
  contextToken: string,
): Promise<ReadonlyMap<string, QuotedPlan>> {
  if (planIds.length === 0) return new Map();
  const variables = {
    buyerId: 'buyerId' in buyer ? buyer.buyerId : null,
    sellerId: 'sellerId' in buyer ? buyer.sellerId : null,
    planIds: [...new Set(planIds)],
  };
  const { orderQuote } = await ask(askGraph, OrderQuoteDocument, variables, contextToken);
  return new Map(
    orderQuote.map(({ plan, sealedTiers }) => [
      plan.id,
      { plan, tiers: JSON.parse(config.sealer.open(sealedTiers)) as readonly TierPrice[] },
    ]),
  );
}

/** A line named by its MPN. */
export interface NamedLine {
  readonly mpn: string;
  readonly term: string | undefined;
  readonly billingCycle: string | undefined;
}

interface PlanChoice {
  readonly segment: string;
  readonly market: string;
  readonly currency: string;
}

/**
 * Finds the plans of lines that are named by MPN, term and billing cycle.
 * Answers the plan ids that match each line: none or several mean that the name does not decide.
 */
export async function findPlans(
  { askGraph }: Quoting,
  lines: readonly NamedLine[],
  choice: PlanChoice,
  contextToken: string,
): Promise<readonly (readonly string[])[]> {
  if (lines.length === 0) return [];
  const mpns = [...new Set(lines.map(({ mpn }) => mpn))];
  const variables = { mpns, count: mpns.length, filter: choice } as Parameters<typeof ask<unknown, never>>[2];
  const { products } = await ask(askGraph, FindPlansDocument, variables, contextToken);
  return lines.map(({ mpn, term, billingCycle }) =>
    products.nodes
      .filter((product) => product.mpn === mpn)
      .flatMap(({ plans }) => plans)
      .filter((plan) => term === undefined || plan.term === term)
      .filter((plan) => billingCycle === undefined || plan.billingCycle === billingCycle)
      .map(({ id }) => id),
  );
}
