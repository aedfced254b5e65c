import type {
  AgreementNeeded,
  LookedUp,
  Prepared,
  Refused,
  Submitted,
  Wait,
} from '../rules/fulfilment/vendor-outcome.ts';
import type { OrderCheck } from '../rules/placing/order-check.ts';
import type { CustomerProfile } from '../entities/order.ts';
import type { CustomerAgreement, RecordedAgreement } from '../rules/tenants/customer-agreement.ts';
import type { VendorParameters } from '../rules/placing/vendor-parameters.ts';

/** What a vendor is asked before anything is ordered. */
export interface ValidationRequest {
  readonly segment: string;
  readonly parameters: VendorParameters;
  /** The tenant that an earlier order of the same customer made or used, if any. */
  readonly knownTenantDomain: string | undefined;
  /** MPN ID and domain were verified by an order of this reseller within the last 24 hours: they are not asked for again. */
  readonly partnerIsVerified: boolean;
  /** The version of the customer agreement that the customer accepted last, if any. */
  readonly acceptedVersion: string | undefined;
  /** An acceptance that comes with the order: it is of the version that holds now. */
  readonly agreement: CustomerAgreement | undefined;
}

/** What the vendor would refuse, and what it asks to be accepted. */
export interface Validation {
  readonly checks: readonly OrderCheck[];
  /** The version of the customer agreement that holds now; undefined when the vendor does not say. */
  readonly agreementVersion: string | undefined;
}

export interface FulfilmentLine {
  readonly lineId: string;
  readonly planId: string;
  readonly mpn: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly billingCycle: 'MONTHLY' | 'ANNUAL' | 'TRIENNIAL' | 'ONE_TIME';
  readonly vendorOrderId: string | null;
  readonly vendorLineNumber: number | null;
}

/** An order as its connector sees it. The request ids were stored before the first call. */
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
  /** When a checkout was first sent; its outcome is looked up before it is sent again. */
  readonly checkoutSentAt: Date | null;
  readonly vendorCustomerId: string | null;
  readonly vendorCartId: string | null;
  /** The customer's newest acceptance of the customer agreement. */
  readonly agreement: RecordedAgreement | null;
  /** Since when the order waits for an acceptance: an older one does not let it go on. */
  readonly agreementNeededSince: Date | null;
}

/** The way to one vendor. Every call may be repeated: the same request id has its effect once. */
export interface VendorConnector {
  /** Everything the vendor could refuse, at once; changes nothing. */
  validate(request: ValidationRequest): Promise<Validation>;
  /** Makes or finds the tenant and fills the vendor's cart. */
  prepare(order: FulfilmentOrder, signal: AbortSignal): Promise<Prepared | Wait | Refused | AgreementNeeded>;
  /** Buys; an unknown outcome of an earlier try is looked up first. */
  submit(order: FulfilmentOrder, signal: AbortSignal): Promise<Submitted | Wait | Refused | AgreementNeeded>;
  /** Reads how far the accepted lines are. */
  lookUp(order: FulfilmentOrder, signal: AbortSignal): Promise<LookedUp | Wait>;
}
