import { ask, type AskGraph } from '../../../shared/graphql/ask-graph.ts';
import {
  FindPlansDocument,
  OrderQuoteDocument,
  type FindPlansQuery,
  type FindPlansQueryVariables,
  type OrderQuoteQuery,
} from '../../connectors/graph/generated/graphql.ts';
import { meansMpn } from '../../../shared/domain/mpn.ts';
import type { OrdersConfig } from '../../config.ts';
import type { TierPrice } from '../../rules/billing/tier-price.ts';

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

/** How many products are asked for at once, and how many pages of them: part numbers without SKU mean several each. */
const PAGE = 100;
const MAX_PAGES = 10;

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
 * Finds the plans of lines that are named by MPN, term and billing cycle. The part number may be written in any case, with
 * a slash, and without its SKU where only one has such a plan.
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
  const products = await findProducts(askGraph, { mpns, filter: choice }, contextToken);
  return lines.map(({ mpn, term, billingCycle }) =>
    products
      .filter((product) => meansMpn(mpn, product.mpn))
      .flatMap(({ plans }) => plans)
      .filter((plan) => term === undefined || plan.term === term)
      .filter((plan) => billingCycle === undefined || plan.billingCycle === billingCycle)
      .map(({ id }) => id),
  );
}

type FoundProduct = FindPlansQuery['products']['nodes'][number];

async function findProducts(
  askGraph: AskGraph,
  wanted: { readonly mpns: readonly string[]; readonly filter: PlanChoice },
  contextToken: string,
): Promise<readonly FoundProduct[]> {
  const found: FoundProduct[] = [];
  let after: string | null | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const variables = { ...wanted, count: PAGE, after } as unknown as FindPlansQueryVariables;
    const { products } = await ask(askGraph, FindPlansDocument, variables, contextToken);
    found.push(...products.nodes);
    if (!products.pageInfo.hasNextPage) break;
    after = products.pageInfo.endCursor;
  }
  return found;
}
