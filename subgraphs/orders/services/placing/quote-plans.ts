import type { Id } from '../../../shared/domain/ids.ts';
import { meansMpn } from '../../../shared/domain/mpn.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import {
  FindPlansDocument,
  OrderQuoteDocument,
  type FindPlansQuery,
  type OrderQuoteQuery,
} from '../../connectors/graph/generated/graphql.ts';
import type { OrdersContext } from '../../context.ts';
import type { TierPrice } from '../../rules/billing/tier-price.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import type { CheckedPlan } from '../../rules/placing/order-checks.ts';
import type { RequestedPlan } from '../../rules/placing/order-request.ts';
import type { PlanRhythm } from '../../rules/subscriptions/subscription-term.ts';

/** Who would pay the seller: an account, or a customer that a seller is about to create. */
export type Buyer =
  | { readonly kind: 'account'; readonly id: Id<'acc'> }
  | { readonly kind: 'new-customer'; readonly sellerId: Id<'acc'> };

/** What the catalogue says of a plan. */
export interface PlanFacts extends CheckedPlan, PlanRhythm {
  readonly id: Id<'pln'>;
  readonly product: CheckedPlan['product'] & { readonly id: Id<'prd'>; readonly category: string };
}

/** What a plan costs the buyer and each of its sellers. */
export interface QuotedTiers {
  /** From the provider down to the buyer; a new customer is not among them. */
  readonly tiers: readonly TierPrice[];
  /** The exact price for the new customer, in minor units; undefined for a buyer that exists. */
  readonly newCustomerUnitMinor: string | undefined;
}

/** A plan with its prices. */
export interface QuotedPlan extends QuotedTiers {
  readonly plan: PlanFacts;
}

/** Tiers as they are sealed: a customer that does not exist yet has no id. */
export interface SealedTier {
  readonly accountId: string;
  readonly unitMinor: string;
}

const NO_ACCOUNT = '';

/** Reads tiers that were sealed. */
export function fromSealedTiers(sealed: readonly SealedTier[]): QuotedTiers {
  const known = sealed.filter(({ accountId }) => accountId !== NO_ACCOUNT);
  return {
    tiers: known.map(({ accountId, unitMinor }) => ({ accountId: accountId as Id<'acc'>, unitMinor })),
    newCustomerUnitMinor: sealed.find(({ accountId }) => accountId === NO_ACCOUNT)?.unitMinor,
  };
}

/** Writes tiers to be sealed. */
export function toSealedTiers({ tiers, newCustomerUnitMinor }: QuotedTiers): readonly SealedTier[] {
  if (newCustomerUnitMinor === undefined) return tiers;
  return [...tiers, { accountId: NO_ACCOUNT, unitMinor: newCustomerUnitMinor }];
}

/** Asks the catalogue for the prices of plans. Plans that do not exist are missing in the answer. */
export async function quotePlans(
  { deps, contextToken }: OrdersContext,
  buyer: Buyer,
  planIds: readonly Id<'pln'>[],
): Promise<ReadonlyMap<Id<'pln'>, QuotedPlan>> {
  if (planIds.length === 0) return new Map();
  const variables = {
    ...(buyer.kind === 'account' ? { buyerId: buyer.id } : { sellerId: buyer.sellerId }),
    planIds: [...new Set(planIds)],
  };
  const { orderQuote } = await ask(deps.askGraph, OrderQuoteDocument, variables, contextToken);
  return new Map(
    orderQuote.map(({ plan, sealedTiers }) => {
      const facts = toFacts(plan);
      const sealed = JSON.parse(deps.config.sealer.open(sealedTiers)) as readonly SealedTier[];
      return [facts.id, { plan: facts, ...fromSealedTiers(sealed) }];
    }),
  );
}

function toFacts({ product, ...plan }: OrderQuoteQuery['orderQuote'][number]['plan']): PlanFacts {
  return { ...plan, id: plan.id as Id<'pln'>, product: { ...product, id: product.id as Id<'prd'> } };
}

/** How many products are asked for at once, and how many pages of them: a part number without SKU names several. */
const PAGE = 100;
const MAX_PAGES = 10;

/** A plan named by the part number of its product. */
export type NamedPlan = Extract<RequestedPlan, { kind: 'mpn' }>;

/** Which of a product's plans may be meant. */
export interface PlanChoice {
  readonly segment: Exclude<CustomerSegment, 'GOVERNMENT'>;
  readonly market: string;
  readonly currency: string;
}

/**
 * Finds plans by MPN, term and billing cycle. The part number may be written in any case, with a slash, and without its SKU
 * when only one SKU has such a plan. Answers the ids of the plans that match each name: none or several mean that the name
 * does not decide.
 */
export async function findPlans(
  context: OrdersContext,
  names: readonly NamedPlan[],
  choice: PlanChoice,
): Promise<readonly (readonly Id<'pln'>[])[]> {
  if (names.length === 0) return [];
  const products = await findProducts(context, [...new Set(names.map(({ mpn }) => mpn))], choice);
  return names.map(({ mpn, term, billingCycle }) =>
    products
      .filter((product) => meansMpn(mpn, product.mpn))
      .flatMap(({ plans }) => plans)
      .filter((plan) => term === undefined || plan.term === term)
      .filter((plan) => billingCycle === undefined || plan.billingCycle === billingCycle)
      .map(({ id }) => id as Id<'pln'>),
  );
}

type FoundProduct = FindPlansQuery['products']['nodes'][number];

async function findProducts(
  { deps, contextToken }: OrdersContext,
  mpns: readonly string[],
  filter: PlanChoice,
): Promise<readonly FoundProduct[]> {
  const found: FoundProduct[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const variables = { mpns: [...mpns], filter, count: PAGE, after };
    const { products } = await ask(deps.askGraph, FindPlansDocument, variables, contextToken);
    found.push(...products.nodes);
    const { hasNextPage, endCursor } = products.pageInfo;
    if (!hasNextPage || typeof endCursor !== 'string') break;
    after = endCursor;
  }
  return found;
}
