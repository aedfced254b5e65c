import type { BillingCycle } from '../../shared/domain/trade.ts';

/** A promotion of a vendor in one market, in the words of this platform. */
export interface VendorPromotion {
  /** The vendor's id of it. */
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** The kind of customers that it is for. */
  readonly segment: 'COMMERCIAL';
  /** RFC 3339: from inclusive, to exclusive. */
  readonly from: string;
  readonly to: string;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
  /** Never empty; each combination of product, term and billing cycle once. */
  readonly products: readonly VendorPromotionProduct[];
}

/** What a promotion makes cheaper, and by how much. */
export interface VendorPromotionProduct {
  readonly mpn: string;
  /** ISO 8601: `P1Y`; null for a purchase without a term. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  /** A decimal with at most six digits after the point: `15` or `12.5`. */
  readonly percentOff: string;
}
