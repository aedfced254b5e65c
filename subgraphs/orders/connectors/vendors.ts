import { invariant } from '../../shared/domain/invariant.ts';
import type { VendorConnector } from './vendor-connector.ts';

/** A vendor that takes orders. */
export interface Vendor {
  /** By which an order is known to be the vendor's. */
  readonly key: string;
  /** For the people who read of an order. */
  readonly name: string;
  readonly connector: VendorConnector;
  readonly pace: {
    /** How long the vendor may hide a new order. */
    readonly lookUpMs: number;
    /** How long to wait between two looks at an order's provisioning. */
    readonly followMs: number;
    /** How long provisioning usually takes. */
    readonly expectedMs: number;
  };
  /**
   * What an order tells besides its lines: the customer's tenant, the reseller's identity and the customer agreement, which
   * are remembered, claimed and checked, or the ordering parameters of each line.
   */
  readonly asksFor: 'vendor-parameters' | 'line-parameters';
}

/** The vendors that take orders, by their keys. */
export type Vendors = ReadonlyMap<string, Vendor>;

export const MICROSOFT_KEY = 'microsoft';
const MICROSOFT = /^microsoft\b/i;

/** The key of a vendor, by the name that the catalogue has for it. */
export function vendorKeyOf(name: string): string {
  return MICROSOFT.test(name.trim()) ? MICROSOFT_KEY : `api:${name.trim().toLowerCase()}`;
}

/** The vendor that fulfils an order. Throws when this process is not configured for it, so that its job waits for one that is. */
export function vendorOfOrder(vendors: Vendors, key: string): Vendor {
  const vendor = vendors.get(key);
  if (vendor === undefined) throw new Error(`VENDOR_APIS has no entry for the vendor of this order: ${key}`);
  return vendor;
}

/** Microsoft, which every process has. */
export function microsoftOf(vendors: Vendors): Vendor {
  const vendor = vendors.get(MICROSOFT_KEY);
  invariant(vendor, 'orders go to Microsoft from every process');
  return vendor;
}
