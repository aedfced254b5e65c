import type { Optional } from '../../../shared/domain/given.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { PreparedTenant, Refused } from '../../rules/fulfilment/vendor-outcome.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';
import { customerInvitation } from './checks/invitations.ts';
import { hasReseller } from './checks/tenant-checks.ts';
import type { NewCustomer } from './client/partner-center-types.ts';
import { vendorRefusal } from './microsoft-failures.ts';
import { readCall, writeCall, type OrderStep } from './order-step.ts';

/** The tenant that the order's licences go to. */
export interface BoundTenant extends Pick<PreparedTenant, 'vendorCustomerId' | 'credentials'> {
  readonly kind: 'bound';
}

/** Creates the order's tenant, or finds the existing one and makes sure that it still accepts the reseller. */
export async function bindTenant(step: OrderStep): Promise<BoundTenant | Refused> {
  const tenant = readTenant(step.order.parameters);
  return tenant.kind === 'existing' ? findTenant(step, tenant.domain) : createTenant(step, tenant.domain);
}

interface OrderedTenant {
  readonly kind: 'new' | 'existing';
  readonly domain: string;
}

/** Reads which tenant an order names. Every placed order names one, because the checks before it require it. */
function readTenant({ tenantMode, tenantDomain }: VendorParameters): OrderedTenant {
  invariant(tenantDomain, 'a placed order names a tenant');
  return { kind: tenantMode === 'EXISTING' ? 'existing' : 'new', domain: tenantDomain };
}

async function findTenant(step: OrderStep, domain: string): Promise<BoundTenant | Refused> {
  const { client, order } = step;
  const customer = await client.findCustomerByDomain(domain, readCall(step));
  if (customer !== undefined && (await acceptsReseller(step, customer.customerId))) {
    return { kind: 'bound', vendorCustomerId: customer.customerId };
  }
  const message = `The tenant ${domain} has not accepted a relationship with the reseller.`;
  const { indirectResellerDomain } = order.parameters;
  const remedies = [await customerInvitation(client, indirectResellerDomain, () => readCall(step))];
  return { kind: 'refused', refusal: vendorRefusal('RELATIONSHIP_MISSING', message, { remedies }) };
}

async function acceptsReseller(step: OrderStep, customerId: string): Promise<boolean> {
  const { locationMpnId: mpnId } = step.order.parameters;
  if (mpnId === undefined) return true;
  return hasReseller(await step.client.listResellersOf(customerId, readCall(step)), { mpnId });
}

async function createTenant(step: OrderStep, domain: string): Promise<BoundTenant | Refused> {
  const { client, order } = step;
  const { indirectResellerDomain: reseller } = order.parameters;
  const resellerId = reseller === undefined ? undefined : await client.findTenantId(reseller, readCall(step));
  if (reseller !== undefined && resellerId === undefined) {
    const message = `Microsoft no longer has a tenant with the reseller's domain ${reseller}.`;
    return { kind: 'refused', refusal: vendorRefusal('RESELLER_DOMAIN_INVALID', message) };
  }
  const customer = toNewCustomer(order, domain, resellerId);
  const created = await client.createCustomer(customer, writeCall(step, order.tenantRequestId));
  const { userName: userId, password: temporaryPassword } = created.credentials;
  return { kind: 'bound', vendorCustomerId: created.customerId, credentials: { userId, temporaryPassword } };
}

function toNewCustomer({ profile }: FulfilmentOrder, domain: string, resellerId: string | undefined): NewCustomer {
  const { address, contact } = profile;
  return {
    domain,
    companyName: profile.name,
    email: contact.email,
    associatedPartnerId: resellerId,
    address: {
      firstName: contact.firstName,
      lastName: contact.lastName,
      addressLine1: address.line1,
      addressLine2: filled(address.line2),
      city: address.city,
      state: filled(address.region),
      postalCode: filled(address.postalCode),
      country: address.country,
      phoneNumber: filled(contact.phone),
    },
  };
}

/** An empty text counts as absent. */
function filled(text: Optional<string>): string | undefined {
  return text ? text : undefined;
}
