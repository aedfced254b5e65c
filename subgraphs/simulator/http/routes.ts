import { confirmAgreement, listAgreements, listAgreementTemplates } from '../vendor/agreements.ts';
import { createCart, replaceCart } from './cart-routes.ts';
import { checkout } from './checkout-route.ts';
import {
  createCustomer,
  getCustomer,
  headDomain,
  listCustomerRelationships,
  listCustomers,
  listQualifications,
} from './customer-routes.ts';
import { getOrder, getProvisioningStatus, listOrders } from './order-routes.ts';
import { checkPromotionEligibilities, listPromotions } from './promotion-routes.ts';
import {
  acceptRelationship,
  getAgreementStatus,
  getMpnProfile,
  getOpenIdConfiguration,
  getRelationshipRequest,
  listResellerRelationships,
  showRelationshipRequest,
} from './partner-routes.ts';
import type { Handler } from './route-types.ts';
import type { ScriptedOperation } from '../vendor/scripts.ts';
import { getSubscription, listSubscriptions, updateSubscription } from './subscription-routes.ts';

export interface Route {
  readonly method: string;
  /** The path, in which `{name}` stands for one segment. */
  readonly path: string;
  readonly handle: Handler;
  /** The operation of the script table that may change how the route answers. */
  readonly scripted?: ScriptedOperation;
  /** Whether callers that are not partners may use the route, without a token. */
  readonly open?: true;
}

const customer = '/v1/customers/{customerId}';

/** The vendor's REST API. Paths with literal segments stand before those whose parameters would match them. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/customers', handle: createCustomer, scripted: 'createCustomer' },
  { method: 'GET', path: '/v1/customers', handle: listCustomers },
  { method: 'GET', path: '/v1/customers/relationshiprequests', handle: getRelationshipRequest },
  { method: 'GET', path: customer, handle: getCustomer },
  { method: 'HEAD', path: '/v1/domains/{domain}', handle: headDomain },
  { method: 'GET', path: '/v1/profiles/mpn', handle: getMpnProfile },
  { method: 'GET', path: '/v1/compliance/csp/agreementstatus', handle: getAgreementStatus },
  { method: 'GET', path: '/v1/relationships', handle: listResellerRelationships },
  { method: 'GET', path: '/v1/agreements', handle: listAgreementTemplates },
  { method: 'GET', path: '/v1/productpromotions', handle: listPromotions },
  { method: 'GET', path: `${customer}/relationships`, handle: listCustomerRelationships },
  { method: 'GET', path: `${customer}/qualifications`, handle: listQualifications },
  { method: 'GET', path: `${customer}/agreements`, handle: listAgreements },
  { method: 'POST', path: `${customer}/agreements`, handle: confirmAgreement },
  { method: 'POST', path: `${customer}/promotionEligibilities`, handle: checkPromotionEligibilities },
  { method: 'POST', path: `${customer}/carts`, handle: createCart },
  { method: 'PUT', path: `${customer}/carts/{cartId}`, handle: replaceCart },
  { method: 'POST', path: `${customer}/carts/{cartId}/checkout`, handle: checkout, scripted: 'checkout' },
  { method: 'GET', path: `${customer}/orders`, handle: listOrders },
  { method: 'GET', path: `${customer}/orders/{orderId}`, handle: getOrder },
  { method: 'GET', path: `${customer}/orders/{orderId}/provisioningstatus`, handle: getProvisioningStatus },
  { method: 'GET', path: `${customer}/subscriptions`, handle: listSubscriptions },
  { method: 'GET', path: `${customer}/subscriptions/{subscriptionId}`, handle: getSubscription },
  {
    method: 'PATCH',
    path: `${customer}/subscriptions/{subscriptionId}`,
    handle: updateSubscription,
    scripted: 'updateSubscription',
  },
  {
    method: 'GET',
    path: '/{domain}/v2.0/.well-known/openid-configuration',
    handle: getOpenIdConfiguration,
    open: true,
  },
  { method: 'GET', path: '/Adminportal/Home', handle: showRelationshipRequest, open: true },
  { method: 'POST', path: '/Adminportal/Home', handle: acceptRelationship, open: true },
];

export interface MatchedRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request; `'method'` when only the method does not match, null when no path matches. */
export function matchRoute(method: string, path: string): MatchedRoute | 'method' | null {
  let otherMethod = false;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params !== null && route.method === method) return { route, params };
    otherMethod ||= params !== null;
  }
  return otherMethod ? 'method' : null;
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = actual[index];
    if (value === undefined) return null;
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = decodeURIComponent(value);
    else if (segment !== value) return null;
  }
  return params;
}
