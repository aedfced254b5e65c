import { currentPromotions, promotionErrors, type SeededPromotion } from '../vendor/promotions.ts';
import { relatedCustomer } from '../vendor/tenants.ts';
import { fieldsOf, requiredText } from './body-fields.ts';
import { invalidInput } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';

/** `GET /v1/productpromotions?country=&segment=`: the current promotions of a country, for commercial customers only. */
export function listPromotions(world: World, request: RouteRequest): Outcome {
  const country = request.query.get('country') ?? '';
  if (!/^[A-Z]{2}$/.test(country)) throw invalidInput('country must be a code of two letters.');
  if (request.query.get('segment')?.toLowerCase() !== 'commercial') throw invalidInput('segment must be commercial.');
  const items = currentPromotions(world, country).map(promotionBody);
  return { status: 200, body: { totalCount: items.length, items, attributes: { objectType: 'Collection' } } };
}

function promotionBody(promotion: SeededPromotion): Record<string, unknown> {
  const { id, name, description, startDate, endDate, products, maxRedemptions } = promotion;
  const { minSeats, maxSeats, firstPurchase } = promotion;
  const hasSeats = minSeats !== undefined || maxSeats !== undefined;
  const promotionConstraints = {
    ...(hasSeats ? { seatConstraints: [{ minSeats, maxSeats, type: 'SubscriptionQuantity' }] } : {}),
    ...(maxRedemptions === undefined
      ? {}
      : { assetOwnershipLimits: [{ minAssets: 0, maxAssets: maxRedemptions, type: 'LifetimeRedemptionCount' }] }),
    ...(firstPurchase === true ? { eligibilityConstraints: [{ isApplicable: true, type: 'FirstPurchase' }] } : {}),
  };
  return {
    id,
    name,
    description,
    startDate,
    endDate,
    properties: { isAutoApplicable: false },
    requiredProducts: products.map(({ productId, skuId, duration, billingCycle, discount }) => ({
      productId,
      skuId,
      term: { duration, billingCycle },
      pricingPolicies: [{ policyType: 'PercentDiscount', value: discount }],
    })),
    promotionConstraints,
  };
}

/** `POST /v1/customers/{id}/promotionEligibilities`: whether the customer can buy items with promotions; buys nothing. */
export function checkPromotionEligibilities(world: World, request: RouteRequest): Outcome {
  const customer = relatedCustomer(world, pathParameter(request, 'customerId'));
  const asked = fieldsOf(request.body, 'body')['items'];
  if (!Array.isArray(asked) || asked.length === 0) throw invalidInput('items is missing.');
  const items = asked.map((item: unknown, index) => {
    const fields = fieldsOf(item, `items[${index}]`);
    const { quantity } = fields;
    if (typeof quantity !== 'number') throw invalidInput(`items[${index}].quantity is not a number.`);
    const purchase = {
      catalogItemId: requiredText(fields, 'catalogItemId'),
      quantity,
      termDuration: requiredText(fields, 'termDuration'),
      billingCycle: requiredText(fields, 'billingCycle'),
    };
    const promotionId = requiredText(fields, 'promotionId');
    const errors = promotionErrors(world, customer, { ...purchase, promotionId });
    return {
      id: fields['id'] ?? index,
      ...purchase,
      eligibilities: [{ promotionId, isEligible: errors.length === 0, errors }],
      attributes: { objectType: 'PromotionEligibilities' },
    };
  });
  return { status: 200, body: { totalCount: items.length, items, attributes: { objectType: 'Collection' } } };
}
