import { accountIdsOf, sellerIdOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PriceBuyer } from '../../loaders/prices.ts';
import type { PlanPromotion } from '../../loaders/promotions.ts';
import type { SeenPeriod } from '../../loaders/price-periods.ts';
import { rangesAt, stretchAround } from '../../rules/prices/price-period.ts';
import { exactText, parsePercent } from '../../rules/prices/price.ts';
import {
  ownershipLimitOf,
  type OfferedSale,
  type Offering,
  type OwnershipLimit,
} from '../../rules/products/offering.ts';
import type { PlanKind } from '../../rules/products/plan-kind.ts';
import type { AccountPlace } from '../hierarchy/ask-for-account.ts';
import { isSoldBy } from '../marketplaces/shops.ts';
import { offeredPlan } from '../products/offered.ts';
import { saleOf } from '../products/plan-sale.ts';
import { costIn } from './prices.ts';

/** A plan with the sealed prices of every tier. */
export interface OrderQuote {
  readonly plan: PlanRow;
  readonly sealedTiers: string;
}

/** Who would buy: an account, or a new child of a seller. */
export type QuotedBuyer =
  { readonly kind: 'account'; readonly id: Id<'acc'> } | { readonly kind: 'new-child'; readonly sellerId: Id<'acc'> };

/** The plans to quote, and who would buy them. */
export interface QuoteRequest {
  readonly buyer: QuotedBuyer;
  readonly planIds: readonly Id<'pln'>[];
}

/**
 * What is sealed is padded to blocks of this size, which hold the exact prices of a dozen tiers. So the length of the
 * sealed text reveals neither the number of sellers nor the number of digits in their prices.
 */
const SEALED_BLOCK_BYTES = 2_048;

/** In the sealed prices a new child is named by an empty text, since it has no id yet. */
const NEW_CHILD_ID = '';

/** One account on the way from the provider to the buyer, and the price that it pays. */
interface Tier {
  readonly accountId: Id<'acc'> | typeof NEW_CHILD_ID;
  readonly buyer: PriceBuyer;
}

/**
 * Quotes plans for an order: the exact price of each account from the provider down to the buyer. The viewer must not
 * learn the margins above it, so the prices are sealed with the platform's key and only orders opens them.
 * Plans that do not exist, or that the viewer may not see, are left out. Empty when the viewer may not see the buyer or the seller.
 */
export async function quoteForOrder(
  context: SignedInContext,
  { buyer, planIds }: QuoteRequest,
): Promise<readonly OrderQuote[]> {
  const { loaders } = context;
  const place = await loaders.place.load(buyer.kind === 'account' ? buyer.id : buyer.sellerId);
  if (place === null) return [];
  const tiers = tiersTo(place.path, buyer.kind);
  const plans = (await Promise.all(planIds.map((id) => offeredPlan(context, id)))).filter((plan) => plan !== null);
  const sellerId = listingSeller(place, buyer);
  return Promise.all(
    plans.map(async (plan) => {
      const isSold = sellerId === undefined || (await isSoldBy(context, sellerId, plan));
      return quotePlan(context, { plan, isSold }, tiers);
    }),
  );
}

/** Whose listings decide what the buyer can order: those of a customer's seller. */
function listingSeller({ type, path }: AccountPlace, buyer: QuotedBuyer): Id<'acc'> | undefined {
  if (buyer.kind === 'new-child') return buyer.sellerId;
  return type === 'CUSTOMER' ? sellerIdOf(path) : undefined;
}

/** What one account pays for a seat. */
interface SealedPrice {
  readonly unitMinor: string;
  /** The prices of other quantities, where they have prices of their own. */
  readonly ranges?: readonly { readonly from: number; readonly unitMinor: string }[];
}

/** What the offer matrix asks of an order besides seats, where it asks anything. */
interface OfferTerms {
  /** Part numbers, those which the catalogue lacks included. */
  readonly prerequisites?: readonly string[];
  readonly ownership?: OwnershipLimit;
}

function termsOf({ offer }: Offering): OfferTerms | undefined {
  if (offer === undefined) return undefined;
  const ownership = ownershipLimitOf(offer);
  if (offer.prerequisites.length === 0 && ownership === undefined) return undefined;
  return { prerequisites: offer.prerequisites, ...(ownership === undefined ? {} : { ownership }) };
}

/** A promotion with which the plan can be ordered now. */
interface Offer extends Pick<PlanPromotion, 'id' | 'vendorKey' | 'minQuantity' | 'maxQuantity'> {}

/** What is sealed for one tier. The first one, the provider's, also says what the plan is, and how it can be ordered. */
interface SealedTier extends SealedPrice {
  readonly accountId: string;
  /** What it pays with each of the offers, in their order. */
  readonly promoted?: readonly SealedPrice[];
  readonly sale?: OfferedSale | typeof NOT_LISTED;
  /** What the vendor asks of an order besides seats. */
  readonly offer?: OfferTerms;
  readonly kind?: PlanKind;
  readonly offers?: readonly Offer[];
}

/** The seller of the buyer does not list the product where it lists products. */
const NOT_LISTED = { kind: 'not-listed' } as const;

/** A plan, and whether the seller sells it to its customers at all. */
interface OfferedPlan {
  readonly plan: PlanRow;
  readonly isSold: boolean;
}

async function quotePlan(
  context: SignedInContext,
  { plan, isSold }: OfferedPlan,
  tiers: readonly Tier[],
): Promise<OrderQuote> {
  const { loaders, deps } = context;
  const [periods, promotions, sale, offering] = await Promise.all([
    loaders.periods.load(plan.id),
    loaders.planPromotions.load(plan.id),
    saleOf(context, plan),
    loaders.offering.load(plan.productId),
  ]);
  const sealed = await Promise.all(
    tiers.map(async ({ accountId, buyer }, index): Promise<SealedTier> => {
      const quoted: Quoted = { context, plan, periods, buyer };
      const promoted = promotions.map(({ percentOff }) => pricesOf(quoted, parsePercent(percentOff)));
      return {
        accountId,
        ...(await pricesOf(quoted)),
        ...(promotions.length === 0 ? {} : { promoted: await Promise.all(promoted) }),
        ...(index > 0 ? {} : { sale: isSold ? sale : NOT_LISTED, kind: plan.kind }),
        ...(index > 0 || promotions.length === 0 ? {} : { offers: promotions.map(toOffer) }),
      };
    }),
  );
  // How many promotions a plan has is no secret.
  const blockBytes = SEALED_BLOCK_BYTES * (1 + promotions.length);
  const text = sealable(sealed, { terms: termsOf(offering), blockBytes });
  return { plan, sealedTiers: deps.config.sealer.sealPadded(text, blockBytes) };
}

/**
 * The text to seal. What the offer matrix says may be long and everybody may know it: the tiers are filled up to whole
 * blocks before it is added, so that with a known length of it nothing more is revealed of them.
 */
function sealable(
  tiers: readonly SealedTier[],
  { terms, blockBytes }: { readonly terms: OfferTerms | undefined; readonly blockBytes: number },
): string {
  const text = JSON.stringify(tiers);
  if (terms === undefined) return text;
  const blocks = Math.ceil(text.length / blockBytes);
  const withTerms = JSON.stringify(tiers.map((tier, index) => (index > 0 ? tier : { ...tier, offer: terms })));
  return withTerms + ' '.repeat(blocks * blockBytes - text.length);
}

function toOffer({ id, vendorKey, minQuantity, maxQuantity }: PlanPromotion): Offer {
  return { id, vendorKey, minQuantity, maxQuantity };
}

interface Quoted {
  readonly context: SignedInContext;
  readonly plan: PlanRow;
  readonly periods: readonly SeenPeriod[];
  readonly buyer: PriceBuyer;
}

/** What a buyer pays for each quantity now, with what a promotion takes off the vendor's price. */
async function pricesOf({ context, plan, periods, buyer }: Quoted, discountMillionths = 0n): Promise<SealedPrice> {
  const { loaders } = context;
  const ranges = rangesAt(periods, loaders.moment);
  const priceIn = async (period: SeenPeriod) =>
    exactText(await loaders.price.load({ ...costIn(context, plan, period), discountMillionths, buyer }));
  const known = ranges[0] ?? stretchAround(periods, loaders.moment);
  const unitMinor = known === undefined ? '0' : await priceIn(known);
  if (ranges.length < 2) return { unitMinor };
  const priced = ranges.map(async (range) => ({ from: range.minQuantity, unitMinor: await priceIn(range) }));
  return { unitMinor, ranges: await Promise.all(priced) };
}

function tiersTo(path: string, buyerKind: QuotedBuyer['kind']): readonly Tier[] {
  const labels = path.split('.');
  const tiers = accountIdsOf(path).map((accountId, index): Tier => ({
    accountId,
    buyer: { kind: 'account', path: labels.slice(0, index + 1).join('.') },
  }));
  if (buyerKind === 'account') return tiers;
  return [...tiers, { accountId: NEW_CHILD_ID, buyer: { kind: 'any-child', sellerPath: path } }];
}
