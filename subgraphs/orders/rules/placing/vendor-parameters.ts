import type { CustomerAgreement } from '../tenants/customer-agreement.ts';

export type TenantMode = 'NEW' | 'EXISTING';

/** What the vendor needs to know besides the lines of an order; what is unknown is undefined. */
export interface VendorParameters {
  readonly locationMpnId?: string | undefined;
  readonly indirectResellerDomain?: string | undefined;
  readonly tenantMode?: TenantMode | undefined;
  /** The full domain, `contoso.onmicrosoft.com`. */
  readonly tenantDomain?: string | undefined;
  /** Who accepted the vendor's customer agreement, when the order says so. */
  readonly agreement?: CustomerAgreement | undefined;
  readonly attestation?: { readonly signedBy: string; readonly signedAt: string } | undefined;
}

const SUFFIX = '.onmicrosoft.com';
const TENANT_NAME = /^[A-Za-z0-9]{1,27}$/;

/** A tenant's domain in lower case, from its name or its domain: `Contoso` becomes `contoso.onmicrosoft.com`. */
export function toTenantDomain(nameOrDomain: string): string {
  const text = nameOrDomain.trim().toLowerCase();
  return text.includes('.') ? text : `${text}${SUFFIX}`;
}

/** Whether a domain is a tenant's domain at the vendor: letters and digits followed by `.onmicrosoft.com`. */
export function isTenantDomain(domain: string): boolean {
  return domain.endsWith(SUFFIX) && TENANT_NAME.test(domain.slice(0, -SUFFIX.length));
}

/** The parameters that apply to every customer of a reseller. Tenant, agreement and attestation belong to one customer. */
export function resellerParameters({ locationMpnId, indirectResellerDomain }: VendorParameters): VendorParameters {
  return { locationMpnId, indirectResellerDomain };
}

/** Replaces known parameters by newly given ones; what is not given stays. */
export function mergeVendorParameters(known: VendorParameters, given: VendorParameters): VendorParameters {
  return { ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
