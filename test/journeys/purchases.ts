import {
  CreateCartDocument,
  EstimateOrderDocument,
  FindCustomersDocument,
  FindPlanDocument,
  PlaceCartOrderDocument,
  PlaceOrderForNewCustomerDocument,
  PlaceOrderWithPromotionDocument,
  SetCartCustomerDocument,
  SetCartLineDocument,
  SetVendorParametersDocument,
  WatchOrderDocument,
  type PlaceOrderInput,
  type WatchOrderSubscription,
} from '../../schema/operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import type { GraphClient, LiveTransport } from './graph-client.ts';

/** The product that the journeys buy. */
export const BUSINESS_BASIC = 'CFQ7TTC0LH18:0001';

export type OrderStep = WatchOrderSubscription['orderProvisioning'];

/** The vendor parameters of Champion Cloud. */
const PARTNER = {
  locationMpnId: '1234567',
  indirectResellerDomain: 'championcloud.onmicrosoft.com',
  attestedBy: 'Cora Lindqvist',
} as const;

/** The yearly, monthly billed plan of Business Basic for commercial customers in the United States. */
export async function findPlan(seller: GraphClient) {
  const { products } = await seller.data(FindPlanDocument, {
    search: 'business basic',
    plan: { segment: 'COMMERCIAL', market: 'US', currency: 'USD', term: 'P1Y', billingCycle: 'MONTHLY' },
  });
  const product = products.nodes.find(({ mpn }) => mpn === BUSINESS_BASIC);
  const plan = product?.plans[0];
  if (product === undefined || plan === undefined) throw new Error(`${BUSINESS_BASIC} is not in the catalogue`);
  return { product, plan };
}

/** The customers that partial words find. */
export async function findCustomers(seller: GraphClient, search: string) {
  return (await seller.data(FindCustomersDocument, { search })).accounts.nodes;
}

/** The first customer that partial words find. Throws when there is none. */
export async function findCustomer(seller: GraphClient, search: string) {
  const [customer] = await findCustomers(seller, search);
  if (customer === undefined) throw new Error(`No customer is found by "${search}"`);
  return customer;
}

/** Fills a cart for Contoso Bakery, estimates it and buys it at the estimated prices. */
export async function buyByCart(seller: GraphClient, quantity: number) {
  const { plan } = await findPlan(seller);
  const customer = await findCustomer(seller, 'contoso');
  const cartId = (await seller.data(CreateCartDocument, { input: {} })).createCart.cart?.id ?? '';
  await seller.data(SetCartLineDocument, { input: { cartId, planId: plan.id, quantity } });
  await seller.data(SetCartCustomerDocument, { input: { cartId, customerId: customer.id } });
  const parameters = { ...PARTNER, tenantMode: 'EXISTING', tenantDomain: 'contosobakery.onmicrosoft.com' } as const;
  const { setVendorParameters } = await seller.data(SetVendorParametersDocument, { input: { cartId, parameters } });
  const { estimateOrder } = await seller.data(EstimateOrderDocument, { input: { cartId } });
  const input = { cartId, estimateToken: estimateOrder.estimate?.token, idempotencyKey: `cart-${cartId}` };
  const { placeOrder } = await seller.data(PlaceCartOrderDocument, { input });
  const again = await seller.data(PlaceCartOrderDocument, { input });
  return {
    cart: setVendorParameters.cart,
    estimate: estimateOrder.estimate,
    order: placed(placeOrder),
    again: placed(again.placeOrder),
  };
}

/** Buys Business Basic for Contoso Bakery with the first promotion of its plan. */
export async function buyWithPromotion(seller: GraphClient, quantity: number) {
  // Promotions are read from the vendor once there is a price list.
  const { plan, promotion } = await eventually(async () => {
    const { plan: found } = await findPlan(seller);
    const [first] = found.promotions;
    if (first === undefined) throw new Error('The plan has no promotion yet');
    return { plan: found, promotion: first };
  });
  const customer = await findCustomer(seller, 'contoso');
  const { placeOrder } = await seller.data(PlaceOrderWithPromotionDocument, {
    input: {
      customerId: customer.id,
      lines: [{ planId: plan.id, quantity, promotionId: promotion.id }],
      vendorParameters: { ...PARTNER, tenantMode: 'EXISTING', tenantDomain: 'contosobakery.onmicrosoft.com' },
    },
  });
  return { promotion, order: placed(placeOrder) };
}

/** The input of an order for a new customer in a new tenant, which the name makes unique. */
export function orderForNewCustomer(planId: string, name: string): PlaceOrderInput {
  return {
    newCustomer: {
      name: `Fabrikam ${name}`,
      segment: 'COMMERCIAL',
      address: { line1: '1 Roastery Lane', city: 'Seattle', region: 'WA', postalCode: '98101', country: 'US' },
      contact: { firstName: 'Robin', lastName: 'Counts', email: `robin@${name}.example` },
      login: `robin.${name}`,
    },
    lines: [{ planId, quantity: 3 }],
    vendorParameters: {
      ...PARTNER,
      tenantMode: 'NEW',
      tenantDomain: `fabrikam${name}.onmicrosoft.com`,
      agreement: { firstName: 'Robin', lastName: 'Counts', email: `robin@${name}.example`, acceptedOn: '2026-11-20' },
    },
    idempotencyKey: `new-${name}`,
  };
}

/** Buys for a new customer in a new tenant. */
export async function buyForNewCustomer(seller: GraphClient, name: string) {
  const { plan } = await findPlan(seller);
  const { placeOrder } = await seller.data(PlaceOrderForNewCustomerDocument, {
    input: orderForNewCustomer(plan.id, name),
  });
  return placed(placeOrder);
}

function placed<Order>({ order, userErrors }: { readonly order: Order; readonly userErrors: readonly object[] }) {
  if (order === null) throw new Error(`The order was refused: ${JSON.stringify(userErrors)}`);
  return order as NonNullable<Order>;
}

/** Every step of an order after a cursor, until the graph completes the stream. */
export async function watchOrder(
  viewer: GraphClient,
  transport: LiveTransport,
  place: { readonly orderId: string; readonly after?: string },
): Promise<readonly OrderStep[]> {
  const steps: OrderStep[] = [];
  for await (const { orderProvisioning } of viewer.watch(transport, WatchOrderDocument, place)) {
    steps.push(orderProvisioning);
  }
  return steps;
}
