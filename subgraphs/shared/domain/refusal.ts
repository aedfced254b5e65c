/** Every code of a refusal, with the description that the schema shows. */
export const USER_ERROR_CODES = {
  INVALID: 'The value is malformed.',
  REQUIRED: 'A required value is missing.',
  TOO_LONG: 'The text is longer than allowed.',
  OUT_OF_RANGE: 'The number is outside the allowed range.',
  NOT_FOUND: 'There is nothing with this id, or you may not see it.',
  ALREADY_EXISTS: 'Something with the same identity already exists.',
  CONFLICT: 'Somebody else has changed it in the meantime.',
  EXPIRED: 'It was valid once, but has expired.',
  NOT_ALLOWED: 'You may see it, but you may not do this.',
  STATE_CONFLICT: 'The action is not possible in the current state.',
  IDEMPOTENCY_CONFLICT: 'The idempotency key was already used with different input.',
  LOGIN_TAKEN: 'Another user of the platform already has this login.',
  WRONG_CREDENTIALS: 'The login and the password do not match.',
  SECOND_FACTOR_REQUIRED: 'The login needs a code besides the password.',
  TOO_MANY_ATTEMPTS: 'There were too many attempts. Wait before the next one.',
  TERMS_NOT_ACCEPTED: 'The terms have not been accepted yet.',
  INVITATION_USED: 'The invitation has already been accepted.',
  ACCOUNT_NOT_ACTIVE: 'The account is not active yet, or is no longer active.',
  ACCOUNT_ON_HOLD: 'The account, or an account above it, is on hold.',
  PLAN_NOT_AVAILABLE: 'The plan is not available to this customer.',
  QUANTITY_OUT_OF_RANGE: 'The quantity is outside the limits of the product.',
  SEAT_LIMIT_EXCEEDED:
    'The tenant would have more seats of the product, or more subscriptions to it, than the vendor allows.',
  PREREQUISITE_MISSING: 'The product requires another product that the customer owns or orders with it.',
  ADDRESS_INVALID: 'The address or telephone number is not valid in its country.',
  PRICE_CHANGED: 'The estimate does not match the order: the lines, the customer or the prices are different.',
  CURRENCY_MISMATCH: "The plan is not sold in the account's currency.",
  CART_EXPIRED: 'The cart has expired because it was not changed for too long.',
  CART_EMPTY: 'There is nothing to order.',
  PARTNER_ID_INVALID: 'The vendor does not know this location MPN ID.',
  PARTNER_ID_MISMATCH: 'The location MPN ID and the domain belong to different partners, or not to this reseller.',
  RESELLER_NOT_ENROLLED: "The reseller is not enrolled in the vendor's programme.",
  RESELLER_DOMAIN_INVALID: 'The indirect-reseller domain is not a valid .onmicrosoft.com domain.',
  RELATIONSHIP_MISSING: 'The relationship with the indirect provider has not been accepted.',
  TENANT_DOMAIN_INVALID: 'A tenant name may contain only letters and digits.',
  TENANT_DOMAIN_TAKEN: 'The tenant name is already taken.',
  TENANT_DOMAIN_UNKNOWN: 'The vendor has no tenant with this domain.',
  TENANT_IN_USE: 'The tenant belongs to another customer.',
  NEW_TENANT_NOT_ALLOWED: 'A customer of this segment must bring an existing, verified tenant.',
  ATTESTATION_MISSING: 'The partner-on-record attestation has not been signed.',
  CUSTOMER_AGREEMENT_MISSING: "The customer has not accepted the vendor's agreement.",
  NOT_ELIGIBLE:
    'The vendor has not verified the customer for this segment, or does not give it this promotion or trial.',
  CREDIT_EXCEEDED: 'The order exceeds the available credit.',
  PAYMENT_DECLINED: 'The payment was declined.',
  CANCELLATION_WINDOW_CLOSED: 'It is too late to cancel or to remove seats.',
  SCHEDULED_CHANGE_EXISTS: 'A change is already scheduled.',
  VENDOR_REJECTED: "The vendor refused the request. `vendorMessage` has the vendor's own words.",
  VENDOR_UNAVAILABLE: 'The vendor is not responding at the moment.',
} as const;

export type UserErrorCode = keyof typeof USER_ERROR_CODES;

/** The remedy of a refusal that names none of its own, so that every refusal has one. */
const REMEDIES: Readonly<Record<UserErrorCode, string>> = {
  INVALID: 'Correct the value at this path and send the call again.',
  REQUIRED: 'Give the value at this path and send the call again.',
  TOO_LONG: 'Shorten the text and send the call again.',
  OUT_OF_RANGE: 'Give a number within the allowed range and send the call again.',
  NOT_FOUND: 'Check the id. List what you may see to find the right one.',
  ALREADY_EXISTS: 'Use the existing one, or choose another name.',
  CONFLICT: 'Query it again, then send the call with the current values.',
  EXPIRED: 'Start again: sign in, estimate the order, or ask for a new link.',
  NOT_ALLOWED: 'Ask an administrator of an account that is allowed to do this.',
  STATE_CONFLICT: 'Query it again: its current status shows what is possible.',
  IDEMPOTENCY_CONFLICT: 'Send the call with a new idempotency key.',
  LOGIN_TAKEN: 'Choose another login.',
  WRONG_CREDENTIALS: 'Check the login and the password, or ask an administrator of your account for a new password.',
  SECOND_FACTOR_REQUIRED: 'Sign in with a code of the authenticator, or with a recovery code.',
  TOO_MANY_ATTEMPTS: 'Wait, then try again.',
  TERMS_NOT_ACCEPTED: 'Accept the terms, then send the call again.',
  INVITATION_USED: 'Ask for a new invitation.',
  ACCOUNT_NOT_ACTIVE: 'Activate the account first, or choose an active one.',
  ACCOUNT_ON_HOLD: 'Ask the account it buys from to lift the hold.',
  PLAN_NOT_AVAILABLE: "Choose a plan from the customer's catalogue.",
  QUANTITY_OUT_OF_RANGE: 'Choose a quantity within the limits of the product.',
  SEAT_LIMIT_EXCEEDED: 'Order no more seats than the tenant has left.',
  PREREQUISITE_MISSING: 'Add one of the required products to the order.',
  ADDRESS_INVALID: 'Write the address in the format of its country.',
  PRICE_CHANGED: 'Estimate the order again.',
  CURRENCY_MISMATCH: "Choose a plan in the account's currency.",
  CART_EXPIRED: 'Create a new cart and fill it.',
  CART_EMPTY: 'Add a plan to the cart, or give the lines of the order.',
  PARTNER_ID_INVALID: 'Copy the location MPN ID from the Identifiers page in Partner Center.',
  PARTNER_ID_MISMATCH: "Give the reseller's own location MPN ID and its own domain.",
  RESELLER_NOT_ENROLLED: "The reseller must enrol in the vendor's programme.",
  RESELLER_DOMAIN_INVALID: "Give the reseller's own .onmicrosoft.com domain.",
  RELATIONSHIP_MISSING: 'A global administrator of the tenant must accept the relationship.',
  TENANT_DOMAIN_INVALID: 'Choose a name of 1 to 27 letters and digits.',
  TENANT_DOMAIN_TAKEN: 'Choose another name, or order for the existing tenant.',
  TENANT_DOMAIN_UNKNOWN: 'Check the domain, or order with a new tenant.',
  TENANT_IN_USE: "Give the customer's own tenant, or order with a new one.",
  NEW_TENANT_NOT_ALLOWED: 'The customer must first ask the vendor to create and verify its tenant.',
  ATTESTATION_MISSING: 'Give the name of the person who signs the attestation.',
  CUSTOMER_AGREEMENT_MISSING: 'Enter who accepted the agreement for the customer, and on which day.',
  NOT_ELIGIBLE: 'The customer must ask the vendor to verify it for its segment.',
  CREDIT_EXCEEDED: 'Pay by credit card, settle open invoices, or ask for a higher limit.',
  PAYMENT_DECLINED: 'Use another card, or ask for payment terms.',
  CANCELLATION_WINDOW_CLOSED:
    'Change what happens at the end of the term instead, for example by turning off automatic renewal.',
  SCHEDULED_CHANGE_EXISTS: 'Withdraw the scheduled change first.',
  VENDOR_REJECTED: "Correct what the vendor's message says, then send the call again.",
  VENDOR_UNAVAILABLE: 'Send the same call again in a few minutes.',
};

/** An action that makes a refused call succeed. */
export interface RemedyHint {
  readonly description: string;
  readonly url?: string | undefined;
}

/** One expected refusal and its remedies. It is a value, never an exception. */
export interface Refusal {
  readonly code: UserErrorCode;
  readonly message: string;
  /** The path of the input field at fault; positions in lists are numbers written as text. */
  readonly path: readonly string[];
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** Never empty. */
  readonly remedies: readonly RemedyHint[];
  /** The quantity that would be accepted, where a quantity is refused. */
  readonly availableQuantity?: number | undefined;
  readonly vendorCode?: string | undefined;
  readonly vendorMessage?: string | undefined;
}

export interface RefusalDetails {
  readonly path?: readonly (string | number)[];
  readonly retryable?: boolean;
  /** The usual remedy of the code unless given. */
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

/** The outcome of a use case: its result, or the reasons for refusing, in which case nothing was changed. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly Refusal[] };

/** The outcome of a use case that did its work. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** The outcome of a use case that refused. */
export function refused(...errors: readonly Refusal[]): {
  readonly ok: false;
  readonly errors: readonly Refusal[];
} {
  return { ok: false, errors };
}

/** Whether a result is the outcome of a use case that refused. */
export function isRefused(result: unknown): result is Outcome<unknown> & { readonly ok: false } {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}

/** Refuses an id under which the viewer sees nothing: whether it exists is not told. */
export function notFound(kind: string, field: string): Refusal {
  return refusal('NOT_FOUND', `There is no ${kind} with this id that you may see.`, { path: [field] });
}
