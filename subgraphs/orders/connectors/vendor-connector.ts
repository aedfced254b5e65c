import type { Refusal } from '../../shared/domain/refusal.ts';
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

export type CheckStatus = 'PASSED' | 'FAILED' | 'SKIPPED';

/** One thing that could refuse an order, looked at. */
export interface OrderCheck {
  readonly code: string;
  readonly label: string;
  readonly status: CheckStatus;
  readonly error?: Refusal | undefined;
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

/** The step could not be finished now and changed nothing that is not looked up next time. */
export interface Wait {
  readonly kind: 'wait';
  readonly afterMs: number;
  /** In words for the one who waits; undefined when it is too short to tell. */
  readonly reason?: string | undefined;
}

/** The vendor will not do it; waiting does not help. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** Somebody has to accept the customer agreement first; nothing was ordered. */
export interface AgreementNeeded {
  readonly kind: 'agreement-needed';
  /** When to look again, should nobody tell of an acceptance before. */
  readonly afterMs: number;
  /** CUSTOMER_AGREEMENT_MISSING, with the text's address in its remedy. */
  readonly refusal: Refusal;
}

/** The tenant is there and bound to the order's customer. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly vendorCustomerId: string;
  readonly vendorCartId: string;
  /** Present when the tenant was made for this order. */
  readonly credentials?: { readonly userId: string; readonly temporaryPassword: string } | undefined;
}

/** The vendor took the order: each line was accepted or refused. */
export interface Submitted {
  readonly kind: 'submitted';
  readonly lines: readonly (
    | {
        readonly lineId: string;
        readonly kind: 'accepted';
        readonly vendorOrderId: string;
        readonly vendorLineNumber: number;
      }
    | { readonly lineId: string; readonly kind: 'refused'; readonly refusal: Refusal }
  )[];
}

export type LineState =
  | { readonly kind: 'working'; readonly stage: string; readonly message: string }
  | { readonly kind: 'action-required'; readonly stage: string; readonly refusal: Refusal }
  | { readonly kind: 'fulfilled'; readonly vendorSubscriptionId: string; readonly endsOn: string | null }
  | { readonly kind: 'failed'; readonly refusal: Refusal };

/** Where each accepted line stands at the vendor. */
export interface LookedUp {
  readonly kind: 'looked-up';
  readonly lines: readonly { readonly lineId: string; readonly state: LineState }[];
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
