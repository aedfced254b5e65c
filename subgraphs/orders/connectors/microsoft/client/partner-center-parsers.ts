import type { PartnerCenterDetail } from './partner-center-errors.ts';
import { integer, list, object, oneOf, text, textOrNull, UnexpectedAnswer } from './partner-center-fields.ts';
import type { Json } from './partner-center-fields.ts';
import type { NextPage, Page } from './partner-center-pages.ts';
import type {
  Agreement,
  AgreementTemplate,
  Cart,
  CheckoutResult,
  CreatedCustomer,
  Customer,
  LineProvisioning,
  MpnProfile,
  NextTermInstructions,
  Qualification,
  PartnerRelationship,
  VendorOrder,
  VendorOrderError,
  VendorSubscription,
} from './partner-center-types.ts';

/** `GET /v1/profiles/mpn`. */
export function mpnProfile(body: unknown): MpnProfile {
  const from = object(body, 'profile');
  return { mpnId: text(from, 'mpnId'), partnerName: text(from, 'partnerName') };
}

/** `GET /v1/compliance/csp/agreementstatus`. */
export function isAgreementSigned(body: unknown): boolean {
  return object(body, 'status')['isAgreementSigned'] === true;
}

/** An OpenID configuration: the issuer is the token host's address with the tenant's id as first segment. */
export function tenantIdOfIssuer(body: unknown): string {
  const issuer = text(object(body, 'configuration'), 'issuer');
  const tenantId = /^https?:\/\/[^/]+\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/i.exec(issuer)?.[1];
  if (tenantId === undefined) throw new UnexpectedAnswer('issuer has no tenant id');
  return tenantId.toLowerCase();
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

/** A page of `GET /v1/relationships` or of `GET /v1/customers/{id}/relationships`. */
export function partnerRelationships(body: unknown): Page<PartnerRelationship> {
  const from = object(body, 'answer');
  return {
    items: list(from['items'], 'items', (item) => {
      const relationship = object(item, 'relationship');
      const state = textOrNull(relationship, 'state')?.toLowerCase();
      return {
        tenantId: text(relationship, 'id').toLowerCase(),
        name: textOrNull(relationship, 'name') ?? '',
        mpnId: textOrNull(relationship, 'mpnId'),
        // A customer's resellers come without a state: what is listed there holds.
        isActive: state === undefined || state === 'active',
      };
    }),
    next: nextPage(from['links']),
  };
}

/** `links.next`, whose address lacks the API's version. One that leads to another host is not the vendor's. */
function nextPage(links: unknown): NextPage | undefined {
  if (links === undefined || links === null) return undefined;
  const next = object(links, 'links')['next'];
  if (next === undefined || next === null) return undefined;
  const from = object(next, 'next');
  const uri = text(from, 'uri');
  if (!/^\/(?!\/)/.test(uri)) throw new UnexpectedAnswer('next.uri is not a path');
  const headers = list(from['headers'] ?? [], 'next.headers', (header) => object(header, 'header'));
  const continuation = headers.find((header) => textOrNull(header, 'key')?.toLowerCase() === 'ms-continuationtoken');
  return {
    path: uri.startsWith('/v1/') ? uri : `/v1${uri}`,
    continuationToken: continuation === undefined ? undefined : text(continuation, 'value'),
  };
}

/** `GET /v1/agreements`. */
export function agreementTemplates(body: unknown): readonly AgreementTemplate[] {
  return list(object(body, 'answer')['items'], 'items', (item) => {
    const from = object(item, 'template');
    return {
      templateId: text(from, 'templateId'),
      agreementType: text(from, 'agreementType'),
      agreementLink: text(from, 'agreementLink'),
      versionRank: integer(from, 'versionRank'),
    };
  });
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
  const phoneNumber = textOrNull(contact, 'phoneNumber');
  return {
    templateId: textOrNull(from, 'templateId'),
    agreementType: text(from, 'type'),
    agreedBy: {
      firstName: text(contact, 'firstName'),
      lastName: text(contact, 'lastName'),
      email: text(contact, 'email'),
      ...(phoneNumber === null ? {} : { phoneNumber }),
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
    // Some operations answer the code as a number.
    code: String(oneOfTextOrNumber(from['code']) ?? httpStatus),
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

function oneOfTextOrNumber(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** The token endpoint's answer (RFC 6749 §5.1). */
export function token(body: unknown): { accessToken: string; expiresInSeconds: number } {
  const from = object(body, 'token');
  return { accessToken: text(from, 'access_token'), expiresInSeconds: integer(from, 'expires_in') };
}
