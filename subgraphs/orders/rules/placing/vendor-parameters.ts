import type { CustomerAgreement } from '../tenants/customer-agreement.ts';

export type TenantMode = 'NEW' | 'EXISTING';

/** What the vendor needs besides the lines. */
export interface VendorParameters {
  readonly locationMpnId?: string | undefined;
  readonly indirectResellerDomain?: string | undefined;
  readonly tenantMode?: TenantMode | undefined;
  /** The full domain, `contoso.onmicrosoft.com`. */
  readonly tenantDomain?: string | undefined;
  /** Who accepted the vendor's customer agreement, where that is told with the order. */
  readonly agreement?: CustomerAgreement | undefined;
  readonly attestation?: { readonly signedBy: string; readonly signedAt: string } | undefined;
}

const SUFFIX = '.onmicrosoft.com';
const TENANT_NAME = /^[A-Za-z0-9]{1,27}$/;

/** Writes a tenant's name or domain as its domain in lower case: `Contoso` is `contoso.onmicrosoft.com`. */
export function toTenantDomain(nameOrDomain: string): string {
  const text = nameOrDomain.trim().toLowerCase();
  return text.includes('.') ? text : `${text}${SUFFIX}`;
}

/** Whether a domain is one that the vendor gives to tenants: letters and digits, then `.onmicrosoft.com`. */
export function isTenantDomain(domain: string): boolean {
  return domain.endsWith(SUFFIX) && TENANT_NAME.test(domain.slice(0, -SUFFIX.length));
}

/** What of the parameters goes for any customer of the reseller: nobody's tenant, agreement or signature for another. */
export function resellersPart({ locationMpnId, indirectResellerDomain }: VendorParameters): VendorParameters {
  return { locationMpnId, indirectResellerDomain };
}

/** Lays newly given parameters over the known ones; what is not given stays. */
export function mergeVendorParameters(known: VendorParameters, given: VendorParameters): VendorParameters {
  return { ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
