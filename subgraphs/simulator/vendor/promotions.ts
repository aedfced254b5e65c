import type { SimulatedCustomer } from './effects.ts';
import type { World } from '../http/route-types.ts';

/** A product that a promotion makes cheaper, with the term and the billing cycle for which it does. */
export interface PromotedProduct {
  readonly productId: string;
  readonly skuId: string;
  readonly duration: string;
  readonly billingCycle: 'Monthly' | 'Annual';
  /** The part of the price that is left out, as a decimal: `0.15`. */
  readonly discount: string;
}

/** A promotion of the vendor, for commercial customers. */
export interface SeededPromotion {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** RFC 3339: the first moment, and the first one after it. */
  readonly startDate: string;
  readonly endDate: string;
  /** The countries of the customers that it is for; all of them unless given. */
  readonly countries?: readonly string[];
  readonly products: readonly PromotedProduct[];
  readonly minSeats?: number;
  readonly maxSeats?: number;
  /** How often one customer may have it; as often as it likes unless given. */
  readonly maxRedemptions?: number;
  /** Whether it is only for customers that have never bought the product. */
  readonly firstPurchase?: boolean;
}

const FOR_YEARS = { startDate: '2026-01-01T00:00:00+00:00', endDate: '9999-01-01T00:00:00+00:00' } as const;

function yearly(productId: string, discount: string, cycles: readonly PromotedProduct['billingCycle'][]) {
  return cycles.map((billingCycle) => ({ productId, skuId: '0001', duration: 'P1Y', billingCycle, discount }));
}

/** The promotions that every simulator knows, for products of the sample price list. */
export const DEFAULT_PROMOTIONS: readonly SeededPromotion[] = [
  {
    ...FOR_YEARS,
    id: 'PROMOTION0001:0001:2001',
    name: 'Business Basic for less',
    description: '15 % off the first year of Business Basic',
    products: yearly('CFQ7TTC0LH18', '0.15', ['Monthly', 'Annual']),
    maxSeats: 300,
  },
  {
    ...FOR_YEARS,
    id: 'PROMOTION0002:0001:2002',
    name: 'Copilot for teams',
    description: '20 % off for those who begin with ten seats',
    products: yearly('CFQ7TTC0MM8R', '0.2', ['Annual']),
    minSeats: 10,
    maxSeats: 100,
  },
  {
    ...FOR_YEARS,
    id: 'PROMOTION0003:0001:2003',
    name: 'Exchange for newcomers',
    description: '10 % off the first purchase of Exchange Online',
    products: yearly('CFQ7TTC0LH16', '0.1', ['Monthly']),
    firstPurchase: true,
  },
  {
    ...FOR_YEARS,
    id: 'PROMOTION0004:0001:2004',
    name: 'Business Standard in Germany',
    description: '25 % off Business Standard, for customers in Germany',
    countries: ['DE'],
    products: yearly('CFQ7TTC0LDPB', '0.25', ['Annual']),
  },
];

/** The promotions that customers of a country can have at this moment. */
export function currentPromotions({ settings, nowMs }: World, country: string): readonly SeededPromotion[] {
  return settings.promotions.filter(
    ({ startDate, endDate, countries }) =>
      Date.parse(startDate) <= nowMs && nowMs < Date.parse(endDate) && (countries?.includes(country) ?? true),
  );
}

/** What is about to be bought with a promotion. */
export interface PromotedPurchase {
  /** `productId:skuId:availabilityId`. */
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: string;
  readonly billingCycle: string;
  readonly promotionId: string;
}

/** Why a customer cannot have a promotion, with the vendor's word for it. */
export interface PromotionError {
  readonly type: string;
  readonly description: string;
  readonly [detail: string]: unknown;
}

/** The reasons why a customer cannot buy something with a promotion; none when it can. */
export function promotionErrors(
  world: World,
  customer: SimulatedCustomer,
  purchase: PromotedPurchase,
): readonly PromotionError[] {
  const promotion = currentPromotions(world, customer.country).find(({ id }) => id === purchase.promotionId);
  if (promotion === undefined) {
    return [{ type: 'InvalidPromotion', description: 'The promotion does not exist, or not for this customer now.' }];
  }
  const ofProduct = promotion.products.filter((product) => isProduct(purchase.catalogItemId, product));
  if (ofProduct.length === 0) {
    return [{ type: 'InvalidCatalogItemId', description: 'The promotion is not for this product.' }];
  }
  return [
    ...termErrors(ofProduct, purchase),
    ...seatErrors(promotion, purchase.quantity),
    ...ownershipErrors(world, customer, { promotion, purchase }),
  ];
}

function isProduct(catalogItemId: string, { productId, skuId }: PromotedProduct): boolean {
  return catalogItemId.startsWith(`${productId}:${skuId}:`);
}

function termErrors(products: readonly PromotedProduct[], purchase: PromotedPurchase): readonly PromotionError[] {
  const { termDuration, billingCycle } = purchase;
  const isOne = products.some(
    (product) => product.duration === termDuration && product.billingCycle.toLowerCase() === billingCycle.toLowerCase(),
  );
  if (isOne) return [];
  const eligibleTerms = products.map(({ duration, billingCycle: cycle }) => ({ duration, billingCycle: cycle }));
  return [{ type: 'Term', description: 'The promotion is not for this term and billing cycle.', eligibleTerms }];
}

function seatErrors({ minSeats, maxSeats }: SeededPromotion, quantity: number): readonly PromotionError[] {
  if (quantity >= (minSeats ?? 1) && quantity <= (maxSeats ?? Number.POSITIVE_INFINITY)) return [];
  return [
    {
      type: 'SeatCount',
      description: 'The promotion is not for this number of seats.',
      minRequiredSeats: minSeats ?? null,
      maxRequiredSeats: maxSeats ?? null,
    },
  ];
}

/** What depends on what the customer has bought before. */
function ownershipErrors(
  { state }: World,
  { customerId }: SimulatedCustomer,
  { promotion, purchase }: { readonly promotion: SeededPromotion; readonly purchase: PromotedPurchase },
): readonly PromotionError[] {
  const bought = (state.orderIdsByCustomer.get(customerId) ?? [])
    .flatMap((orderId) => state.orders.get(orderId)?.lines ?? [])
    .filter(({ outcome }) => outcome === 'fulfilled')
    .map(({ item }) => item);
  const errors: PromotionError[] = [];
  const { firstPurchase = false, maxRedemptions, products } = promotion;
  const promoted = products.filter((product) => isProduct(purchase.catalogItemId, product));
  if (firstPurchase && bought.some(({ catalogItemId }) => promoted.some((each) => isProduct(catalogItemId, each)))) {
    errors.push({
      type: 'OfferPurchasedPreviously',
      description: 'The customer has bought this product before.',
    });
  }
  const redemptions = bought.filter(({ promotionId }) => promotionId === promotion.id).length;
  if (maxRedemptions !== undefined && redemptions >= maxRedemptions) {
    errors.push({
      type: 'RedemptionLimit',
      description: 'The customer has had this promotion as often as it may.',
      maxPromotionRedemptionCount: maxRedemptions,
      remainingPromotionRedemptionCount: 0,
    });
  }
  return errors;
}
