import { createHash } from 'node:crypto';

import { fieldsOf, optionalText, requiredText } from './body-fields.ts';
import type { SimulatedAgreement, SimulatedCustomer, SimulatedOrder, StoredAnswer } from './effects.ts';
import { codes, invalidInput, notFound, Refusal } from './refusal.ts';
import type { Outcome, RouteRequest, World } from './route-types.ts';
import { findTenant, relatedCustomer } from './tenants.ts';

const tenantDomain = /^[a-z0-9]{1,27}\.onmicrosoft\.com$/;

/** `POST /v1/customers`: a new tenant and the provider's relationship with it. */
export function createCustomer(world: World, request: RouteRequest): Outcome {
  const body = fieldsOf(request.body, 'body');
  const company = fieldsOf(body['companyProfile'], 'companyProfile');
  const billing = fieldsOf(body['billingProfile'], 'billingProfile');
  const address = fieldsOf(billing['defaultAddress'], 'billingProfile.defaultAddress');
  const domain = requiredText(company, 'domain').toLowerCase();
  if (!tenantDomain.test(domain)) {
    throw invalidInput('The domain must be letters and digits followed by .onmicrosoft.com.');
  }
  requiredText(billing, 'email');
  if (findTenant(world, domain) !== null) throw new Refusal(409, codes.domainTaken, 'The domain is already in use.');
  const customer: SimulatedCustomer = {
    customerId: world.newId(),
    domain,
    companyName: requiredText(company, 'companyName'),
    country: requiredText(address, 'country'),
    qualification: 'none',
    related: true,
  };
  return {
    status: 201,
    body: customerBody(customer),
    effects: [{ kind: 'customer.created', customer }],
  };
}

/**
 * Adds the first administrator's credentials to the answer of a creation. They are derived from the customer's id,
 * so that a repeated request reads the same ones although the log never holds them.
 */
export function withCredentials(answer: StoredAnswer, secret: string): StoredAnswer {
  const customer = fieldsOf(answer.body, 'body');
  const domain = requiredText(fieldsOf(customer['companyProfile'], 'companyProfile'), 'domain');
  const digest = createHash('sha256')
    .update(`${secret}:${requiredText(customer, 'id')}`)
    .digest('base64url');
  const userCredentials = { userName: `admin@${domain}`, password: `Tg7!${digest.slice(0, 16)}` };
  return { ...answer, body: { ...customer, userCredentials } };
}

/** `GET /v1/customers/{id}`: the profile, never the credentials. */
export function getCustomer(world: World, request: RouteRequest): Outcome {
  return { status: 200, body: customerBody(relatedCustomer(world, request.params['customerId'])) };
}

/**
 * `GET /v1/customers?filter={"Field":"Domain","Value":"…","Operator":"starts_with"}`: customers of the provider by
 * the beginning of their domain. As at the vendor, a tenant without a relationship is not listed. A filter with a whole
 * domain also finds an implied tenant, which has an id from then on.
 */
export function listCustomers(world: World, request: RouteRequest): Outcome {
  const value = domainFilter(request.query.get('filter'));
  const implied = value === null ? null : findTenant(world, value);
  const known = [...world.state.customers.values()];
  const all = implied === null || implied.effects.length === 0 ? known : [...known, implied.customer];
  const items = all
    .filter((customer) => customer.related && (value === null || customer.domain.startsWith(value)))
    .slice(0, 500)
    .map(customerBody);
  return { status: 200, body: { totalCount: items.length, items }, effects: implied?.effects ?? [] };
}

function domainFilter(filter: string | null): string | null {
  if (filter === null) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(filter);
  } catch {
    throw invalidInput('The filter is not JSON.');
  }
  const fields = fieldsOf(parsed, 'filter');
  if (fields['Field'] !== 'Domain' || fields['Operator'] !== 'starts_with') {
    throw invalidInput('Customers can be filtered by Domain with starts_with only.');
  }
  return requiredText(fields, 'Value').toLowerCase();
}

/** `HEAD /v1/domains/{domain}`: 200 when any tenant holds the domain, 404 when it is free. */
export function headDomain(world: World, request: RouteRequest): Outcome {
  if (findTenant(world, request.params['domain'] ?? '') === null) throw notFound('The domain is free.');
  return { status: 200 };
}

/** `GET /v1/customers/{id}/relationships`: how the provider and the customer are related. */
export function listCustomerRelationships(world: World, request: RouteRequest): Outcome {
  const customer = relatedCustomer(world, request.params['customerId']);
  const items = [{ id: customer.customerId, relationshipType: 'IsCloudSolutionProviderOf', state: 'Active' }];
  return { status: 200, body: { totalCount: items.length, items } };
}

/** `GET /v1/customers/{id}/qualifications`: the segments the tenant is approved for, none for commercial. */
export function listQualifications(world: World, request: RouteRequest): Outcome {
  const { qualification } = relatedCustomer(world, request.params['customerId']);
  const names = { education: 'Education', nonprofit: 'Nonprofit' } as const;
  if (qualification === 'none') return { status: 200, body: [] };
  return { status: 200, body: [{ qualification: names[qualification], vettingStatus: 'Approved' }] };
}

/** `GET /v1/customers/{id}/agreements`. */
export function listAgreements(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, request.params['customerId']);
  const items = world.state.agreements.get(customerId) ?? [];
  return { status: 200, body: { totalCount: items.length, items } };
}

/** `POST /v1/customers/{id}/agreements`: the customer accepted; lines that waited for it go on. */
export function confirmAgreement(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, request.params['customerId']);
  const body = fieldsOf(request.body, 'body');
  const contact = fieldsOf(body['primaryContact'], 'primaryContact');
  const agreement: SimulatedAgreement = {
    type: requiredText(body, 'type'),
    dateAgreed: optionalText(body, 'dateAgreed') ?? new Date(world.nowMs).toISOString(),
    primaryContact: {
      firstName: requiredText(contact, 'firstName'),
      lastName: requiredText(contact, 'lastName'),
      email: requiredText(contact, 'email'),
    },
  };
  const released = (world.state.orderIdsByCustomer.get(customerId) ?? [])
    .map((orderId) => world.state.orders.get(orderId))
    .filter((order) => order !== undefined)
    .filter((order) => order.lines.some((line) => line.dueAtMs === null))
    .map((order) => ({ kind: 'line.released' as const, order: releaseLines(order, world.nowMs) }));
  return {
    status: 201,
    body: agreement,
    effects: [{ kind: 'agreement.confirmed', customerId, agreement }, ...released],
  };
}

function releaseLines(order: SimulatedOrder, nowMs: number): SimulatedOrder {
  const lines = order.lines.map((line) =>
    line.dueAtMs === null ? { ...line, startedAtMs: nowMs, dueAtMs: nowMs + line.durationMs } : line,
  );
  return { ...order, lines };
}

function customerBody(customer: SimulatedCustomer): Record<string, unknown> {
  return {
    id: customer.customerId,
    commerceId: customer.customerId,
    companyProfile: {
      tenantId: customer.customerId,
      domain: customer.domain,
      companyName: customer.companyName,
    },
    relationshipToPartner: customer.related ? 'reseller' : 'none',
    attributes: { objectType: 'Customer' },
  };
}
