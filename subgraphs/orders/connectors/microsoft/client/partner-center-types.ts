export interface PartnerCenterConnection {
  /** Root of the REST API, without `/v1`. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long one HTTP exchange may take. */
  readonly timeoutMs: number;
  /** The partner's own directory; `partner` unless given. */
  readonly partnerTenant?: string;
  /** Root of the token endpoint; `baseUrl` unless given. */
  readonly tokenBaseUrl?: string;
  /** Milliseconds since the epoch, for the token's expiry; the system's clock unless given. */
  readonly now?: () => number;
}

/** What identifies one call at the vendor; `requestId` is the idempotency key and is stored before the call is made. */
export interface PartnerCenterCall {
  readonly requestId: string;
  readonly correlationId: string;
  readonly signal?: AbortSignal;
}

export interface MpnProfile {
  readonly mpnId: string;
  readonly partnerName: string;
}

export interface CustomerAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly addressLine1: string;
  readonly addressLine2?: string;
  readonly city: string;
  readonly state?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phoneNumber?: string;
}

export interface NewCustomer {
  /** The full tenant domain, for example `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly companyName: string;
  readonly email: string;
  /** IETF language tag, `en-US` unless given. */
  readonly culture?: string;
  readonly address: CustomerAddress;
  /** The tenant id of the indirect reseller, which has a relationship with the customer from then on. */
  readonly associatedPartnerId?: string;
}

/** The tenant's first administrator. The password is a secret: never log it or put it into an error. */
export interface TemporaryCredentials {
  readonly userName: string;
  readonly password: string;
}

export interface CreatedCustomer {
  readonly customerId: string;
  readonly domain: string;
  readonly companyName: string;
  readonly credentials: TemporaryCredentials;
}

export interface Customer {
  readonly customerId: string;
  readonly domain: string;
  readonly companyName: string;
  readonly related: boolean;
}

/** A relationship of the provider or of one of its customers with an indirect reseller. */
export interface PartnerRelationship {
  /** The id of the reseller's own tenant. */
  readonly tenantId: string;
  readonly name: string;
  readonly mpnId: string | null;
  readonly isActive: boolean;
}

export type Qualification = 'Education' | 'Nonprofit' | 'Unknown';

/** One version of an agreement that customers accept. */
export interface AgreementTemplate {
  readonly templateId: string;
  readonly agreementType: string;
  /** Where its text can be read. */
  readonly agreementLink: string;
  /** The highest rank holds. */
  readonly versionRank: number;
}

/** That a person accepted an agreement for a customer. */
export interface Agreement {
  /** The accepted version; null in records from before versions. */
  readonly templateId: string | null;
  readonly agreementType: string;
  readonly agreedBy: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phoneNumber?: string;
  };
  /** ISO 8601, UTC. */
  readonly agreedAt: string;
}

export type TermDuration = 'P1M' | 'P1Y' | 'P3Y' | 'OneTime';
export type BillingCycle = 'monthly' | 'annual' | 'triennial' | 'one_time';

export interface NewCartLine {
  /** The caller's own id of the line; orders, errors and subscriptions carry it back. */
  readonly reference: string;
  /** `productId:skuId:availabilityId`. */
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
  /** The reseller's MPN ID. */
  readonly partnerIdOnRecord?: string;
  /** Must be true when `partnerIdOnRecord` is given. */
  readonly partnerOnRecordAttestationAccepted?: boolean;
  /** Co-termination: ISO 8601 date the first term ends at. */
  readonly customTermEndDate?: string;
}

export interface Cart {
  readonly cartId: string;
  readonly status: 'Active' | 'Ordered' | 'Unknown';
  readonly expiresAt: string;
  readonly lines: readonly CartLine[];
}

export interface CartLine {
  readonly lineNumber: number;
  readonly reference: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  /** Lines of one group become one order. */
  readonly orderGroup: string;
}

export interface VendorOrder {
  readonly orderId: string;
  readonly customerId: string;
  /** The request id of the checkout that created the order. */
  readonly externalReference: string | null;
  readonly status: 'pending' | 'completed' | 'partiallyCompleted' | 'failed' | 'unknown';
  readonly createdAt: string;
  readonly lines: readonly VendorOrderLine[];
}

export interface VendorOrderLine {
  readonly lineNumber: number;
  readonly reference: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  /** Allocated at checkout; the subscription can be read once the line is fulfilled. */
  readonly subscriptionId: string | null;
}

/** A line the vendor did not accept while it accepted others of the same cart. */
export interface VendorOrderError {
  readonly reference: string;
  readonly code: string;
  readonly description: string;
}

export interface CheckoutResult {
  readonly orders: readonly VendorOrder[];
  readonly orderErrors: readonly VendorOrderError[];
}

export interface LineProvisioning {
  readonly lineNumber: number;
  readonly status: 'PrefulfillmentPending' | 'Fulfilled' | 'Unfulfilled' | 'Unknown';
  /** What the vendor is doing at the moment: `requested`, `allocating`, `assigning`, `actionRequired`, `ready`, `failed`. */
  readonly stage: string;
  /** Present while the customer or reseller has to act, and when a line failed. */
  readonly reason: { readonly code: string; readonly description: string } | null;
  readonly subscriptionId: string | null;
}

export interface NextTermInstructions {
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: TermDuration;
  readonly billingCycle: BillingCycle;
}

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
  /** Until when the subscription can be cancelled or seats of the first purchase removed. */
  readonly cancellationAllowedUntil: string;
  readonly scheduledNextTermInstructions: NextTermInstructions | null;
  readonly etag: string;
}

/** Only what is given changes; `scheduledNextTermInstructions: null` discards a scheduled change. */
export interface SubscriptionChange {
  readonly quantity?: number;
  readonly autoRenewEnabled?: boolean;
  /** `deleted` cancels and is refused after the cancellation window. */
  readonly status?: 'active' | 'suspended' | 'deleted';
  readonly scheduledNextTermInstructions?: NextTermInstructions | null;
  /** Refused with code 2055 when the subscription has changed since it was read. */
  readonly etag?: string;
}
