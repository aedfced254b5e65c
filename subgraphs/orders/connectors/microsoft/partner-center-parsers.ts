import type { PartnerCenterDetail } from './partner-center-errors.ts';
import { integer, list, object, oneOf, text, textOrNull } from './partner-center-fields.ts';
import type { Json } from './partner-center-fields.ts';
import type {
  Agreement,
  Cart,
  CheckoutResult,
  CreatedCustomer,
  Customer,
  LineProvisioning,
  MpnProfile,
  NextTermInstructions,
  Qualification,
  ResellerRelationship,
  VendorOrder,
  VendorOrderError,
  VendorSubscription,
} from './partner-center-types.ts';

/** `GET /v1/profiles/mpn`. */
export function mpnProfile(body: unknown): MpnProfile {
  const from = object(body, 'profile');
  return {
    mpnId: text(from, 'mpnId'),
    partnerName: text(from, 'partnerName'),
    enrolledInCsp: from['enrolledInCsp'] === true,
  };
}

/** `POST /v1/customers`. */
export function createdCustomer(body: unknown): CreatedCustomer {
  const from = object(body, 'customer');
  const profile = object(from['companyProfile'], 'companyProfile');
  const credentials = object(from['userCredentials'], 'userCredentials');
  return {
    customerId: text(from, 'id'),
    domain: text(profile, 'domain'),
    companyName: text(profile, 'companyName'),
    credentials: { userName: text(credentials, 'userName'), password: text(credentials, 'password') },
  };
}

/** `GET /v1/customers?filter=`. */
export function customers(body: unknown): readonly Customer[] {
  return list(object(body, 'answer')['items'], 'items', (item) => {
    const from = object(item, 'customer');
    const profile = object(from['companyProfile'], 'companyProfile');
    return {
      customerId: text(from, 'id'),
      domain: text(profile, 'domain'),
      companyName: text(profile, 'companyName'),
      related: from['relationshipToPartner'] === 'reseller',
    };
  });
}

/** `GET /v1/customers/relationshiprequests`. */
export function relationshipRequestUrl(body: unknown): string {
  return text(object(body, 'relationshipRequest'), 'url');
}

/** `GET /v1/relationships`, narrowed to one reseller. */
export function resellerRelationship(body: unknown): ResellerRelationship {
  const active = list(object(body, 'answer')['items'], 'items', (item) => object(item, 'relationship')).find(
    (item) => item['state'] === 'Active',
  );
  if (active === undefined) return { related: false, resellerTenantId: null, resellerName: null };
  return { related: true, resellerTenantId: text(active, 'id'), resellerName: text(active, 'name') };
}

/** `GET /v1/customers/{id}/qualifications`; only what is approved counts. */
export function qualifications(body: unknown): readonly Qualification[] {
  return list(body, 'qualifications', (item) => object(item, 'qualification'))
    .filter((item) => item['vettingStatus'] === 'Approved')
    .map((item) => oneOf(item['qualification'], ['Education', 'Nonprofit'], 'Unknown' as const));
}

/** One agreement of a customer. */
export function agreement(body: unknown): Agreement {
  const from = object(body, 'agreement');
  const contact = object(from['primaryContact'], 'primaryContact');
  return {
    agreementType: text(from, 'type'),
    agreedBy: {
      firstName: text(contact, 'firstName'),
      lastName: text(contact, 'lastName'),
      email: text(contact, 'email'),
    },
    agreedAt: text(from, 'dateAgreed'),
  };
}

/** `GET /v1/customers/{id}/agreements`. */
export function agreements(body: unknown): readonly Agreement[] {
  return list(object(body, 'answer')['items'], 'items', agreement);
}

/** A cart. */
export function cart(body: unknown): Cart {
  const from = object(body, 'cart');
  return {
    cartId: text(from, 'id'),
    status: oneOf(from['status'], ['Active', 'Ordered', 'Unknown'], 'Unknown'),
    expiresAt: text(from, 'expirationTimestamp'),
    lines: list(from['lineItems'], 'lineItems', (item) => {
      const line = object(item, 'line');
      return {
        lineNumber: integer(line, 'id'),
        reference: text(line, 'friendlyName'),
        catalogItemId: text(line, 'catalogItemId'),
        quantity: integer(line, 'quantity'),
        orderGroup: text(line, 'orderGroup'),
      };
    }),
  };
}

/** `POST …/checkout`. */
export function checkoutResult(body: unknown): CheckoutResult {
  const from = object(body, 'checkout');
  return {
    orders: list(from['orders'], 'orders', order),
    orderErrors: list(from['orderErrors'] ?? [], 'orderErrors', orderError),
  };
}

function orderError(value: unknown): VendorOrderError {
  const from = object(value, 'orderError');
  return { reference: text(from, 'friendlyName'), code: text(from, 'code'), description: text(from, 'description') };
}

/** An order. */
export function order(body: unknown): VendorOrder {
  const from = object(body, 'order');
  return {
    orderId: text(from, 'id'),
    customerId: text(from, 'referenceCustomerId'),
    externalReference: textOrNull(from, 'externalReference'),
    status: oneOf(from['status'], ['pending', 'completed', 'partiallyCompleted', 'failed', 'unknown'], 'unknown'),
    createdAt: text(from, 'creationDate'),
    lines: list(from['lineItems'], 'lineItems', (item) => {
      const line = object(item, 'line');
      return {
        lineNumber: integer(line, 'lineItemNumber'),
        reference: text(line, 'friendlyName'),
        catalogItemId: text(line, 'offerId'),
        quantity: integer(line, 'quantity'),
        subscriptionId: textOrNull(line, 'subscriptionId'),
      };
    }),
  };
}

/** `GET /v1/customers/{id}/orders`. */
export function orders(body: unknown): readonly VendorOrder[] {
  return list(object(body, 'answer')['items'], 'items', order);
}

/** `GET …/provisioningstatus`. */
export function provisioning(body: unknown): readonly LineProvisioning[] {
  return list(object(body, 'answer')['items'], 'items', (item) => {
    const from = object(item, 'line');
    const reason = from['reason'];
    return {
      lineNumber: integer(from, 'lineItemNumber'),
      status: oneOf(from['status'], ['PrefulfillmentPending', 'Fulfilled', 'Unfulfilled', 'Unknown'], 'Unknown'),
      stage: textOrNull(from, 'stage') ?? '',
      reason: reason === undefined || reason === null ? null : codeAndDescription(object(reason, 'reason')),
      subscriptionId: textOrNull(from, 'subscriptionId'),
    };
  });
}

function codeAndDescription(from: Json): { code: string; description: string } {
  return { code: text(from, 'code'), description: text(from, 'description') };
}

/** A subscription; its ETag is in the body's `attributes`, as the vendor sends it. */
export function subscription(body: unknown): VendorSubscription {
  const from = object(body, 'subscription');
  const next = from['scheduledNextTermInstructions'];
  return {
    subscriptionId: text(from, 'id'),
    customerId: text(from, 'customerId'),
    orderId: text(from, 'orderId'),
    reference: text(from, 'friendlyName'),
    catalogItemId: text(from, 'offerId'),
    quantity: integer(from, 'quantity'),
    status: oneOf(from['status'], ['active', 'suspended', 'deleted', 'expired', 'unknown'], 'unknown'),
    autoRenewEnabled: from['autoRenewEnabled'] === true,
    effectiveStartDate: text(from, 'effectiveStartDate'),
    commitmentEndDate: text(from, 'commitmentEndDate'),
    cancellationAllowedUntil: text(from, 'cancellationAllowedUntilDate'),
    scheduledNextTermInstructions: next === undefined || next === null ? null : nextTermInstructions(next),
    etag: text(object(from['attributes'], 'attributes'), 'etag'),
  };
}

function nextTermInstructions(value: unknown): NextTermInstructions {
  const from = object(value, 'scheduledNextTermInstructions');
  return {
    catalogItemId: text(from, 'catalogItemId'),
    quantity: integer(from, 'quantity'),
    termDuration: oneOf(from['termDuration'], ['P1M', 'P1Y', 'P3Y', 'OneTime'], 'OneTime'),
    billingCycle: oneOf(from['billingCycle'], ['monthly', 'annual', 'triennial', 'one_time'], 'one_time'),
  };
}

/** `GET /v1/customers/{id}/subscriptions`. */
export function subscriptions(body: unknown): readonly VendorSubscription[] {
  return list(object(body, 'answer')['items'], 'items', subscription);
}

/** The error body; a body of another shape gives the HTTP status as its code. */
export function errorBody(
  body: unknown,
  httpStatus: number,
): { code: string; description: string; details: readonly PartnerCenterDetail[] } {
  const from = typeof body === 'object' && body !== null ? (body as Json) : {};
  const data: unknown = from['data'];
  const items: readonly unknown[] = Array.isArray(data) ? data : [];
  return {
    code: textOrNull(from, 'code') ?? String(httpStatus),
    description: textOrNull(from, 'description') ?? 'The vendor gave no description.',
    details: items
      .filter((item): item is Json => typeof item === 'object' && item !== null)
      .map((item) => ({
        reference: textOrNull(item, 'friendlyName'),
        code: textOrNull(item, 'code') ?? '',
        description: textOrNull(item, 'description') ?? '',
      })),
  };
}

/** The token endpoint's answer (RFC 6749 §5.1). */
export function token(body: unknown): { accessToken: string; expiresInSeconds: number } {
  const from = object(body, 'token');
  return { accessToken: text(from, 'access_token'), expiresInSeconds: integer(from, 'expires_in') };
}
