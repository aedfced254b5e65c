import { beginningOf } from './beginnings.ts';
import type { Effect, SimulatedCustomer } from './effects.ts';
import { activePartners } from './partners.ts';
import { codes, notFound, Refusal } from '../http/refusal.ts';
import type { World } from '../http/route-types.ts';
import { impliedQualifications, impliedTenants, withoutAgreementPart, withoutResellerPart } from './scripts.ts';

/** A tenant that the log contains, or that its domain implies. */
export interface FoundTenant {
  readonly customer: SimulatedCustomer;
  /** The effects that make an implied tenant known; empty for a known one. */
  readonly effects: readonly Effect[];
}

/** The tenant that has the domain, whether or not it is a customer of the provider; null when the domain is free. */
export function findTenant(world: World, domain: string): FoundTenant | null {
  const wanted = domain.toLowerCase();
  const id = world.state.customerIdByDomain.get(wanted);
  const known = id === undefined ? undefined : world.state.customers.get(id);
  if (known !== undefined) return { customer: known, effects: [] };
  const implied = impliedTenants.find((row) => wanted.includes(row.domainPart));
  if (implied === undefined || !wanted.endsWith('.onmicrosoft.com')) return null;
  const customer: SimulatedCustomer = {
    customerId: world.newId(),
    domain: wanted,
    companyName: wanted.slice(0, wanted.indexOf('.')),
    country: 'US',
    qualification: impliedQualifications.find((row) => wanted.includes(row.domainPart))?.qualification ?? 'none',
    related: implied.related,
  };
  return { customer, effects: [{ kind: 'tenant.known', customer }, ...impliedBeginnings(world, customer)] };
}

/** What an implied customer of the provider did at the vendor before its first order. */
function impliedBeginnings({ settings }: World, { customerId, domain, related }: SimulatedCustomer): readonly Effect[] {
  if (!related) return [];
  const resellers = domain.includes(withoutResellerPart) ? [] : activePartners(settings.partners);
  const resellerTenantIds = resellers.map(({ tenantId }) => tenantId);
  const agreement = !domain.includes(withoutAgreementPart);
  return beginningOf({ customerId, domain, resellerTenantIds, agreement });
}

/** The customer with this id. Refuses one that does not exist or has no relationship with the provider. */
export function relatedCustomer(world: World, customerId: string): SimulatedCustomer {
  const customer = world.state.customers.get(customerId);
  if (customer === undefined) throw notFound('The customer does not exist.', codes.customerNotFound);
  if (!customer.related) {
    throw new Refusal(403, codes.noRelationship, 'The partner has no relationship with the customer.');
  }
  return customer;
}
