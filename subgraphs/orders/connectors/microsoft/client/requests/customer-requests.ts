import { collection, object, oneOf, list, text, type Json } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { CreatedCustomer, Customer, NewCustomer, Qualification } from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Asks whether any tenant holds a domain; the answer is 404 when none does. */
export function isDomainTaken(domain: string): PartnerCenterRequest<true> {
  return {
    operation: 'isDomainTaken',
    method: 'HEAD',
    path: `/v1/domains/${encodeURIComponent(domain.toLowerCase())}`,
    parse: () => true,
  };
}

/** Creates a customer together with its tenant. */
export function createCustomer(customer: NewCustomer): PartnerCenterRequest<CreatedCustomer> {
  return {
    operation: 'createCustomer',
    method: 'POST',
    path: '/v1/customers',
    body: newCustomerBody(customer),
    parse: parseCreatedCustomer,
  };
}

const DEFAULT_CULTURE = 'en-US';

function newCustomerBody(customer: NewCustomer): Json {
  const { associatedPartnerId, domain, companyName, email, culture = DEFAULT_CULTURE, address } = customer;
  return {
    AssociatedPartnerId: associatedPartnerId,
    companyProfile: { domain, companyName },
    billingProfile: { culture, language: culture.split('-')[0], email, companyName, defaultAddress: address },
  };
}

function parseCreatedCustomer(body: unknown): CreatedCustomer {
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

/** Lists the provider's customers whose domain starts with a text. */
export function listCustomersByDomain(domain: string): PartnerCenterRequest<readonly Customer[]> {
  const filter = JSON.stringify({ Field: 'Domain', Value: domain, Operator: 'starts_with' });
  return {
    operation: 'findCustomerByDomain',
    method: 'GET',
    path: `/v1/customers?size=100&filter=${encodeURIComponent(filter)}`,
    parse: collection(parseCustomer),
  };
}

function parseCustomer(item: unknown): Customer {
  const from = object(item, 'customer');
  const profile = object(from['companyProfile'], 'companyProfile');
  return {
    customerId: text(from, 'id'),
    domain: text(profile, 'domain'),
    companyName: text(profile, 'companyName'),
    related: from['relationshipToPartner'] === 'reseller',
  };
}

/** Reads the segments that a customer's tenant is approved for. */
export function getQualifications(customerId: string): PartnerCenterRequest<readonly Qualification[]> {
  return {
    operation: 'getQualifications',
    method: 'GET',
    path: `${customerPath(customerId)}/qualifications`,
    parse: parseApprovedQualifications,
  };
}

function parseApprovedQualifications(body: unknown): readonly Qualification[] {
  return list(body, 'qualifications', (item) => object(item, 'qualification'))
    .filter((item) => item['vettingStatus'] === 'Approved')
    .map((item) => oneOf(item['qualification'], ['Education', 'Nonprofit'], 'Unknown' as const));
}
