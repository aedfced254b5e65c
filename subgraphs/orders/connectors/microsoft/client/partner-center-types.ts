import type { Fetch } from '../../../../shared/process/outbound-fetch.ts';

/** Where the Partner Center API is, and the credentials for it. */
export interface PartnerCenterConnection {
  /** Root of the REST API, without `/v1`. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The time limit of one HTTP exchange. */
  readonly timeoutMs: number;
  /** The partner's own tenant in the token endpoint's path; `partner` by default. */
  readonly partnerTenant?: string;
  /** Root of the token endpoint; `baseUrl` by default. */
  readonly tokenBaseUrl?: string;
  /** Counts the milliseconds after which a token expires; the process's count by default. */
  readonly now?: () => number;
}

/** A connection with the connections of the network that its requests share. */
export interface PartnerCenterLink extends PartnerCenterConnection {
  readonly fetch: Fetch;
}

/** Identifies one call at Microsoft. */
export interface PartnerCenterCall {
  /** The idempotency key. For a write, store it before the call, so that the call can be repeated. */
  readonly requestId: string;
  /** Groups the calls that belong together in Microsoft's logs. */
  readonly correlationId: string;
  readonly signal?: AbortSignal;
}

/** A partner in Microsoft's partner network. */
export interface MpnProfile {
  readonly mpnId: string;
  readonly partnerName: string;
}

/** The address and contact of a new customer. */
export interface CustomerAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly addressLine1: string;
  readonly addressLine2?: string | undefined;
  readonly city: string;
  readonly state?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phoneNumber?: string | undefined;
}

/** A customer to create, together with its tenant. */
export interface NewCustomer {
  /** The full tenant domain, for example `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly companyName: string;
  readonly email: string;
  /** IETF language tag; `en-US` by default. */
  readonly culture?: string | undefined;
  readonly address: CustomerAddress;
  /** The tenant id of the indirect reseller that gets a relationship with the customer. */
  readonly associatedPartnerId?: string | undefined;
}

/** The sign-in of the tenant's first administrator. The password is a secret: never log it or put it into an error. */
export interface TemporaryCredentials {
  readonly userName: string;
  readonly password: string;
}

/** A customer that was created. */
export interface CreatedCustomer {
  readonly customerId: string;
  readonly domain: string;
  readonly companyName: string;
  readonly credentials: TemporaryCredentials;
}

/** A customer of the provider. */
export interface Customer {
  readonly customerId: string;
  readonly domain: string;
  readonly companyName: string;
  /** Whether the tenant has accepted the provider. */
  readonly related: boolean;
}

/** A relationship of the provider or of one of its customers with an indirect reseller. */
export interface PartnerRelationship {
  /** The id of the reseller's own tenant. */
  readonly tenantId: string;
  readonly name: string | undefined;
  readonly mpnId: string | undefined;
  readonly isActive: boolean;
}

/** A segment that Microsoft has approved a tenant for. */
export type Qualification = 'Education' | 'Nonprofit' | 'Unknown';

/** One version of an agreement that customers accept. */
export interface AgreementTemplate {
  readonly templateId: string;
  readonly agreementType: string;
  /** The address of its text. */
  readonly agreementLink: string;
  /** The version with the highest rank is the one in force. */
  readonly versionRank: number;
}

/** A person's acceptance of an agreement on behalf of a customer. */
export interface Agreement {
  /** The accepted version; undefined in records that are older than the versions. */
  readonly templateId: string | undefined;
  readonly agreementType: string;
  readonly agreedBy: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phoneNumber?: string | undefined;
  };
  /** ISO 8601, UTC. */
  readonly agreedAt: string;
}

export type TermDuration = 'P1M' | 'P1Y' | 'P3Y' | 'OneTime';
/** `none`: a trial, which is not billed. */
export type BillingCycle = 'monthly' | 'annual' | 'triennial' | 'one_time' | 'none';

/** A line to put into a cart. */
export interface NewCartLine {
  /** The caller's own id of the line. Microsoft repeats it in orders, errors and subscriptions. */
  readonly reference: string;
  /** `productId:skuId:availabilityId`. */
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
  /** The reseller's MPN ID. */
  readonly partnerIdOnRecord?: string | undefined;
  /** Must be true when `partnerIdOnRecord` is given. */
  readonly partnerOnRecordAttestationAccepted?: boolean | undefined;
  /** For co-termination: the ISO 8601 date on which the first term ends. */
  readonly customTermEndDate?: string | undefined;
  /** Microsoft's id of the promotion with which it is bought. */
  readonly promotionId?: string | undefined;
}

/** A promotion of Microsoft as it lists it for one country. */
export interface ProductPromotion {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  /** ISO 8601. */
  readonly startDate: string;
  readonly endDate: string;
  readonly minSeats: number | undefined;
  readonly maxSeats: number | undefined;
  readonly products: readonly PromotionProduct[];
}

/** A product that a promotion makes cheaper, and how. */
export interface PromotionProduct {
  readonly productId: string;
  readonly skuId: string;
  readonly termDuration: string;
  /** `Monthly`, `Annual`, `OneTime`, or a word that is not known yet. */
  readonly billingCycle: string;
  /** A `PercentDiscount` has a decimal as its value: `0.15`. */
  readonly policies: readonly { readonly type: string; readonly value: string }[];
}

/** Something about to be bought with a promotion. */
export interface PromotedItem {
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
  readonly promotionId: string;
}

/** Whether a customer can buy an item with its promotion, and why not. */
export interface PromotionEligibility {
  readonly isEligible: boolean;
  readonly reasons: readonly VendorReason[];
}

/** A cart at Microsoft. */
export interface Cart {
  readonly cartId: string;
  readonly status: 'Active' | 'Ordered' | 'Unknown';
  readonly expiresAt: string;
  readonly lines: readonly CartLine[];
}

/** A line of a cart at Microsoft. */
export interface CartLine {
  readonly lineNumber: number;
  readonly reference: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  /** Lines with the same group become one order. */
  readonly orderGroup: string;
}

/** An order at Microsoft. */
export interface VendorOrder {
  readonly orderId: string;
  readonly customerId: string;
  /** The request id of the checkout that created the order. */
  readonly externalReference: string | undefined;
  readonly status: 'pending' | 'completed' | 'partiallyCompleted' | 'failed' | 'unknown';
  readonly createdAt: string;
  readonly lines: readonly VendorOrderLine[];
}

/** A line of an order at Microsoft. */
export interface VendorOrderLine {
  readonly lineNumber: number;
  readonly reference: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  /** Assigned at checkout. The subscription itself can be read once the line is fulfilled. */
  readonly subscriptionId: string | undefined;
}

/** A line that Microsoft refused while it accepted other lines of the same cart. */
export interface VendorOrderError {
  readonly reference: string;
  readonly code: string;
  readonly description: string;
}

/** What a checkout bought, and which lines it did not. */
export interface CheckoutResult {
  readonly orders: readonly VendorOrder[];
  readonly orderErrors: readonly VendorOrderError[];
}

/** Why Microsoft refused something or waits, in its own words. */
export interface VendorReason {
  readonly code: string;
  readonly description: string;
}

/** How far the provisioning of one line is. */
export interface LineProvisioning {
  readonly lineNumber: number;
  readonly status: 'PrefulfillmentPending' | 'Fulfilled' | 'Unfulfilled' | 'Unknown';
  /** The current step: `requested`, `allocating`, `assigning`, `actionRequired`, `ready` or `failed`. */
  readonly stage: string;
  /** Present when the line failed, and while the customer or the reseller has to act. */
  readonly reason: VendorReason | undefined;
  readonly subscriptionId: string | undefined;
}

/** A change that takes effect when the subscription renews. */
export interface NextTermInstructions {
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
}

/** A subscription at Microsoft. */
export interface VendorSubscription {
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly status: 'active' | 'suspended' | 'deleted' | 'expired' | 'unknown';
  readonly autoRenewEnabled: boolean;
  readonly effectiveStartDate: string;
  readonly commitmentEndDate: string;
  /** Until this moment, the subscription can be cancelled and seats of the first purchase can be removed. */
  readonly cancellationAllowedUntil: string;
  readonly scheduledNextTermInstructions: NextTermInstructions | undefined;
  readonly etag: string;
}

/** A change of a subscription. Fields that are left out stay as they are. */
export interface SubscriptionChange {
  readonly quantity?: number;
  readonly autoRenewEnabled?: boolean;
  /** `deleted` cancels the subscription. Microsoft refuses it after the cancellation window. */
  readonly status?: 'active' | 'suspended' | 'deleted';
  /** Null discards a scheduled change. */
  readonly scheduledNextTermInstructions?: NextTermInstructions | null;
  /** The ETag that was read. Microsoft refuses the change with code 2055 when the subscription changed since then. */
  readonly etag?: string;
}
