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
  SEAT_LIMIT_EXCEEDED: 'The tenant would have more seats of the product than the vendor allows.',
  PREREQUISITE_MISSING: 'The product needs another one, owned or ordered together.',
  ADDRESS_INVALID: 'The address or phone number is not one of the country.',
  PRICE_CHANGED: 'The price is not the one of the estimate.',
  CURRENCY_MISMATCH: 'The plan is not sold in the currency of the account.',
  CART_EXPIRED: 'The cart was untouched for too long.',
  CART_EMPTY: 'There is nothing to order.',
  PARTNER_ID_INVALID: 'The vendor does not know this location MPN ID.',
  PARTNER_ID_MISMATCH: 'The MPN ID and the domain are not those of one partner, or not those of this reseller.',
  RESELLER_NOT_ENROLLED: "The reseller is not enrolled in the vendor's programme.",
  RESELLER_DOMAIN_INVALID: 'The indirect-reseller domain is not a valid .onmicrosoft.com domain.',
  RELATIONSHIP_MISSING: 'The relationship with the indirect provider has not been accepted.',
  TENANT_DOMAIN_INVALID: 'The tenant name may hold letters and digits only.',
  TENANT_DOMAIN_TAKEN: 'The tenant name belongs to somebody else.',
  TENANT_DOMAIN_UNKNOWN: 'There is no such tenant at the vendor.',
  TENANT_IN_USE: 'The tenant belongs to another customer.',
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

/** What to do about a refusal that names nothing more fitting: no refusal is without a remedy. */
const REMEDIES: Readonly<Record<UserErrorCode, string>> = {
  INVALID: 'Correct the value at this path and send the call again.',
  REQUIRED: 'Give the value at this path and send the call again.',
  TOO_LONG: 'Shorten the text and send the call again.',
  OUT_OF_RANGE: 'Give a number within the range and send the call again.',
  NOT_FOUND: 'Check the id; list what you may see to find the right one.',
  ALREADY_EXISTS: 'Use what exists already, or choose another name.',
  CONFLICT: 'Read it again, then send the call with what is true now.',
  EXPIRED: 'Begin anew: sign in, estimate or ask for a new link.',
  NOT_ALLOWED: 'Ask an administrator of the account that may do this.',
  STATE_CONFLICT: 'Read it again: its state says what is possible now.',
  IDEMPOTENCY_CONFLICT: 'Send a new call with a key of its own.',
  LOGIN_TAKEN: 'Choose another login.',
  WRONG_CREDENTIALS: 'Check login and password, or ask an administrator of your account for a new password.',
  TOO_MANY_ATTEMPTS: 'Wait, then try again.',
  TERMS_NOT_ACCEPTED: 'Accept the terms, then send the call again.',
  INVITATION_USED: 'Ask for a new invitation.',
  ACCOUNT_NOT_ACTIVE: 'Activate the account first, or choose an active one.',
  ACCOUNT_ON_HOLD: 'Ask the account that sells to it to lift the hold.',
  PLAN_NOT_AVAILABLE: 'Choose a plan from the catalogue of this customer.',
  QUANTITY_OUT_OF_RANGE: 'Choose a quantity that is sold.',
  SEAT_LIMIT_EXCEEDED: 'Order no more seats than are left.',
  PREREQUISITE_MISSING: 'Order one of the products that are needed together with it.',
  ADDRESS_INVALID: 'Correct the address as the post of the country writes it.',
  PRICE_CHANGED: 'Estimate the order again.',
  CURRENCY_MISMATCH: 'Choose a plan in the currency of the account.',
  CART_EXPIRED: 'Fill a new cart.',
  CART_EMPTY: 'Put a plan into the cart, or give lines.',
  PARTNER_ID_INVALID: 'Take the location MPN ID from Partner Center, Identifiers.',
  PARTNER_ID_MISMATCH: "Give the reseller's own location MPN ID and its own domain.",
  RESELLER_NOT_ENROLLED: 'The reseller enrols in the programme of the vendor.',
  RESELLER_DOMAIN_INVALID: "Give the reseller's own .onmicrosoft.com domain.",
  RELATIONSHIP_MISSING: 'A global administrator of the tenant accepts the relationship.',
  TENANT_DOMAIN_INVALID: 'Choose a name of 1 to 27 letters and digits.',
  TENANT_DOMAIN_TAKEN: 'Choose another name, or order for the existing tenant.',
  TENANT_DOMAIN_UNKNOWN: 'Check the domain, or order with a new tenant.',
  TENANT_IN_USE: "Give the customer's own tenant, or order with a new one.",
  NEW_TENANT_NOT_ALLOWED: 'The customer has the vendor create and verify its tenant first.',
  ATTESTATION_MISSING: 'Give the name of the one who signs the attestation.',
  CUSTOMER_AGREEMENT_MISSING: 'Say who accepted the agreement for the customer, and on which day.',
  NOT_ELIGIBLE: 'The customer has the vendor verify it.',
  CREDIT_EXCEEDED: 'Pay by credit card, settle open invoices, or ask for a higher limit.',
  PAYMENT_DECLINED: 'Use another card, or ask for payment terms.',
  CANCELLATION_WINDOW_CLOSED: 'Decide what happens at the end of the term instead.',
  SCHEDULED_CHANGE_EXISTS: 'Withdraw the scheduled change first.',
  VENDOR_REJECTED: 'Correct what the vendor names, then send the call again.',
  VENDOR_UNAVAILABLE: 'Send the same call again in a few minutes.',
};

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
  /** Never empty. */
  readonly remedies: readonly RemedyHint[];
  /** How many would pass, where a quantity is refused. */
  readonly availableQuantity?: number | undefined;
  readonly vendorCode?: string | undefined;
  readonly vendorMessage?: string | undefined;
}

export interface RefusalDetails {
  readonly path?: readonly (string | number)[];
  readonly retryable?: boolean;
  /** What to do; the usual remedy of the code unless given. */
  readonly remedies?: readonly RemedyHint[];
  readonly availableQuantity?: number;
  readonly vendorCode?: string;
  readonly vendorMessage?: string;
}

/** Makes a refusal: a value for the payload's `userErrors`, never an exception. */
export function refusal(code: UserErrorCode, message: string, details: RefusalDetails = {}): Refusal {
  const { remedies = [] } = details;
  return {
    code,
    message,
    path: (details.path ?? []).map(String),
    retryable: details.retryable ?? false,
    remedies: remedies.length > 0 ? remedies : [{ description: REMEDIES[code] }],
    availableQuantity: details.availableQuantity,
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

/** Refuses an id under which the viewer sees nothing: whether it exists is not told. */
export function notFound(kind: string, field: string): Refusal {
  return refusal('NOT_FOUND', `There is no ${kind} with this id that you may see.`, { path: [field] });
}
