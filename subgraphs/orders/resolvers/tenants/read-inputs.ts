import type { Optional } from '../../../shared/domain/given.ts';
import { toTenantDomain, type VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { CustomerAgreement } from '../../rules/tenants/customer-agreement.ts';
import type { CustomerAgreementInput, VendorParametersInput } from './inputs.ts';

/** Reads vendor parameters: a tenant's name becomes its domain, and to name who attests is to sign at this moment. */
export function readVendorParameters(input: Optional<VendorParametersInput>, now: Date): VendorParameters {
  const { locationMpnId, indirectResellerDomain, tenantMode, tenantDomain, attestedBy, agreement } = input ?? {};
  return {
    locationMpnId: locationMpnId?.trim() ?? undefined,
    indirectResellerDomain: indirectResellerDomain?.trim().toLowerCase() ?? undefined,
    tenantMode: tenantMode ?? undefined,
    tenantDomain: typeof tenantDomain === 'string' ? toTenantDomain(tenantDomain) : undefined,
    agreement: agreement ? readAgreement(agreement) : undefined,
    attestation: typeof attestedBy === 'string' ? { signedBy: attestedBy, signedAt: now.toISOString() } : undefined,
  };
}

function readAgreement({ phone, ...agreement }: CustomerAgreementInput): CustomerAgreement {
  return { ...agreement, phone: phone ?? undefined };
}
