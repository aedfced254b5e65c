import { randomUUID } from 'node:crypto';
import type { Prepared, Refused } from '../../rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';
import { customerInvitation } from './checks/invitations.ts';
import { vendorRefusal } from './microsoft-failures.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import type { NewCustomer, PartnerCenterCall } from './client/partner-center-types.ts';
import { hasReseller } from './checks/tenant-checks.ts';

/** The tenant that the order's licences go to. */
export interface BoundTenant extends Pick<Prepared, 'vendorCustomerId' | 'credentials'> {
  readonly kind: 'bound';
}

/** Makes the order's tenant, or finds the existing one and sees that it still has the reseller. */
export function bindTenant(
  client: PartnerCenterClient,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<BoundTenant | Refused> {
  return order.parameters.tenantMode === 'EXISTING'
    ? findTenant(client, order, signal)
    : makeTenant(client, order, signal);
}

async function findTenant(
  client: PartnerCenterClient,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<BoundTenant | Refused> {
  const { tenantDomain = '', locationMpnId: mpnId, indirectResellerDomain } = order.parameters;
  const newCall = (): PartnerCenterCall => readCall(order, signal);
  const customer = await client.findCustomerByDomain(tenantDomain, newCall());
  if (customer !== null) {
    const { customerId } = customer;
    const resellers = mpnId === undefined ? [] : await client.listResellersOf(customerId, newCall());
    if (mpnId === undefined || hasReseller(resellers, { mpnId }))
      return { kind: 'bound', vendorCustomerId: customerId };
  }
  const message = `The tenant ${tenantDomain} has not accepted the relationship with the reseller.`;
  const remedies = [await customerInvitation(client, indirectResellerDomain, newCall)];
  return { kind: 'refused', refusal: vendorRefusal('RELATIONSHIP_MISSING', message, { remedies }) };
}

async function makeTenant(
  client: PartnerCenterClient,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<BoundTenant | Refused> {
  const { indirectResellerDomain: reseller } = order.parameters;
  const resellerId = reseller === undefined ? null : await client.findTenantId(reseller, readCall(order, signal));
  if (reseller !== undefined && resellerId === null) {
    const message = `There is no tenant ${reseller} at Microsoft any more.`;
    return { kind: 'refused', refusal: vendorRefusal('RESELLER_DOMAIN_INVALID', message) };
  }
  const call = { requestId: order.tenantRequestId, correlationId: order.orderId, signal };
  const created = await client.createCustomer(newCustomerOf(order, resellerId), call);
  const { userName: userId, password: temporaryPassword } = created.credentials;
  return { kind: 'bound', vendorCustomerId: created.customerId, credentials: { userId, temporaryPassword } };
}

function newCustomerOf({ parameters, profile }: FulfilmentOrder, resellerId: string | null): NewCustomer {
  const { address, contact } = profile;
  return {
    domain: parameters.tenantDomain ?? '',
    companyName: profile.name,
    email: contact.email,
    ...(resellerId === null ? {} : { associatedPartnerId: resellerId }),
    address: {
      firstName: contact.firstName,
      lastName: contact.lastName,
      addressLine1: address.line1,
      ...(address.line2 ? { addressLine2: address.line2 } : {}),
      city: address.city,
      ...(address.region ? { state: address.region } : {}),
      ...(address.postalCode ? { postalCode: address.postalCode } : {}),
      country: address.country,
      ...(contact.phone ? { phoneNumber: contact.phone } : {}),
    },
  };
}

function readCall(order: FulfilmentOrder, signal: AbortSignal): PartnerCenterCall {
  return { requestId: randomUUID(), correlationId: order.orderId, signal };
}
