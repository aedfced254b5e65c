export const USER_ERROR_CODES = {
  INVALID: 'The value is not well formed.',
  REQUIRED: 'A value is missing.',
  TOO_LONG: 'The text is longer than allowed.',
  OUT_OF_RANGE: 'The number is outside the allowed range.',
  NOT_FOUND: 'There is nothing with this id that you may see.',
  ALREADY_EXISTS: 'Something with this identity exists already.',
  CONFLICT: 'Someone changed the same thing meanwhile; read it again.',
  EXPIRED: 'It was valid once, but is no longer.',
  NOT_ALLOWED: 'You may see this, but may not do it.',
  STATE_CONFLICT: 'Not possible in the present state.',
  IDEMPOTENCY_CONFLICT: 'The idempotency key was used with another input.',
  LOGIN_TAKEN: 'The login belongs to another user of the platform.',
  WRONG_CREDENTIALS: 'Login and password do not belong together.',
  TOO_MANY_ATTEMPTS: 'Too many attempts; wait before the next.',
  TERMS_NOT_ACCEPTED: 'The terms must be accepted first.',
  INVITATION_USED: 'The invitation was accepted already.',
  ACCOUNT_NOT_ACTIVE: 'The account is not active yet, or not any more.',
  ACCOUNT_ON_HOLD: 'The account, or one above it, is on hold.',
  PLAN_NOT_AVAILABLE: 'The plan is not sold to this customer.',
  QUANTITY_OUT_OF_RANGE: 'The product is not sold in this quantity.',
  PREREQUISITE_MISSING: 'The product needs another one, owned or ordered together.',
  PRICE_CHANGED: 'The price is not the one of the estimate.',
  CURRENCY_MISMATCH: 'The plan is not sold in the currency of the account.',
  CART_EXPIRED: 'The cart was untouched for too long.',
  CART_EMPTY: 'There is nothing to order.',
  PARTNER_ID_INVALID: 'The vendor does not know this location MPN ID.',
  RESELLER_NOT_ENROLLED: "The reseller is not enrolled in the vendor's programme.",
  RESELLER_DOMAIN_INVALID: 'The indirect-reseller domain is not a valid .onmicrosoft.com domain.',
  RELATIONSHIP_MISSING: 'The relationship with the indirect provider has not been accepted.',
  TENANT_DOMAIN_INVALID: 'The tenant name may hold letters and digits only.',
  TENANT_DOMAIN_TAKEN: 'The tenant name belongs to somebody else.',
  TENANT_DOMAIN_UNKNOWN: 'There is no such tenant at the vendor.',
  NEW_TENANT_NOT_ALLOWED: 'This segment must bring an existing, verified tenant.',
  ATTESTATION_MISSING: 'The partner-on-record attestation must be signed.',
  CUSTOMER_AGREEMENT_MISSING: "The customer has not accepted the vendor's agreement.",
  NOT_ELIGIBLE: 'The vendor has not verified the customer for this segment.',
  CREDIT_EXCEEDED: 'The order does not fit in the available credit.',
  PAYMENT_DECLINED: 'The payment was declined.',
  CANCELLATION_WINDOW_CLOSED: 'The time to cancel or to remove seats is over.',
  SCHEDULED_CHANGE_EXISTS: 'A change is scheduled already.',
  VENDOR_REJECTED: 'The vendor refused; its own words are given.',
  VENDOR_UNAVAILABLE: 'The vendor does not answer at the moment.',
} as const;

export type UserErrorCode = keyof typeof USER_ERROR_CODES;

/** Something that makes a refused call succeed. */
export interface RemedyHint {
  readonly description: string;
  readonly url?: string | undefined;
}

/** One expected refusal, with its cure: a value, never an exception. */
export interface Refusal {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path of the input field at fault, list positions as numbers in text. */
  readonly path: readonly string[];
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly remedies: readonly RemedyHint[];
  readonly vendorCode?: string | undefined;
  readonly vendorMessage?: string | undefined;
}

export interface RefusalDetails {
  readonly path?: readonly (string | number)[];
  readonly retryable?: boolean;
  readonly remedies?: readonly RemedyHint[];
  readonly vendorCode?: string;
  readonly vendorMessage?: string;
}

/** Makes a refusal: a value for the payload's `userErrors`, never an exception. */
export function refusal(code: UserErrorCode, message: string, details: RefusalDetails = {}): Refusal {
  return {
    code,
    message,
    path: (details.path ?? []).map(String),
    retryable: details.retryable ?? false,
    remedies: details.remedies ?? [],
    vendorCode: details.vendorCode,
    vendorMessage: details.vendorMessage,
  };
}

/** The outcome of a use case: what it made, or why it refused and changed nothing. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly Refusal[] };

/** The use case did its work. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** The use case refused. */
export function refused(...errors: readonly Refusal[]): {
  readonly ok: false;
  readonly errors: readonly Refusal[];
} {
  return { ok: false, errors };
}
