import { createHash } from 'node:crypto';

import { refuseWrongAddress } from '../vendor/addresses.ts';
import { fieldsOf, optionalText, requiredText, type Fields } from './body-fields.ts';
import type { Effect, SimulatedCustomer, StoredAnswer } from '../vendor/effects.ts';
import { pageOf } from './paging.ts';
import { relationshipBody } from './partner-routes.ts';
import type { DirectoryPartner } from '../vendor/partners.ts';
import { codes, invalidInput, notFound, Refusal } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';
import { findTenant, relatedCustomer } from '../vendor/tenants.ts';

const tenantDomain = /^[a-z0-9]{1,27}\.onmicrosoft\.com$/;

/** `POST /v1/customers`: creates a tenant that is related to the provider and, if one is named, to a reseller. */
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
  refuseWrongAddress(address);
  const reseller = associatedReseller(world, body);
  if (isHeld(world, domain)) throw new Refusal(409, codes.domainTaken, 'The domain is already in use.');
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
    effects: [{ kind: 'customer.created', customer }, ...relatedTo(customer, reseller)],
  };
}

/** The indirect reseller for whom the customer is created; null if none is named. It must be one of the provider's. */
function associatedReseller({ settings }: World, body: Fields): DirectoryPartner | null {
  const id = optionalText(body, 'AssociatedPartnerId');
  if (id === null) return null;
  const reseller = settings.partners.byTenantId.get(id);
  if (reseller?.relationship === 'Active') return reseller;
  throw new Refusal(400, codes.noRelationship, 'The associated partner is not an indirect reseller of the provider.');
}

function relatedTo({ customerId }: SimulatedCustomer, reseller: DirectoryPartner | null): readonly Effect[] {
  return reseller === null ? [] : [{ kind: 'reseller.related', customerId, resellerTenantId: reseller.tenantId }];
}

/** Whether a customer or a partner has the domain. */
function isHeld(world: World, domain: string): boolean {
  return world.settings.partners.byDomain.has(domain.toLowerCase()) || findTenant(world, domain) !== null;
}

/**
 * Adds the first administrator's credentials to the answer that created a customer. They are derived from the customer's
 * id, so that a repeated request returns the same ones although the log never contains them.
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
  return { status: 200, body: customerBody(relatedCustomer(world, pathParameter(request, 'customerId'))) };
}

/**
 * `GET /v1/customers?filter={"Field":"Domain","Value":"…","Operator":"starts_with"}`: the customers of the provider whose
 * domain begins with the value. As with the real vendor, a tenant without a relationship is not listed. A filter with a
 * whole domain also finds an implied tenant, which then has an id.
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

/** `HEAD /v1/domains/{domain}`: 200 when some tenant has the domain, 404 when it is free. */
export function headDomain(world: World, request: RouteRequest): Outcome {
  if (!isHeld(world, pathParameter(request, 'domain'))) throw notFound('The domain is free.');
  return { status: 200 };
}

/** `GET /v1/customers/{id}/relationships`: the indirect resellers of the customer, page by page. */
export function listCustomerRelationships(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const resellers = (world.state.resellersByCustomer.get(customerId) ?? [])
    .map((tenantId) => world.settings.partners.byTenantId.get(tenantId))
    .filter((partner) => partner !== undefined);
  return pageOf(
    request,
    resellers.map((partner) => relationshipBody(partner, 'Active')),
  );
}

/** `GET /v1/customers/{id}/qualifications`: the segments the tenant is approved for, none for commercial. */
export function listQualifications(world: World, request: RouteRequest): Outcome {
  const { qualification } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const names = { education: 'Education', nonprofit: 'Nonprofit' } as const;
  if (qualification === 'none') return { status: 200, body: [] };
  return { status: 200, body: [{ qualification: names[qualification], vettingStatus: 'Approved' }] };
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
