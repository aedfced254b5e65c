import {
  collection,
  list,
  object,
  oneOf,
  optional,
  optionalText,
  text,
  UnexpectedAnswer,
  type Json,
} from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type {
  ProductPromotion,
  PromotedItem,
  PromotionEligibility,
  PromotionProduct,
} from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Lists the promotions that commercial customers in a country can have now. */
export function listPromotions(country: string): PartnerCenterRequest<readonly ProductPromotion[]> {
  const query = new URLSearchParams({ country, segment: 'commercial' });
  return {
    operation: 'listPromotions',
    method: 'GET',
    path: `/v1/productpromotions?${query.toString()}`,
    parse: collection(parsePromotion),
  };
}

/** Asks whether a customer can buy items with promotions. It buys nothing, although it is a POST. */
export function checkPromotions(
  customerId: string,
  items: readonly PromotedItem[],
): PartnerCenterRequest<readonly PromotionEligibility[]> {
  return {
    operation: 'checkPromotions',
    method: 'POST',
    path: `${customerPath(customerId)}/promotionEligibilities`,
    body: { items: items.map((item, id) => ({ id, ...item })) },
    parse: collection(parseEligibility),
  };
}

function parsePromotion(item: unknown): ProductPromotion {
  const from = object(item, 'promotion');
  const constraints = optional(from, 'promotionConstraints', (value) => object(value, 'promotionConstraints')) ?? {};
  const [seats = {}] =
    optional(constraints, 'seatConstraints', (value) =>
      list(value, 'seatConstraints', (each) => object(each, 'seatConstraint')),
    ) ?? [];
  return {
    id: text(from, 'id'),
    name: text(from, 'name'),
    description: optionalText(from, 'description'),
    startDate: text(from, 'startDate'),
    endDate: text(from, 'endDate'),
    minSeats: optionalCount(seats, 'minSeats'),
    maxSeats: optionalCount(seats, 'maxSeats'),
    products: list(from['requiredProducts'], 'requiredProducts', parseProduct),
  };
}

function parseProduct(item: unknown): PromotionProduct {
  const from = object(item, 'requiredProduct');
  const term = object(from['term'], 'term');
  return {
    productId: text(from, 'productId'),
    skuId: text(from, 'skuId'),
    termDuration: text(term, 'duration'),
    billingCycle: text(term, 'billingCycle'),
    policies: list(from['pricingPolicies'], 'pricingPolicies', (policy) => {
      const fields = object(policy, 'pricingPolicy');
      return { type: text(fields, 'policyType'), value: text(fields, 'value') };
    }),
  };
}

function optionalCount(from: Json, field: string): number | undefined {
  const value = from[field];
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

function parseEligibility(item: unknown): PromotionEligibility {
  const from = object(item, 'eligibilities');
  const [answer] = list(from['eligibilities'], 'eligibilities', (each) => object(each, 'eligibility'));
  if (answer === undefined) throw new UnexpectedAnswer('eligibilities is empty');
  const errors = optional(answer, 'errors', (value) =>
    list(value, 'errors', (each) => {
      const fields = object(each, 'error');
      return { code: text(fields, 'type'), description: optionalText(fields, 'description') ?? text(fields, 'type') };
    }),
  );
  return {
    isEligible: oneOf(String(answer['isEligible']), ['true', 'false'], 'false') === 'true',
    reasons: errors ?? [],
  };
}
