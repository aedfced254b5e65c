/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The state of an account. A hold on an account also holds every account below it. */
export type AccountStatus =
  /** In normal use: can sign in, order and be billed. */
  | 'ACTIVE'
  /** Its services are suspended by the account it buys from. */
  | 'ADMIN_HOLD'
  /** Closed for good: it can no longer be changed. */
  | 'CANCELLED'
  /** Keeps its services, but cannot place new orders until its credit problem is resolved. */
  | 'CREDIT_HOLD'
  /** Not activated yet: no accounts can be created below it. */
  | 'PENDING';

/** The role of an account in the hierarchy. */
export type AccountType =
  /** Buys and uses services; has no accounts below it. */
  | 'CUSTOMER'
  /** The owner of the platform; there is exactly one. */
  | 'PROVIDER'
  /** Sells to customers and to resellers below it, and may also buy for itself. */
  | 'RESELLER';

/** What your reseller says of itself to become active. */
export type ActivateResellerInput = {
  /** True when you accept the terms and conditions for your company. */
  acceptTerms: boolean;
  /** The postal address of the reseller. */
  address: AddressInput;
  /** The administrative contact of the reseller, who receives the confirmation and later notices. */
  contact: ContactInput;
  /** The legal name of the reseller with its entity type: Falk Resale GmbH. At most 200 characters (800 bytes). */
  name: string;
  /** The question by which the service desk recognises your calls. */
  securityQuestion: SecurityQuestionInput;
  /** The version that you have read: `terms { version }`. The present one unless given. At most 200 characters (800 bytes). */
  termsVersion?: string | null | undefined;
};

/** The postal address of an account. */
export type AddressInput = {
  /** City or town. At most 200 characters (800 bytes). */
  city: string;
  /** Country, as its ISO 3166-1 code of two letters. */
  country: string;
  /** Street and house number. At most 200 characters (800 bytes). */
  line1: string;
  /** Apartment, floor or other address detail. At most 200 characters (800 bytes). */
  line2?: string | null | undefined;
  /** Postal or ZIP code. Required where the country uses them; stored in the format of the country. At most 200 characters (800 bytes). */
  postalCode?: string | null | undefined;
  /** State or province, by code or name. Required in AU, BR, CA, CN, IN, JP, MX and US, where it is stored as its code. At most 200 characters (800 bytes). */
  region?: string | null | undefined;
};

/** How often the price of a plan is billed. The price always covers the whole term. */
export type BillingCycle =
  /** One payment for each year of the term. */
  | 'ANNUAL'
  /** Equal instalments, one in each month of the term. */
  | 'MONTHLY'
  /** One payment for a purchase that has no term. */
  | 'ONE_TIME'
  /** One payment for a term of three years. */
  | 'TRIENNIAL';

/** The person to contact about an account. */
export type ContactInput = {
  /** The e-mail address for notices and credentials. */
  email: string;
  /** Given name. At most 200 characters (800 bytes). */
  firstName: string;
  /** Family name. At most 200 characters (800 bytes). */
  lastName: string;
  /** Telephone number. A number without a country code is read as one of the country of the address. It is stored in E.164 form: +12065550100. At most 200 characters (800 bytes). */
  phone?: string | null | undefined;
};

/** A new customer and its first administrator. */
export type CreateCustomerInput = {
  /** The postal address of the customer; the vendor checks it. */
  address: AddressInput;
  /** The administrative contact, who receives notices and credentials. One person may be the contact of many customers. */
  contact: ContactInput;
  /** The currency the customer is billed in. By default the currency of the market of its country. `updateAccount` can change it until the first order. */
  currency?: string | null | undefined;
  /** The id of the customer in your own systems. At most 200 characters (800 bytes). */
  externalId?: string | null | undefined;
  /** Repeat the request with the same key to get the customer that it created the first time, not a duplicate. The same key with different input is refused with IDEMPOTENCY_CONFLICT. At most 200 characters (800 bytes). */
  idempotencyKey?: string | null | undefined;
  /** The language of its mail, as a BCP 47 tag: en or de. English by default, and for languages that mail does not come in. At most 200 characters (800 bytes). */
  language?: string | null | undefined;
  /** Set it to true if the first administrator may only use services, and may neither place orders nor see prices or credentials. */
  limited?: boolean | null | undefined;
  /** The first administrator's login: 5 to 255 letters, digits or _ . @ -, unique on the platform. At most 255 characters (1,020 bytes). */
  login: string;
  /** The legal name of the customer. At most 200 characters (800 bytes). */
  name: string;
  /** The account that the customer buys from. Your own account by default. At most 64 characters (256 bytes). */
  parentId?: string | number | null | undefined;
  /** The kind of customer, which decides which plans and prices apply. */
  segment: Segment;
  /** The tax id, as on an invoice: DE136695976. At most 200 characters (800 bytes). */
  taxId?: string | null | undefined;
};

/** Conditions for plans. A plan must meet all of them. */
export type PlanFilter = {
  /** Only plans that are billed this often. ONE_TIME finds the plans without a term. */
  billingCycle?: BillingCycle | null | undefined;
  /** Only plans with prices in this currency. */
  currency?: string | null | undefined;
  /** Only plans that are sold in this country. */
  market?: string | null | undefined;
  /** Only plans for this kind of customer. GOVERNMENT finds commercial plans, which public bodies buy. */
  segment?: Segment | null | undefined;
  /** Only plans with this term: P1M, P1Y or P3Y. */
  term?: string | null | undefined;
};

/** What kind of value an ordering parameter takes. Every value is given as a text. */
export type ProductParameterType =
  /** The word true or false. A required one must be true. */
  | 'CHECKBOX'
  /** One of the choices, as it is written there. */
  | 'CHOICE'
  /** An e-mail address, such as cora@contoso.example. */
  | 'EMAIL'
  /** A decimal number with a point, such as 12 or 0.5. */
  | 'NUMBER'
  /** Any text of one line, or one that matches the pattern. */
  | 'TEXT';

/** Whether a product can be bought. */
export type ProductStatus =
  /** The product is no longer sold. Existing subscriptions continue. */
  | 'END_OF_SALE'
  /** The product has plans that are on sale or announced. */
  | 'PUBLISHED';

/** A question that verifies who calls the service desk, and its answer. */
export type SecurityQuestionInput = {
  /** What a caller has to say. Upper and lower case, blanks, punctuation and accents do not matter. At most 200 characters (800 bytes). */
  answer: string;
  /** One of the questions of the query `securityQuestions`, word for word. At most 200 characters (800 bytes). */
  question: string;
};

/** The kind of end customer. It decides which plans and prices apply. */
export type Segment =
  /** A business or another commercial organisation. */
  | 'COMMERCIAL'
  /** A school or university. It needs an existing tenant that the vendor has verified. */
  | 'EDUCATION'
  /** A public body. It buys commercial plans, in a new tenant. */
  | 'GOVERNMENT'
  /** A charity. It needs an existing tenant that the vendor has verified. */
  | 'NONPROFIT';

/** The reason for refusing a call. New codes may be added: show the message of a code that you do not know. */
export type UserErrorCode =
  /** The account is not active yet, or is no longer active. */
  | 'ACCOUNT_NOT_ACTIVE'
  /** The account, or an account above it, is on hold. */
  | 'ACCOUNT_ON_HOLD'
  /** The address or telephone number is not valid in its country. */
  | 'ADDRESS_INVALID'
  /** Something with the same identity already exists. */
  | 'ALREADY_EXISTS'
  /** The partner-on-record attestation has not been signed. */
  | 'ATTESTATION_MISSING'
  /** It is too late to cancel or to remove seats. */
  | 'CANCELLATION_WINDOW_CLOSED'
  /** There is nothing to order. */
  | 'CART_EMPTY'
  /** The cart has expired because it was not changed for too long. */
  | 'CART_EXPIRED'
  /** Somebody else has changed it in the meantime. */
  | 'CONFLICT'
  /** The order exceeds the available credit. */
  | 'CREDIT_EXCEEDED'
  /** The plan is not sold in the account's currency. */
  | 'CURRENCY_MISMATCH'
  /** The customer has not accepted the vendor's agreement. */
  | 'CUSTOMER_AGREEMENT_MISSING'
  /** It was valid once, but has expired. */
  | 'EXPIRED'
  /** The idempotency key was already used with different input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The value is malformed. */
  | 'INVALID'
  /** The invitation has already been accepted. */
  | 'INVITATION_USED'
  /** Another user of the platform already has this login. */
  | 'LOGIN_TAKEN'
  /** A customer of this segment must bring an existing, verified tenant. */
  | 'NEW_TENANT_NOT_ALLOWED'
  /** You may see it, but you may not do this. */
  | 'NOT_ALLOWED'
  /** The vendor has not verified the customer for this segment, or does not give it this promotion or trial. */
  | 'NOT_ELIGIBLE'
  /** There is nothing with this id, or you may not see it. */
  | 'NOT_FOUND'
  /** The number is outside the allowed range. */
  | 'OUT_OF_RANGE'
  /** The vendor does not know this location MPN ID. */
  | 'PARTNER_ID_INVALID'
  /** The location MPN ID and the domain belong to different partners, or not to this reseller. */
  | 'PARTNER_ID_MISMATCH'
  /** The payment was declined. */
  | 'PAYMENT_DECLINED'
  /** The plan is not available to this customer. */
  | 'PLAN_NOT_AVAILABLE'
  /** The product requires another product that the customer owns or orders with it. */
  | 'PREREQUISITE_MISSING'
  /** The estimate does not match the order: the lines, the customer or the prices are different. */
  | 'PRICE_CHANGED'
  /** The quantity is outside the limits of the product. */
  | 'QUANTITY_OUT_OF_RANGE'
  /** The relationship with the indirect provider has not been accepted. */
  | 'RELATIONSHIP_MISSING'
  /** A required value is missing. */
  | 'REQUIRED'
  /** The indirect-reseller domain is not a valid .onmicrosoft.com domain. */
  | 'RESELLER_DOMAIN_INVALID'
  /** The reseller is not enrolled in the vendor's programme. */
  | 'RESELLER_NOT_ENROLLED'
  /** A change is already scheduled. */
  | 'SCHEDULED_CHANGE_EXISTS'
  /** The tenant would have more seats of the product, or more subscriptions to it, than the vendor allows. */
  | 'SEAT_LIMIT_EXCEEDED'
  /** The login needs a code besides the password. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The action is not possible in the current state. */
  | 'STATE_CONFLICT'
  /** A tenant name may contain only letters and digits. */
  | 'TENANT_DOMAIN_INVALID'
  /** The tenant name is already taken. */
  | 'TENANT_DOMAIN_TAKEN'
  /** The vendor has no tenant with this domain. */
  | 'TENANT_DOMAIN_UNKNOWN'
  /** The tenant belongs to another customer. */
  | 'TENANT_IN_USE'
  /** The terms have not been accepted yet. */
  | 'TERMS_NOT_ACCEPTED'
  /** The text is longer than allowed. */
  | 'TOO_LONG'
  /** There were too many attempts. Wait before the next one. */
  | 'TOO_MANY_ATTEMPTS'
  /** The vendor refused the request. `vendorMessage` has the vendor's own words. */
  | 'VENDOR_REJECTED'
  /** The vendor is not responding at the moment. */
  | 'VENDOR_UNAVAILABLE'
  /** The login and the password do not match. */
  | 'WRONG_CREDENTIALS';

export type ActivationObstaclesQueryVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type ActivationObstaclesQuery = { activationObstacles: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> };

export type CreateOrderingCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateOrderingCustomerMutation = { createCustomer: { customer: { id: string, name: string, status: AccountStatus, currency: string, segment: Segment, parent:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, ancestors: Array<
        | { id: string }
        | { id: string }
        | { id: string }
      > } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> } };

export type CreateCustomerOfActivatedMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerOfActivatedMutation = { createCustomer: { customer: { id: string, name: string, status: AccountStatus, currency: string, segment: Segment, parent:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, ancestors: Array<
        | { id: string }
        | { id: string }
        | { id: string }
      > } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> } };

export type CreatedForOrderFragment = { customer: { id: string, name: string, status: AccountStatus, currency: string, segment: Segment, parent:
      | { id: string }
      | { id: string }
      | { id: string }
     | null, ancestors: Array<
      | { id: string }
      | { id: string }
      | { id: string }
    > } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> };

export type FindPlansQueryVariables = Exact<{
  mpns: Array<string> | string;
  count: number;
  after?: string | null | undefined;
  filter: PlanFilter;
}>;


export type FindPlansQuery = { products: { nodes: Array<{ mpn: string, plans: Array<{ id: string, term: string | null, billingCycle: BillingCycle }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type KnownPromotionsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type KnownPromotionsQuery = { nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { name: string, market: string, from: string, to: string, id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null> };

export type NewCustomerObstaclesQueryVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type NewCustomerObstaclesQuery = { createCustomerObstacles: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> };

export type ObstaclesOfActivatedQueryVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type ObstaclesOfActivatedQuery = { createCustomerObstacles: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> };

export type ObstacleFragment = { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> };

export type OrderQuoteQueryVariables = Exact<{
  buyerId?: string | number | null | undefined;
  sellerId?: string | number | null | undefined;
  planIds: Array<string | number> | string | number;
}>;


export type OrderQuoteQuery = { orderQuote: Array<{ sealedTiers: string, plan: { id: string, segment: Segment, term: string | null, billingCycle: BillingCycle, market: string, currency: string, validTo: string | null, product: { id: string, mpn: string, name: string, status: ProductStatus, category: string, minQuantity: number, maxQuantity: number, vendor: { name: string }, prerequisites: Array<{ mpn: string, name: string }> } } }> };

export type OrderingCustomerQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderingCustomerQuery = { account:
    | { __typename: 'Customer', segment: Segment, tenantDomain: string | null, id: string, name: string, type: AccountType, status: AccountStatus, currency: string, parent:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, ancestors: Array<
        | { id: string }
        | { id: string }
        | { id: string }
      >, address: { line1: string, line2: string | null, city: string, region: string | null, postalCode: string | null, country: string } | null, administrativeContact: { firstName: string, lastName: string, email: string, phone: string | null } | null }
    | { __typename: 'Provider', id: string, name: string, type: AccountType, status: AccountStatus, currency: string, parent:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, ancestors: Array<
        | { id: string }
        | { id: string }
        | { id: string }
      >, address: { line1: string, line2: string | null, city: string, region: string | null, postalCode: string | null, country: string } | null, administrativeContact: { firstName: string, lastName: string, email: string, phone: string | null } | null }
    | { __typename: 'Reseller', id: string, name: string, type: AccountType, status: AccountStatus, currency: string, parent:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, ancestors: Array<
        | { id: string }
        | { id: string }
        | { id: string }
      >, address: { line1: string, line2: string | null, city: string, region: string | null, postalCode: string | null, country: string } | null, administrativeContact: { firstName: string, lastName: string, email: string, phone: string | null } | null }
   | null };

export type PrepareActivationMutationVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type PrepareActivationMutation = { prepareActivation: { activationId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, remedies: Array<{ description: string, url: string | null }> }> } };

export type ProductParametersQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ProductParametersQuery = { nodes: Array<
    | { id: string, parameters: Array<{ name: string, label: string, type: ProductParameterType, required: boolean, help: string | null, choices: Array<string> | null, pattern: string | null }> }
    | Record<PropertyKey, never>
   | null> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CreatedForOrderFragmentDoc = new TypedDocumentString(`
    fragment CreatedForOrder on CreateCustomerPayload {
  customer {
    id
    name
    status
    currency
    segment
    parent {
      id
    }
    ancestors {
      id
    }
  }
  userErrors {
    code
    message
    path
    retryable
    remedies {
      description
      url
    }
  }
}
    `, {"fragmentName":"CreatedForOrder"}) as unknown as TypedDocumentString<CreatedForOrderFragment, unknown>;
export const ObstacleFragmentDoc = new TypedDocumentString(`
    fragment Obstacle on UserError {
  code
  message
  path
  retryable
  remedies {
    description
    url
  }
}
    `, {"fragmentName":"Obstacle"}) as unknown as TypedDocumentString<ObstacleFragment, unknown>;
export const ActivationObstaclesDocument = new TypedDocumentString(`
    query ActivationObstacles($input: ActivateResellerInput!) {
  activationObstacles(input: $input) {
    code
    message
    path
    retryable
    remedies {
      description
      url
    }
  }
}
    `) as unknown as TypedDocumentString<ActivationObstaclesQuery, ActivationObstaclesQueryVariables>;
export const CreateOrderingCustomerDocument = new TypedDocumentString(`
    mutation CreateOrderingCustomer($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    ...CreatedForOrder
  }
}
    fragment CreatedForOrder on CreateCustomerPayload {
  customer {
    id
    name
    status
    currency
    segment
    parent {
      id
    }
    ancestors {
      id
    }
  }
  userErrors {
    code
    message
    path
    retryable
    remedies {
      description
      url
    }
  }
}`) as unknown as TypedDocumentString<CreateOrderingCustomerMutation, CreateOrderingCustomerMutationVariables>;
export const CreateCustomerOfActivatedDocument = new TypedDocumentString(`
    mutation CreateCustomerOfActivated($input: CreateCustomerInput!) {
  createCustomer(input: $input, parentActivates: true) {
    ...CreatedForOrder
  }
}
    fragment CreatedForOrder on CreateCustomerPayload {
  customer {
    id
    name
    status
    currency
    segment
    parent {
      id
    }
    ancestors {
      id
    }
  }
  userErrors {
    code
    message
    path
    retryable
    remedies {
      description
      url
    }
  }
}`) as unknown as TypedDocumentString<CreateCustomerOfActivatedMutation, CreateCustomerOfActivatedMutationVariables>;
export const FindPlansDocument = new TypedDocumentString(`
    query FindPlans($mpns: [String!]!, $count: Int!, $after: String, $filter: PlanFilter!) {
  products(filter: {mpn: $mpns}, first: $count, after: $after) {
    nodes {
      mpn
      plans(filter: $filter) {
        id
        term
        billingCycle
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<FindPlansQuery, FindPlansQueryVariables>;
export const KnownPromotionsDocument = new TypedDocumentString(`
    query KnownPromotions($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Promotion {
      name
      market
      from
      to
    }
  }
}
    `) as unknown as TypedDocumentString<KnownPromotionsQuery, KnownPromotionsQueryVariables>;
export const NewCustomerObstaclesDocument = new TypedDocumentString(`
    query NewCustomerObstacles($input: CreateCustomerInput!) {
  createCustomerObstacles(input: $input) {
    ...Obstacle
  }
}
    fragment Obstacle on UserError {
  code
  message
  path
  retryable
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<NewCustomerObstaclesQuery, NewCustomerObstaclesQueryVariables>;
export const ObstaclesOfActivatedDocument = new TypedDocumentString(`
    query ObstaclesOfActivated($input: CreateCustomerInput!) {
  createCustomerObstacles(input: $input, parentActivates: true) {
    ...Obstacle
  }
}
    fragment Obstacle on UserError {
  code
  message
  path
  retryable
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<ObstaclesOfActivatedQuery, ObstaclesOfActivatedQueryVariables>;
export const OrderQuoteDocument = new TypedDocumentString(`
    query OrderQuote($buyerId: ID, $sellerId: ID, $planIds: [ID!]!) {
  orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $planIds) {
    sealedTiers
    plan {
      id
      segment
      term
      billingCycle
      market
      currency
      validTo
      product {
        id
        mpn
        name
        status
        category
        vendor {
          name
        }
        minQuantity
        maxQuantity
        prerequisites {
          mpn
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderQuoteQuery, OrderQuoteQueryVariables>;
export const OrderingCustomerDocument = new TypedDocumentString(`
    query OrderingCustomer($id: ID!) {
  account(id: $id) {
    __typename
    id
    name
    type
    status
    currency
    parent {
      id
    }
    ancestors {
      id
    }
    address {
      line1
      line2
      city
      region
      postalCode
      country
    }
    administrativeContact {
      firstName
      lastName
      email
      phone
    }
    ... on Customer {
      segment
      tenantDomain
    }
  }
}
    `) as unknown as TypedDocumentString<OrderingCustomerQuery, OrderingCustomerQueryVariables>;
export const PrepareActivationDocument = new TypedDocumentString(`
    mutation PrepareActivation($input: ActivateResellerInput!) {
  prepareActivation(input: $input) {
    activationId
    userErrors {
      code
      message
      path
      retryable
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PrepareActivationMutation, PrepareActivationMutationVariables>;
export const ProductParametersDocument = new TypedDocumentString(`
    query ProductParameters($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Product {
      id
      parameters {
        name
        label
        type
        required
        help
        choices
        pattern
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductParametersQuery, ProductParametersQueryVariables>;