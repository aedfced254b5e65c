import type { BillingCycle } from '../../shared/domain/trade.ts';
import type {
  AgreementNeeded,
  LookedUp,
  Prepared,
  Refused,
  Submitted,
  Wait,
} from '../rules/fulfilment/vendor-outcome.ts';
import type { ParameterValue } from '../../shared/domain/product-parameter.ts';
import type { OrderCheck } from '../rules/placing/order-check.ts';
import type { CustomerProfile } from '../rules/placing/customer-profile.ts';
import type { CustomerAgreement, RecordedAgreement } from '../rules/tenants/customer-agreement.ts';
import type { VendorPromotion } from './vendor-promotion.ts';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';

/** What a vendor needs to know to check an order before it is placed. */
export interface ValidationRequest {
  readonly segment: string;
  readonly parameters: VendorParameters;
  /** The tenant that an earlier order of the same customer created or used, if any. */
  readonly knownTenantDomain: string | undefined;
  /** An order of this reseller verified the MPN ID and the domain within the last 24 hours, so the checks skip them. */
  readonly partnerIsVerified: boolean;
  /** The version of the customer agreement that the customer accepted last, if any. */
  readonly acceptedVersion: string | undefined;
  /** An acceptance that is given with the order. It counts for the current version. */
  readonly agreement: CustomerAgreement | undefined;
  /** The lines that are to be bought with promotions. */
  readonly promoted: readonly ValidatedPromotion[];
}

/** A line that is to be bought with a promotion. */
export interface ValidatedPromotion {
  readonly planId: string;
  readonly mpn: string;
  readonly quantity: number;
  /** An ISO 8601 duration; null for a purchase without a term. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  readonly isTrial: boolean;
  /** The vendor's id of the promotion. */
  readonly promotionKey: string;
  /** The path of the line in the input. */
  readonly path: readonly (string | number)[];
}

/** The checks of an order at the vendor. */
export interface Validation {
  readonly checks: readonly OrderCheck[];
  /** The current version of the customer agreement; undefined when the vendor did not answer. */
  readonly agreementVersion: string | undefined;
}

/** A line of an order that its connector fulfils. */
export interface FulfilmentLine {
  readonly lineId: string;
  readonly planId: string;
  readonly mpn: string;
  readonly quantity: number;
  /** An ISO 8601 duration; null for a purchase without a term. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  readonly isTrial: boolean;
  /** The vendor's id of the promotion with which it is bought; null when there is none. */
  readonly promotionKey: string | null;
  /** The values of what the vendor asks for with each order of the product. */
  readonly parameters: readonly ParameterValue[];
  /** The vendor's order that contains the line; null until the vendor has accepted it. */
  readonly vendorOrderId: string | null;
  /** The number of the line in the vendor's order; null until the vendor has accepted it. */
  readonly vendorLineNumber: number | null;
}

/** An order as its connector sees it. Its request ids were stored before the first call to the vendor. */
export interface FulfilmentOrder {
  readonly orderId: string;
  readonly number: string;
  readonly profile: CustomerProfile;
  readonly parameters: VendorParameters;
  readonly lines: readonly FulfilmentLine[];
  readonly tenantRequestId: string;
  readonly agreementRequestId: string;
  readonly cartRequestId: string;
  readonly checkoutRequestId: string;
  /** When the checkout was first sent; null before that. Its outcome is looked up before it is sent again. */
  readonly checkoutSentAt: Date | null;
  /** The customer at the vendor; null until the order is prepared. */
  readonly vendorCustomerId: string | null;
  /** The cart at the vendor; null until the order is prepared. */
  readonly vendorCartId: string | null;
  /** The customer's most recent acceptance of the customer agreement; null when there is none. */
  readonly agreement: RecordedAgreement | null;
  /** When the order began to wait for an acceptance; null when it does not wait. Older acceptances do not continue it. */
  readonly agreementNeededSince: Date | null;
}

/** What goes with a question that nobody waits for. */
export interface VendorCall {
  readonly requestId: string;
  /** Ends the question when it is given up. */
  readonly signal: AbortSignal;
}

/** The promotions of a vendor. */
export interface VendorPromotions {
  /** The name under which the vendor's price lists are imported. */
  readonly vendorName: string;
  /** Those that the vendor has for a market (ISO 3166-1 alpha-2) now. Rejects when it does not answer. */
  list(market: string, call: VendorCall): Promise<readonly VendorPromotion[]>;
}

/** The connection to one vendor. Every call can be repeated: a write with the same request id takes effect once. */
export interface VendorConnector {
  /** Where the vendor's promotions are read; undefined for a vendor that has none. */
  readonly promotions?: VendorPromotions;
  /** Finds everything that the vendor would refuse about an order. Changes nothing. */
  validate(request: ValidationRequest): Promise<Validation>;
  /** Creates or finds the tenant and fills the vendor's cart. */
  prepare(order: FulfilmentOrder, signal: AbortSignal): Promise<Prepared | Wait | Refused | AgreementNeeded>;
  /** Buys the cart. Looks up the outcome of an earlier attempt first, if it is not known. */
  submit(order: FulfilmentOrder, signal: AbortSignal): Promise<Submitted | Wait | Refused | AgreementNeeded>;
  /** Reads how far the accepted lines are. */
  lookUp(order: FulfilmentOrder, signal: AbortSignal): Promise<LookedUp | Wait>;
}
