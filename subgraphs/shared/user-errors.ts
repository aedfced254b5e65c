import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { UrlScalar } from './scalars.ts';

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

const codes = Object.keys(USER_ERROR_CODES) as UserErrorCode[];

/** The enum object that type-graphql registers: every code under its own name. */
export const UserErrorCodeEnum = Object.fromEntries(codes.map((code) => [code, code])) as {
  readonly [C in UserErrorCode]: C;
};

registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'Why a mutation refused. New codes may come; treat an unknown one by its message.',
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: USER_ERROR_CODES[code] }])),
});

@ObjectType('Remedy', { description: 'Something that makes a refused call succeed.' })
@Directive('@shareable')
export class Remedy {
  @Field(() => String, { description: 'What to do, in words.' })
  description!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Where to do it.' })
  url?: string | undefined;
}

@ObjectType('UserError', { description: 'One expected refusal, with its cure.' })
@Directive('@shareable')
export class UserError {
  @Field(() => UserErrorCodeEnum, { description: 'The reason, for programs.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'The reason, for people.' })
  message!: string;

  @Field(() => [String], {
    description: 'Path of the input field at fault, list positions as numbers: ["lines", "0", "quantity"].',
  })
  path!: string[];

  @Field(() => Boolean, { description: 'The same call may succeed later, unchanged.' })
  retryable!: boolean;

  @Field(() => [Remedy], { description: 'What to do now, and where.' })
  remedies!: Remedy[];

  @Field(() => String, { nullable: true, description: "The vendor's own code, when the refusal is the vendor's." })
  vendorCode?: string | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own words, when the refusal is the vendor's." })
  vendorMessage?: string | undefined;
}

export interface RefusalDetails {
  readonly path?: readonly (string | number)[];
  readonly retryable?: boolean;
  readonly remedies?: readonly Remedy[];
  readonly vendorCode?: string;
  readonly vendorMessage?: string;
}

/** Makes a refusal: a value for the payload's `userErrors`, never an exception. */
export function refusal(code: UserErrorCode, message: string, details: RefusalDetails = {}): UserError {
  return {
    code,
    message,
    path: (details.path ?? []).map(String),
    retryable: details.retryable ?? false,
    remedies: [...(details.remedies ?? [])],
    vendorCode: details.vendorCode,
    vendorMessage: details.vendorMessage,
  };
}

/** The outcome of a use case: what it made, or why it refused and changed nothing. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly UserError[] };

/** The use case did its work. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** The use case refused. */
export function refused(...errors: readonly UserError[]): {
  readonly ok: false;
  readonly errors: readonly UserError[];
} {
  return { ok: false, errors };
}
