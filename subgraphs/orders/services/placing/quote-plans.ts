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
import type { CheckedPlan, OfferTerms, PlanSale } from '../../rules/placing/order-checks.ts';
import type { RequestedPlan } from '../../rules/placing/order-request.ts';
import type { PlanKind } from '../../rules/subscriptions/plan-kind.ts';
import type { PlanRhythm } from '../../rules/subscriptions/subscription-term.ts';

/** Who would pay the seller: an account, or a customer that a seller is about to create. */
export type Buyer =
  | { readonly kind: 'account'; readonly id: Id<'acc'> }
  | { readonly kind: 'new-customer'; readonly sellerId: Id<'acc'> };

/** What the catalogue says of a plan. */
export interface PlanFacts extends CheckedPlan, PlanRhythm {
  readonly id: Id<'pln'>;
  readonly product: CheckedPlan['product'] & {
    readonly id: Id<'prd'>;
    readonly category: string;
    readonly vendorName: string;
  };
}

/** What a plan costs the buyer and each of its sellers. */
export interface QuotedTiers {
  /** From the provider down to the buyer; a new customer is not among them. */
  readonly tiers: readonly TierPrice[];
  /** The exact price for the new customer, in minor units; undefined for a buyer that exists. */
  readonly newCustomerUnitMinor: string | undefined;
}

/** A plan with its prices for one seat, and as they were sealed: other quantities may have other prices. */
export interface QuotedPlan extends QuotedTiers {
  readonly plan: PlanFacts;
  readonly sealed: readonly SealedTier[];
  /** The promotions with which the plan can be ordered now. */
  readonly offers: readonly Offer[];
  /** The prices without the promotion, where they are with one. */
  readonly regular?: QuotedTiers | undefined;
  /** The promotion with which they are. */
  readonly promotion?: Offer | undefined;
}

/** A promotion with which a plan can be ordered. */
export interface Offer {
  readonly id: Id<'pro'>;
  /** The vendor's id of it. */
  readonly vendorKey: string;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
}

/** What one account pays for a seat. */
interface SealedPrice {
  readonly unitMinor: string;
  /** The prices of quantities from a number of seats on, the smallest first, where they differ. */
  readonly ranges?: readonly { readonly from: number; readonly unitMinor: string }[];
}

/** Tiers as they are sealed: a customer that does not exist yet has no id. The first tier says more about the plan. */
export interface SealedTier extends SealedPrice {
  readonly accountId: string;
  /** The prices with each of the offers, in their order. */
  readonly promoted?: readonly SealedPrice[];
  /** Whether the plan can be ordered. */
  readonly sale?: PlanSale;
  readonly kind?: PlanKind;
  readonly offers?: readonly Offer[];
  /** What the vendor asks of an order besides seats: the first tier says so. */
  readonly offer?: OfferTerms;
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

/** The prices of a plan for a quantity, with a promotion if it is offered for the plan. */
export function atQuantity(quoted: QuotedPlan, quantity: number, promotionId?: Id<'pro'>): QuotedPlan {
  const offered = quoted.offers.findIndex(({ id }) => id === promotionId);
  const tiers = (priceOf: (tier: SealedTier) => SealedPrice): QuotedTiers =>
    fromSealedTiers(
      quoted.sealed.map((tier) => ({ accountId: tier.accountId, unitMinor: forQuantity(priceOf(tier), quantity) })),
    );
  const regular = tiers((tier) => tier);
  if (offered === -1) return { ...quoted, ...regular };
  const promoted = tiers((tier) => tier.promoted?.[offered] ?? tier);
  return { ...quoted, ...promoted, regular, promotion: quoted.offers[offered] };
}

function forQuantity({ unitMinor, ranges = [] }: SealedPrice, quantity: number): string {
  return ranges.findLast(({ from }) => from <= quantity)?.unitMinor ?? unitMinor;
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
      const sealed = JSON.parse(deps.config.sealer.open(sealedTiers)) as readonly SealedTier[];
      const [first] = sealed;
      const facts = { ...toFacts(plan), sale: first?.sale, kind: first?.kind, offer: first?.offer };
      return [facts.id, { plan: facts, sealed, offers: first?.offers ?? [], ...fromSealedTiers(sealed) }];
    }),
  );
}

function toFacts({ product, ...plan }: OrderQuoteQuery['orderQuote'][number]['plan']): PlanFacts {
  const { vendor, ...others } = product;
  return {
    ...plan,
    id: plan.id as Id<'pln'>,
    product: { ...others, id: product.id as Id<'prd'>, vendorName: vendor.name },
  };
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
