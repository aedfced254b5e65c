/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a seller holds an account for. */
export type AccountHold =
  /** Another reason: nobody signs in for it, and nothing new is ordered. */
  | 'ADMINISTRATIVE'
  /** Its credit: it keeps its services, and cannot place new orders. */
  | 'CREDIT';

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

/** For which account you act, and why. */
export type ActForInput = {
  /** An account below yours. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** Why, for whoever asks later. It is kept with the session. At most 200 characters (800 bytes). */
  reason?: string | null | undefined;
};

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

/** Conditions for items. An item must meet all of them. */
export type AttentionFilter = {
  /** Whether the items of the accounts below are included. */
  includeDescendants?: boolean | null | undefined;
  /** Whether items that have left the list are included. They are kept for ninety days. */
  includeResolved?: boolean | null | undefined;
  /** Only items of one of these kinds. At most 100 items. */
  kind?: Array<AttentionKind> | null | undefined;
  /** Only items about the order with this id. At most 64 characters (256 bytes). */
  orderId?: string | number | null | undefined;
};

/** Why a person has to look at something. Show an unknown value like JOB_FAILING: there may be more kinds later. */
export type AttentionKind =
  /** A job has failed so often that it is not tried any more until somebody retries the item. */
  | 'JOB_EXHAUSTED'
  /** A step of the order fails again and again. The platform keeps trying it. */
  | 'JOB_FAILING'
  /** Nothing has changed for ten times as long as the vendor usually takes. */
  | 'OVERDUE'
  /** The vendor does not say whether it has the order, even when it is asked again. */
  | 'UNKNOWN_OUTCOME'
  /** The vendor took the order, but has neither accepted nor refused one line, and does not show it either. */
  | 'UNMENTIONED_LINE'
  /** The vendor refuses the questions of the platform, for example because of its credentials. */
  | 'VENDOR_REFUSES';

/** How an item left the list of what needs attention. */
export type AttentionResolution =
  /** What it was about went on by itself, or has ended. */
  | 'MOVED_ON'
  /** Somebody had it done again with `retryAttentionItem`. */
  | 'RETRIED';

/** Conditions for entries of the audit log. An entry must meet all of them. */
export type AuditFilter = {
  /** Only what was done under one of these names, such as `updateAccount`. At most 100 items, each with at most 200 characters (800 bytes). */
  action?: Array<string> | null | undefined;
  /** Only what this user or API client did, whom you may see. At most 64 characters (256 bytes). */
  actorId?: string | number | null | undefined;
  /** Only changes that were made at this moment or later. */
  from?: string | null | undefined;
  /** Only changes of the object with this id. At most 64 characters (256 bytes). */
  subjectId?: string | number | null | undefined;
  /** Only changes that were made before this moment. */
  to?: string | null | undefined;
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

/** The account that ends for good. */
export type CancelAccountInput = {
  /** The account to cancel. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** Why, for whoever asks later. At most 200 characters (800 bytes). */
  reason: string;
};

/** The result of one check of an order. */
export type CheckStatus =
  /** The order would be refused. The error says why, and what to do. */
  | 'FAILED'
  /** Nothing stands in the way of the order. */
  | 'PASSED'
  /** The check was not made: an earlier one failed, or you may not know its result. */
  | 'SKIPPED';

/** The import that is no mistake. */
export type ConfirmPriceListImportInput = {
  /** The id of an import in the status NEEDS_CONFIRMATION. At most 64 characters (256 bytes). */
  importId: string | number;
};

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

/** A program that is to act for an account. */
export type CreateApiClientInput = {
  /** The provider or reseller that it acts for: your own account, or one below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** From when on it gets no more tokens. It does not expire unless given. */
  expiresAt?: string | null | undefined;
  /** A name by which people recognise it. At most 200 characters (800 bytes). */
  name: string;
  /** What it may do. You can give only what you may do yourself. At most 100 items. */
  permissions: Array<Permission>;
};

/** The reseller and the customer of a new cart. */
export type CreateCartInput = {
  /** The customer that the cart is for. It can also be set later with `setCartCustomer`. At most 64 characters (256 bytes). */
  customerId?: string | number | null | undefined;
  /** The reseller that orders. By default the customer's reseller, or your own account. At most 64 characters (256 bytes). */
  resellerId?: string | number | null | undefined;
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

/** The hub to create: what it ties, and by which API client the system signs in. */
export type CreateHubInput = {
  /** The API client of the owner by which its commerce system signs in. At most 64 characters (256 bytes). */
  apiClientId?: string | number | null | undefined;
  /** The marketplaces of the owner that the hub ties: one or more. At most 100 items, each with at most 64 characters (256 bytes). */
  marketplaceIds: Array<string | number>;
  /** The name, unique among the hubs of the owner. At most 200 characters (800 bytes). */
  name: string;
  /** The owner of the marketplaces: your own account or one below it. Not a customer. At most 64 characters (256 bytes). */
  ownerId: string | number;
};

/** The marketplace to create, and its owner. */
export type CreateMarketplaceInput = {
  /** The currency in which the marketplace shows prices. */
  currency: string;
  /** The country whose plans the marketplace shows. */
  market: string;
  /** The name, unique among the marketplaces of the owner. At most 200 characters (800 bytes). */
  name: string;
  /** The account that sells in the marketplace: your own account or one below it. Not a customer. At most 64 characters (256 bytes). */
  ownerId: string | number;
};

/** A new user, who sets the password by a link in a mail. */
export type CreateUserInput = {
  /** The account that the user signs in for: your own, or one below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** Where the link to set the password is sent. */
  email: string;
  /** The given name of the user. At most 200 characters (800 bytes). */
  firstName: string;
  /** Whether the user manages the account, or only uses its services. */
  kind: UserKind;
  /** The family name of the user. At most 200 characters (800 bytes). */
  lastName: string;
  /** The name to sign in with: 5 to 255 letters, digits or _ . @ -, unique on the platform. At most 255 characters (1,020 bytes). */
  login: string;
  /** What the user may do. You can give only what you may do yourself. A service user can only have USE_SERVICES. At most 100 items. */
  permissions: Array<Permission>;
};

/** The person who accepted the vendor's customer agreement on behalf of the customer. */
export type CustomerAgreementInput = {
  /** The day on which the agreement was accepted. */
  acceptedOn: string;
  /** The e-mail address of the person. */
  email: string;
  /** The first name of the person. At most 200 characters (800 bytes). */
  firstName: string;
  /** The last name of the person. At most 200 characters (800 bytes). */
  lastName: string;
  /** The telephone number of the person. At most 200 characters (800 bytes). */
  phone?: string | null | undefined;
};

/** The decision about a listing that waits for consent. */
export type DecideListingInput = {
  /** Whether the product may be sold in the marketplace. */
  decision: Decision;
  /** The listing, of the status REQUESTED. At most 64 characters (256 bytes). */
  listingId: string | number;
  /** Why, for whoever has asked. At most 200 characters (800 bytes). */
  reason?: string | null | undefined;
};

/** A decision about a request to pay by invoice. */
export type DecideTermsInput = {
  /** The day of the month on which invoices are issued: 1 to 28. */
  billingDay?: number | null | undefined;
  /** The credit limit of an approval. By default the one that was asked for. */
  creditLimit?: MoneyInput | null | undefined;
  /** Whether the account gets terms. */
  decision: Decision;
  /** Days from an invoice to its due date: 1 to 365. */
  paymentDays?: number | null | undefined;
  /** Why, for whoever has asked. At most 200 characters (800 bytes). */
  reason?: string | null | undefined;
  /** The id of the request: `termsRequest { id }` of the account. At most 64 characters (256 bytes). */
  termsRequestId: string | number;
};

/** What one person decides about what another has asked for. */
export type Decision =
  /** It is given as it was asked for, or as the decision says. */
  | 'APPROVE'
  /** It is not given; everything stays as it was. */
  | 'DECLINE';

/** What proves that it is you. */
export type EnrolSecondFactorInput = {
  /** A code of the authenticator that you have, or a recovery code, if you have a second factor already. At most 200 characters (800 bytes). */
  code?: string | null | undefined;
  /** The password you sign in with. At most 1,024 characters (4,096 bytes). */
  password: string;
};

/** The user to erase, and why. */
export type EraseUserInput = {
  /** Why, for whoever asks later. Do not name the person: the reason stays in the audit log. At most 200 characters (800 bytes). */
  reason: string;
  /** The user whose data is replaced by a pseudonym. At most 64 characters (256 bytes). */
  userId: string | number;
};

/** The price list to export. */
export type ExportPriceListInput = {
  /** Whose prices: a direct child of your account, or your own account, which is meant when you leave it out. At most 64 characters (256 bytes). */
  accountId?: string | number | null | undefined;
  /** The currency of the plans that are listed. */
  currency: string;
  /** The country whose plans are listed. */
  market: string;
  /** Only products of this vendor: a sheet that is imported is one of one vendor. All vendors unless you give it. At most 64 characters (256 bytes). */
  vendorId?: string | number | null | undefined;
};

/** The vendor sheet to import. */
export type ImportPriceListInput = {
  /** Says what the sheet would change, and changes nothing. */
  dryRun?: boolean | null | undefined;
  /** What the sheet is; recognised from its rows if you leave it out. Of a file with rows of several kinds, those of the other kinds are skipped. */
  kind?: PriceSheetKind | null | undefined;
  /** The month whose prices the sheet has, such as 2026-11. If you leave it out, it is read from the name of the file, and else it is the present month, or the next one for a preview. At most 7 characters (28 bytes). */
  month?: string | null | undefined;
  /** The sheet announces the changes of the next month only: it retires nothing. */
  nextMonth?: boolean | null | undefined;
  /** The sheet has a part of its kind only: it retires nothing. */
  partial?: boolean | null | undefined;
  /** The https or http address of the file, on a host that the operator allows, or the path of the file below the import folder of the server. CSV, as it is or packed with gzip or zip. At most 1,024 characters (4,096 bytes). */
  source: string;
  /** The name of the vendor. A vendor with a new name is created. At most 200 characters (800 bytes). */
  vendor: string;
};

/** The progress of a price list import. */
export type ImportStatus =
  /** The sheet was read to its end. Single rows may have been rejected. */
  | 'COMPLETED'
  /** The sheet could not be imported; `failure` gives the reason. */
  | 'FAILED'
  /** The sheet looks like a mistake: `warnings` says why. Nothing was changed; `confirmPriceListImport` imports it. */
  | 'NEEDS_CONFIRMATION'
  /** Waiting in the queue, or reading the sheet. Ask again later. */
  | 'RUNNING';

/** The state of an invitation. */
export type InvitationStatus =
  /** A reseller was created by it. */
  | 'ACCEPTED'
  /** Nobody used its link in time. It can be sent again. */
  | 'EXPIRED'
  /** The account that sent it has taken it back. */
  | 'REVOKED'
  /** Its link can be used. */
  | 'SENT';

/** Whom you invite to become a reseller. */
export type InviteResellerInput = {
  /** The address that the link is sent to. */
  email: string;
};

/** Whether a product is on sale in a marketplace. */
export type ListingStatus =
  /** The consent was refused. The owner can ask again with `publishListing`. */
  | 'DECLINED'
  /** It is on sale: customers see it and can order it. */
  | 'PUBLISHED'
  /** It waits for the consent of the account from which the owner of the marketplace buys. */
  | 'REQUESTED'
  /** It was taken out of the marketplace, for good. The product can be listed anew. */
  | 'RETIRED';

/** A mail in your own words, in one language. What is left out stays; null or an empty text goes back to the words of the platform. The other texts of the mail stay as they are: the notes below its body, and who answers questions. */
export type MailTextInput = {
  /**
   * The body, from the greeting to the last line, as plain text. An empty line begins a new paragraph; HTML is shown as text. Placeholders stand in braces, in bold below where a body must have them. `{link}` in a paragraph of its own becomes a button; `{details}` is the table of facts, and `{lines}` the lines of an order, each a paragraph of its own.
   *
   * - `order.completed`, `order.partially-completed`, `order.failed`, `order.cancelled`, `order.action-required`, `customer-order.partially-completed`, `customer-order.failed`, `customer-order.action-required`: {recipientName} {senderName} {orderNumber} {customerName} {contactName} {details} **{lines}**
   * - `access.granted`: {recipientName} {senderName} {accountName} **{login}** {expiresAt} **{link}** {details}
   * - `access.reset`: {recipientName} {senderName} {accountName} {login} {expiresAt} **{link}** {details}
   * - `access.changed`, `access.second-factor`: {recipientName} {senderName} {accountName} {login} **{link}** {details}
   * - `access.identity-linked`: {recipientName} {senderName} {accountName} {login} {providerName} **{link}** {details}
   * - `reseller.activated`: {recipientName} {senderName} {accountName} **{login}** {link} {details}
   * - `prices.rising`: {recipientName} {senderName} {accountName} {vendorName} {since} {details} **{lines}**
   * - `reseller.invited`: {recipientName} {senderName} {inviterName} {expiresAt} **{link}** {details}
   *
   * A mail refuses more than 5000 characters. At most 20,000 characters (80,000 bytes).
   */
  body?: string | null | undefined;
  /** The language that it is written in: en or de. Whoever gets mail in the other one does not get this text. At most 200 characters (800 bytes). */
  language: string;
  /** The name of the mail, one of those listed at `body`. At most 200 characters (800 bytes). */
  mail: string;
  /** The subject, in one line, with any placeholder of the mail but `{link}`, `{details}` and `{lines}`. With an own body it is the heading as well. A mail refuses more than 150 characters. At most 600 characters (2,400 bytes). */
  subject?: string | null | undefined;
};

/** An amount of money in one currency. */
export type MoneyInput = {
  /** The amount, as a decimal text such as "12.50". */
  amount: string;
  /** The currency, as its ISO 4217 code of three letters. */
  currency: string;
};

/** The account that gets another seller. */
export type MoveAccountInput = {
  /** The account to move, with everything below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** The account that sells to it from now on: your own, or one below yours. At most 64 characters (256 bytes). */
  newParentId: string | number;
  /** Why, for whoever asks later. At most 200 characters (800 bytes). */
  reason: string;
};

/** An action that can be taken on an order or a subscription. */
export type OrderAction =
  /** Buy more seats of the subscription. */
  | 'ADD_SEATS'
  /** Cancel the order or the subscription. */
  | 'CANCEL'
  /** Convert the subscription to another plan. */
  | 'CHANGE_PLAN'
  /** Return some seats of the subscription. */
  | 'REMOVE_SEATS'
  /** Submit the failed lines of the order again. */
  | 'RESUBMIT'
  /** Resume the use of a suspended subscription. */
  | 'RESUME'
  /** Reveal the temporary password of the new tenant's administrator, once. */
  | 'REVEAL_CREDENTIALS'
  /** Decide whether the subscription renews automatically. */
  | 'SET_AUTO_RENEW'
  /** Suspend the use of the subscription for a time. */
  | 'SUSPEND';

/** Conditions for orders. An order must meet all of them. */
export type OrderFilter = {
  /** Only orders that were placed at this moment or later. */
  createdFrom?: string | null | undefined;
  /** Only orders that were placed before this moment. */
  createdTo?: string | null | undefined;
  /** Only orders of the customer with this id. At most 64 characters (256 bytes). */
  customerId?: string | number | null | undefined;
  /** Whether the orders of the accounts below are included. */
  includeDescendants?: boolean | null | undefined;
  /** Only orders that are stuck, so that a person has to look (true), or only the others (false). `attention` of an order says why. */
  needsAttention?: boolean | null | undefined;
  /** Only the order with exactly this number. At most 200 characters (800 bytes). */
  number?: string | null | undefined;
  /** Only orders with exactly this purchase order number. At most 200 characters (800 bytes). */
  purchaseOrderNumber?: string | null | undefined;
  /** Only orders with one of these statuses. At most 100 items. */
  status?: Array<OrderStatus> | null | undefined;
  /** Only orders of one of these types. At most 100 items. */
  type?: Array<OrderType> | null | undefined;
};

/** One line of an order: either a plan by its id, or a product by its MPN with a term and a billing cycle. */
export type OrderLineInput = {
  /** How often the plan is billed. Used only together with `mpn`. */
  billingCycle?: BillingCycle | null | undefined;
  /** The MPN of the product, if you do not give `planId`: ProductId:SkuId, or the ProductId alone if only one of its SKUs fits. At most 200 characters (800 bytes). */
  mpn?: string | null | undefined;
  /** The values of what the vendor asks for with each order: see `Product.parameters`. At most 50 items. */
  parameters?: Array<ParameterValueInput> | null | undefined;
  /** The id of the plan. Give either this or `mpn`. At most 64 characters (256 bytes). */
  planId?: string | number | null | undefined;
  /** A promotion to order the plan with: one of its `promotions`. The line keeps it for its term. At most 64 characters (256 bytes). */
  promotionId?: string | number | null | undefined;
  /** The number of seats to order. */
  quantity: number;
  /** The term of the plan: P1M, P1Y or P3Y. Used only together with `mpn`. */
  term?: string | null | undefined;
};

/** The status of an order, derived from the statuses of its lines. */
export type OrderStatus =
  /** Waiting for somebody to act. `waitingOn` says who has to do what. */
  | 'ACTION_REQUIRED'
  /** Waiting for somebody to approve it. */
  | 'AWAITING_APPROVAL'
  /** Every line was cancelled. */
  | 'CANCELLED'
  /** Every line is completed. */
  | 'COMPLETED'
  /** Waiting until the credit problem of the account is resolved. */
  | 'CREDIT_HOLD'
  /** The order has ended without a completed line. */
  | 'FAILED'
  /** The order has ended: some lines are completed, others failed or were cancelled. */
  | 'PARTIALLY_COMPLETED'
  /** The vendor is working on it. */
  | 'PROVISIONING'
  /** Starts on a later day. */
  | 'SCHEDULED'
  /** Placed, but not started yet. */
  | 'SUBMITTED';

/** What an order is for. */
export type OrderType =
  /** Activates a reseller, free of charge. */
  | 'ACTIVATION'
  /** Ends a subscription before its term does. */
  | 'CANCELLATION'
  /** Changes the quantity, plan, term or renewal of a subscription. */
  | 'CHANGE'
  /** Renews a subscription for another term. */
  | 'RENEWAL'
  /** Buys plans for a customer. */
  | 'SALES';

/** A value of an ordering parameter of a product. */
export type ParameterValueInput = {
  /** The `name` of the parameter. At most 64 characters (256 bytes). */
  name: string;
  /** The value as a text: a number with a point, true or false for a CHECKBOX, one of the choices of a CHOICE. At most 1,000 characters (4,000 bytes). */
  value: string;
};

/** How an account pays for its orders. */
export type PaymentMethod =
  /** By the credit card on file. This is the default without payment terms. */
  | 'CREDIT_CARD'
  /** By invoice, up to a credit limit. The credit team approves payment terms. */
  | 'TERMS';

/** One thing that a user or an API client may do in its account and in the accounts below it. */
export type Permission =
  /** Open the panel of an account below, and act for it. */
  | 'ACT_FOR_CUSTOMERS'
  /** Change the own account and ask for payment terms; for sellers also create, hold and change those below. */
  | 'MANAGE_ACCOUNTS'
  /** Create and revoke API clients. */
  | 'MANAGE_API_CLIENTS'
  /** Change how the account presents itself to its customers. */
  | 'MANAGE_BRANDING'
  /** Manage the account's marketplaces and their listings; for the provider also import price lists into the catalogue. */
  | 'MANAGE_CATALOG'
  /** Set margins on what the account sells. */
  | 'MANAGE_PRICES'
  /** Change and cancel subscriptions. */
  | 'MANAGE_SUBSCRIPTIONS'
  /** Create and change users, and see all of them. */
  | 'MANAGE_USERS'
  /** Fill carts and place orders. */
  | 'PLACE_ORDERS'
  /** Use the services that the account has bought. */
  | 'USE_SERVICES'
  /** Reveal the temporary password of a new tenant's administrator. */
  | 'VIEW_CREDENTIALS'
  /** See prices, totals and balances. */
  | 'VIEW_FINANCIALS';

/** What is ordered, for which customer, and how it is paid. */
export type PlaceOrderInput = {
  /** Activates your own reseller, which is PENDING, in the same step: see `activateReseller`. When the order is refused, nothing is activated. */
  activation?: ActivateResellerInput | null | undefined;
  /** The id of the cart to order. Give either this or `lines`. At most 64 characters (256 bytes). */
  cartId?: string | number | null | undefined;
  /** The id of the customer. By default the customer of the cart, or your own account when it is a customer. At most 64 characters (256 bytes). */
  customerId?: string | number | null | undefined;
  /** The token of an estimate of the same lines, to order at the prices that it locked. It can be used for one order. At most 300,000 characters (1,200,000 bytes). */
  estimateToken?: string | null | undefined;
  /** Repeat the request with the same key to get the first result, not a duplicate. The same key with different input is refused with IDEMPOTENCY_CONFLICT. Keys are kept for 30 days. At most 200 characters (800 bytes). */
  idempotencyKey?: string | null | undefined;
  /** The plans to order without a cart. At most 100 items. */
  lines?: Array<OrderLineInput> | null | undefined;
  /** A customer to create together with the order. Give either this or `customerId`. */
  newCustomer?: CreateCustomerInput | null | undefined;
  /** How the reseller pays. By default TERMS if the reseller has payment terms in the currency of the order, otherwise CREDIT_CARD. */
  paymentMethod?: PaymentMethod | null | undefined;
  /** Your own number for the order, such as a purchase order number. At most 200 characters (800 bytes). */
  purchaseOrderNumber?: string | null | undefined;
  /** What Microsoft needs to know besides the lines. An order of the products of another vendor does not use it: what that vendor asks for is in `parameters` of the lines. */
  vendorParameters?: VendorParametersInput | null | undefined;
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

/** What a plan is. */
export type PlanKind =
  /** A subscription to a licence, with seats, which is renewed at the end of its term. */
  | 'LICENCE'
  /** A licence for ever, paid once. It has no term. */
  | 'PERPETUAL'
  /** A subscription to software for one or three years, paid once. */
  | 'SOFTWARE'
  /** A subscription at no price, for a limited time. */
  | 'TRIAL';

/** What a sheet of a vendor is. */
export type PriceSheetKind =
  /** A price list of licences. */
  | 'LICENCE'
  /** The quantities, prerequisites and conversions of products. */
  | 'OFFER_MATRIX'
  /** A price list of software: subscriptions that are paid once, and licences for ever. */
  | 'SOFTWARE';

/** A filter of `products` whose values are counted. */
export type ProductFacetField =
  /** How often is paid: `filter.billingCycle`. */
  | 'BILLING_CYCLE'
  /** The categories of the products: `filter.category`. */
  | 'CATEGORY'
  /** The countries of the customers: `filter.market`. */
  | 'MARKET'
  /** The kinds of customers that may buy: `filter.segment`. */
  | 'SEGMENT'
  /** How long a subscription runs: `filter.term`. What is bought once has no term: see BILLING_CYCLE. */
  | 'TERM'
  /** The makers of the products: `filter.vendorId`. */
  | 'VENDOR';

/** Conditions for products. A product must meet all of them, and those about plans with one and the same plan, which is on sale or announced. */
export type ProductFilter = {
  /** Only products with a plan that is billed this often. ONE_TIME finds the plans without a term. */
  billingCycle?: BillingCycle | null | undefined;
  /** Only products of exactly this category. At most 200 characters (800 bytes). */
  category?: string | null | undefined;
  /** Only products with a plan that has prices in this currency. */
  currency?: string | null | undefined;
  /** Only products with a plan that is sold in this country. */
  market?: string | null | undefined;
  /** Only products that are listed in this marketplace. At most 64 characters (256 bytes). */
  marketplaceId?: string | number | null | undefined;
  /** Only products with one of these manufacturer part numbers, in upper or lower case, with `:` or `/` before the SKU. A number without the SKU finds every SKU of the product. At most 100 items, each with at most 200 characters (800 bytes). */
  mpn?: Array<string> | null | undefined;
  /** Only products with a plan that costs your account at least this now: `plan.price`, for one seat and the whole term, in the currency of the plan; give `currency` or `market` as well. Requires the permission VIEW_FINANCIALS. */
  priceFrom?: string | null | undefined;
  /** Only products with a plan that costs your account at most this now: `plan.price`, for one seat and the whole term, in the currency of the plan; give `currency` or `market` as well. Requires the permission VIEW_FINANCIALS. */
  priceTo?: string | null | undefined;
  /** Only products with a plan for this kind of customer. GOVERNMENT finds commercial plans, which public bodies buy. */
  segment?: Segment | null | undefined;
  /** Only products with a plan of this term: P1M, P1Y or P3Y. */
  term?: string | null | undefined;
  /** Only products of this vendor. At most 64 characters (256 bytes). */
  vendorId?: string | number | null | undefined;
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

/** The status of a line of an order. */
export type ProvisioningStatus =
  /** Waiting for somebody to act. `waitingOn` says who has to do what. */
  | 'ACTION_REQUIRED'
  /** Waiting for somebody to approve it. */
  | 'AWAITING_APPROVAL'
  /** Cancelled before it was provisioned. */
  | 'CANCELLED'
  /** The vendor has provisioned the line and the subscription is active. */
  | 'COMPLETED'
  /** Waiting until the credit problem of the account is resolved. */
  | 'CREDIT_HOLD'
  /** Ended without a subscription. The error of the line says why. */
  | 'FAILED'
  /** The vendor is working on it. */
  | 'PROVISIONING'
  /** Starts on a later day. */
  | 'SCHEDULED'
  /** Placed, but not started yet. */
  | 'SUBMITTED';

/** The product to put on sale, and the marketplace. */
export type PublishListingInput = {
  /** Your description of the product. Null takes the vendor's again; left out, the description of a listing stays. At most 5,000 characters (20,000 bytes). */
  description?: string | null | undefined;
  /** The marketplace in which to list the product. At most 64 characters (256 bytes). */
  marketplaceId: string | number;
  /** The name under which you sell the product. Null takes the vendor's again; left out, the name of a listing stays. At most 300 characters (1,200 bytes). */
  name?: string | null | undefined;
  /** The product to list in the marketplace. At most 64 characters (256 bytes). */
  productId: string | number;
};

/** Which promotions are read from the vendor. */
export type RefreshPromotionsInput = {
  /** The country whose promotions are read. All countries in which something is sold unless given. */
  market?: string | null | undefined;
};

/** The token that continues a session. */
export type RefreshSessionInput = {
  /** The refresh token you received last. At most 200 characters (800 bytes). */
  refreshToken: string;
};

/** Whose password is forgotten. */
export type RequestPasswordResetInput = {
  /** The login of the user, in upper or lower case. At most 255 characters (1,020 bytes). */
  login: string;
};

/** A request to pay by invoice. */
export type RequestTermsInput = {
  /** Your own account, or one below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** The account's number in the books of the one that sells to it. At most 200 characters (800 bytes). */
  businessCentreNumber?: string | null | undefined;
  /** Whom the credit team asks, with e-mail address and telephone number. */
  contact: ContactInput;
  /** The credit limit that the account would like to have. */
  creditLimit?: MoneyInput | null | undefined;
  /** The currency of the terms, as an ISO 4217 code: the one in which the account is billed, or another one. */
  currency: string;
};

/** The subscription whose tenant credentials to reveal. */
export type RevealCredentialsInput = {
  /** The id of a subscription in the new tenant. At most 64 characters (256 bytes). */
  subscriptionId: string | number;
};

/** The client that is to stop. */
export type RevokeApiClientInput = {
  /** The id of the API client. At most 64 characters (256 bytes). */
  apiClientId: string | number;
};

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

/** A hold on an account below yours, or its end. */
export type SetAccountHoldInput = {
  /** The account to hold, with everything below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** What the account is held for. */
  hold: AccountHold;
  /** True lifts this hold. Other holds stay, such as that for an overdue invoice. */
  lift?: boolean | null | undefined;
  /** Why, for whoever asks later. At most 200 characters (800 bytes). */
  reason: string;
};

/** The customer that a cart is for. */
export type SetCartCustomerInput = {
  /** The id of the cart to change. At most 64 characters (256 bytes). */
  cartId: string | number;
  /** The customer that the cart is for: one that buys from the reseller of the cart. At most 64 characters (256 bytes). */
  customerId: string | number;
};

/** The quantity of a plan in a cart. */
export type SetCartLineInput = {
  /** The id of the cart to change. At most 64 characters (256 bytes). */
  cartId: string | number;
  /** The values of what the vendor asks for with each order: see `Product.parameters`. They take the place of those that the line has; leave them out to keep those. They are checked by `estimateOrder` and `placeOrder`. At most 50 items. */
  parameters?: Array<ParameterValueInput> | null | undefined;
  /** The id of the plan to put into the cart. At most 64 characters (256 bytes). */
  planId: string | number;
  /** A promotion to order the plan with: one of its `promotions`. Leave it out to keep that of the line; null removes it. At most 64 characters (256 bytes). */
  promotionId?: string | number | null | undefined;
  /** The number of seats; 0 removes the line from the cart. */
  quantity: number;
};

/** Whether the new listings of accounts need the consent of their seller. */
export type SetListingConsentInput = {
  /** The direct child of the seller whose listings it is about. Leave it out for all children without a setting of their own. At most 64 characters (256 bytes). */
  accountId?: string | number | null | undefined;
  /** Whether their new listings wait for a decision. Leave it out to remove the setting: then the one for all children holds, and without that none is needed. What is on sale already stays on sale. */
  needed?: boolean | null | undefined;
  /** The account that sells to them: your own account or one below it. Not a customer. At most 64 characters (256 bytes). */
  sellerId: string | number;
};

/** A rule by which a seller makes its prices. It is known by its seller, its child, its target and its validity: the same again replaces it. Without `percent`, `percentOffRetail` and `fixedPrice` it is removed. If several rules apply to a sale, the nearest wins: by plan, product, category, vendor, everything, and of each the one for the account before that for all children. Of several for the same target, the one that ends first counts, then the one that began last. */
export type SetMarginInput = {
  /** The direct child of the seller that the rule is for. Leave it out to mean all its children. At most 64 characters (256 bytes). */
  accountId?: string | number | null | undefined;
  /** The category whose products the rule is for, exactly as it is shown at a product. At most 200 characters (800 bytes). */
  category?: string | null | undefined;
  /** The price of one seat for the whole term, in the plan's currency, whatever the seller pays. Needs `planId`. */
  fixedPrice?: MoneyInput | null | undefined;
  /** The first moment at which the rule holds. Leave it out for a rule that holds already. */
  from?: string | null | undefined;
  /** The percentage added to the seller's cost, from -100 to 1000; a negative percentage is a discount. */
  percent?: string | null | undefined;
  /** The percentage below the vendor's recommended retail price, from 0 to 100. Where the vendor names none, the next nearest rule applies. */
  percentOffRetail?: string | null | undefined;
  /** The single plan that the rule is for. At most 64 characters (256 bytes). */
  planId?: string | number | null | undefined;
  /** The product that the rule is for. Leave out this, `planId`, `category` and `vendorId` to mean everything. At most 64 characters (256 bytes). */
  productId?: string | number | null | undefined;
  /** The account whose selling prices the rule changes: your own account or one below it. At most 64 characters (256 bytes). */
  sellerId: string | number;
  /** The first moment at which the rule no longer holds. Leave it out for a rule without an end. */
  to?: string | null | undefined;
  /** The vendor whose products the rule is for. At most 64 characters (256 bytes). */
  vendorId?: string | number | null | undefined;
};

/** The security question of your reseller. */
export type SetSecurityQuestionInput = {
  /** What a caller has to say. Upper and lower case, blanks, punctuation and accents do not matter. At most 200 characters (800 bytes). */
  answer: string;
  /** One of the questions of the query `securityQuestions`, word for word. At most 200 characters (800 bytes). */
  question: string;
};

/** What the vendor needs to know about the order of a cart. */
export type SetVendorParametersInput = {
  /** The id of the cart to change. At most 64 characters (256 bytes). */
  cartId: string | number;
  /** The parameters to set. What you leave out stays as it is. */
  parameters: VendorParametersInput;
};

/** The credentials of a user. */
export type SignInInput = {
  /** The six digits that the authenticator shows now, or a recovery code, for a user with a second factor. Without it the sign-in of such a user is refused with SECOND_FACTOR_REQUIRED. At most 200 characters (800 bytes). */
  code?: string | null | undefined;
  /** The login of the user, in upper or lower case. At most 255 characters (1,020 bytes). */
  login: string;
  /** The password of the user. At most 1,024 characters (4,096 bytes). */
  password: string;
};

/** Conditions for subscriptions. A subscription must meet all of them. */
export type SubscriptionFilter = {
  /** Only subscriptions of the customer with this id. At most 64 characters (256 bytes). */
  customerId?: string | number | null | undefined;
  /** Whether the subscriptions of the accounts below are included. */
  includeDescendants?: boolean | null | undefined;
  /** Only subscriptions of the product with this id. At most 64 characters (256 bytes). */
  productId?: string | number | null | undefined;
  /** Only subscriptions with one of these statuses. At most 100 items. */
  status?: Array<SubscriptionStatus> | null | undefined;
};

/** The status of a subscription at its vendor. */
export type SubscriptionStatus =
  /** The customer can use the subscription. */
  | 'ACTIVE'
  /** The subscription and its data are deleted. */
  | 'DELETED'
  /** Only administrators have access, for 90 days. */
  | 'DISABLED'
  /** The term is over. Users keep access for 30 days. */
  | 'EXPIRED'
  /** The subscription is not active yet. */
  | 'PENDING'
  /** The subscription cannot be used, but is still billed. */
  | 'SUSPENDED';

/** Whether the licences go into a tenant that the order creates or into one that the customer has. A tenant is the customer's directory at the vendor. */
export type TenantMode =
  /** Use the customer's tenant, which must have accepted the relationship with the reseller. */
  | 'EXISTING'
  /** Create a tenant. Not possible for education and nonprofit customers. */
  | 'NEW';

/** The status of a request for payment terms. */
export type TermsRequestStatus =
  /** The account may pay by invoice, up to its credit limit. */
  | 'APPROVED'
  /** The account continues to pay as before. */
  | 'DECLINED'
  /** The account that sells to this one has the request and decides within 24 to 48 hours. */
  | 'REQUESTED';

/** How a seller presents itself. What is left out stays as it is; null removes what was chosen. */
export type UpdateBrandingInput = {
  /** Your own account, or a reseller below it. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** The name that customers see. The account name by default. At most 200 characters (800 bytes). */
  displayName?: string | null | undefined;
  /** The address of the logo, with https, for panels and HTML mail, where it is at most 48 pixels high. PNG or JPEG: many mail programs show no SVG. */
  logoUrl?: string | null | undefined;
  /** The main colour, as # and six hexadecimal digits: #0f5c4d. At most 200 characters (800 bytes). */
  primaryColor?: string | null | undefined;
  /** The name that mails are sent under. `displayName` by default. At most 200 characters (800 bytes). */
  senderName?: string | null | undefined;
  /** The e-mail address where customers ask for help. */
  supportEmail?: string | null | undefined;
  /** The telephone number where customers ask for help. It is stored in E.164 form: +12065550100. At most 200 characters (800 bytes). */
  supportPhone?: string | null | undefined;
  /** Mails in your own words. The texts of mails and languages that are not named stay; null takes away all of them. At most 100 items. */
  texts?: Array<MailTextInput> | null | undefined;
  /** What every mail begins with, in one paragraph. At most 500 characters (2,000 bytes). */
  welcomeMessage?: string | null | undefined;
};

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

/** Whether a user manages the account or only uses its services. */
export type UserKind =
  /** Manages the account, and may use its services. */
  | 'ADMINISTRATOR'
  /** Uses the services that the account has bought. */
  | 'SERVICE_USER';

/** What the vendor needs to know besides the lines. What you leave out is taken from the cart, the reseller's last order and the customer's known tenant. */
export type VendorParametersInput = {
  /** Who accepted the vendor's customer agreement. Needed once for each customer; it remains valid until the agreement has a new version. */
  agreement?: CustomerAgreementInput | null | undefined;
  /** The name of the person who signs the partner-on-record attestation with this request. At most 200 characters (800 bytes). */
  attestedBy?: string | null | undefined;
  /** The reseller's own .onmicrosoft.com domain. Only the reseller or an account above it may set it. At most 200 characters (800 bytes). */
  indirectResellerDomain?: string | null | undefined;
  /** The reseller's location MPN ID from Partner Center: 7 digits. Only the reseller or an account above it may set it. At most 200 characters (800 bytes). */
  locationMpnId?: string | null | undefined;
  /** The name of the customer's tenant (letters and digits), or its .onmicrosoft.com domain. At most 200 characters (800 bytes). */
  tenantDomain?: string | null | undefined;
  /** Whether the order creates a tenant or uses an existing one. */
  tenantMode?: TenantMode | null | undefined;
};

/** Who has to act before an order can continue. */
export type WaitingParty =
  /** The credit team must decide first. */
  | 'CREDIT'
  /** The customer must do something first. */
  | 'CUSTOMER'
  /** The owner of the platform must do something first. */
  | 'PROVIDER'
  /** The reseller must do something first. */
  | 'RESELLER'
  /** The platform itself; nobody has to do anything. */
  | 'SYSTEM'
  /** The maker of the product, such as Microsoft. */
  | 'VENDOR';

export type AccountTreeQueryVariables = Exact<{
  children?: number | null | undefined;
  users?: number | null | undefined;
}>;


export type AccountTreeQuery = { viewer: { account:
      | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
      | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, children: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
            | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
            | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
            | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, children: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
                  | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                  | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                  | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                > }, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
          > }, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
      | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, children: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
            | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
            | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
            | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, children: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
                  | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                  | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                  | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
                > }, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
          > }, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
     } };

export type TreeBranchFragment = { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
    | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
    | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
    | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, children: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
          | { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
          | { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
          | { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
        > }, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } }
  > };

type TreeAccount_Customer_Fragment = { __typename: 'Customer', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } };

type TreeAccount_Provider_Fragment = { __typename: 'Provider', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } };

type TreeAccount_Reseller_Fragment = { __typename: 'Reseller', id: string, type: AccountType, name: string, status: AccountStatus, users: { totalCount: number, nodes: Array<{ id: string, login: string, firstName: string, lastName: string, kind: UserKind }> } };

export type TreeAccountFragment =
  | TreeAccount_Customer_Fragment
  | TreeAccount_Provider_Fragment
  | TreeAccount_Reseller_Fragment
;

export type ActForMutationVariables = Exact<{
  input: ActForInput;
}>;


export type ActForMutation = { actFor: { session: { accessToken: string, expiresAt: string } | null, viewer: { permissions: Array<Permission>, account:
        | { name: string }
        | { name: string }
        | { name: string }
      , actingFrom:
        | { name: string }
        | { name: string }
        | { name: string }
       | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ActivateResellerMutationVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type ActivateResellerMutation = { activateReseller: { reseller: { id: string, name: string, status: AccountStatus } | null, activationOrder: { id: string, number: string, status: OrderStatus, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string }> }> } };

export type AnyObjectQueryVariables = Exact<{
  id: string | number;
}>;


export type AnyObjectQuery = { node:
    | { __typename: 'ApiClient', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Cart', id: string }
    | { __typename: 'CloudSubscription', id: string }
    | { __typename: 'Customer', name: string, status: AccountStatus, id: string }
    | { __typename: 'Hub', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Listing', id: string }
    | { __typename: 'MarginRule', id: string }
    | { __typename: 'Marketplace', id: string }
    | { __typename: 'Order', number: string, id: string, orderStatus: OrderStatus }
    | { __typename: 'OrderLine', id: string }
    | { __typename: 'Plan', id: string }
    | { __typename: 'PriceListImport', id: string }
    | { __typename: 'Product', name: string, mpn: string, id: string }
    | { __typename: 'Promotion', id: string }
    | { __typename: 'Provider', name: string, status: AccountStatus, id: string }
    | { __typename: 'ProvisioningEvent', id: string }
    | { __typename: 'Reseller', name: string, status: AccountStatus, id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Vendor', id: string }
   | null };

export type AuditLogQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, action: string, occurredAt: string, requestId: string | null, address: string | null, account:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , actor: { id: string, login: string } | null, actingFrom:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, subject:
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
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
       | null, changes: Array<{ field: string, before: string | null, after: string | null }> }> } };

export type CancelAccountMutationVariables = Exact<{
  input: CancelAccountInput;
}>;


export type CancelAccountMutation = { cancelAccount: { account:
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ConfirmImportMutationVariables = Exact<{
  input: ConfirmPriceListImportInput;
}>;


export type ConfirmImportMutation = { confirmPriceListImport: { priceListImport: { id: string, status: ImportStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string }> }> } };

export type CreateApiClientMutationVariables = Exact<{
  input: CreateApiClientInput;
}>;


export type CreateApiClientMutation = { createApiClient: { clientSecret: string | null, apiClient: { id: string, name: string, permissions: Array<Permission>, createdAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CreateCartMutationVariables = Exact<{
  input: CreateCartInput;
}>;


export type CreateCartMutation = { createCart: { cart: { id: string, expiresAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, lines: Array<{ id: string, quantity: number, plan: { id: string, product: { mpn: string, name: string } }, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, vendorParameters: { locationMpnId: string | null, indirectResellerDomain: string | null, tenantMode: TenantMode | null, tenantDomain: string | null, attestation: { signedBy: string, signedAt: string } | null, agreement: { firstName: string, lastName: string, email: string, acceptedOn: string } | null } | null, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { createCustomer: { customer: { id: string, name: string, status: AccountStatus, currency: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CreateHubOfMutationVariables = Exact<{
  input: CreateHubInput;
}>;


export type CreateHubOfMutation = { createHub: { hub: { id: string, name: string, marketplaces: Array<{ name: string, market: string }>, apiClient: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CreateMarketplaceOfMutationVariables = Exact<{
  input: CreateMarketplaceInput;
}>;


export type CreateMarketplaceOfMutation = { createMarketplace: { marketplace: { id: string, name: string, market: string, currency: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string, login: string, kind: UserKind, permissions: Array<Permission> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type DecideListingOfMutationVariables = Exact<{
  input: DecideListingInput;
}>;


export type DecideListingOfMutation = { decideListing: { listing: { id: string, status: ListingStatus, marketplace: { name: string, market: string }, product: { name: string } } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type DecideTermsMutationVariables = Exact<{
  input: DecideTermsInput;
}>;


export type DecideTermsMutation = { decideTerms: { termsRequest: { id: string, status: TermsRequestStatus, decidedAt: string | null, creditLimit: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type EnrolSecondFactorMutationVariables = Exact<{
  input: EnrolSecondFactorInput;
}>;


export type EnrolSecondFactorMutation = { enrolSecondFactor: { uri: string | null, recoveryCodes: Array<string> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type EraseUserMutationVariables = Exact<{
  input: EraseUserInput;
}>;


export type EraseUserMutation = { eraseUser: { userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type EstimateOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type EstimateOrderMutation = { estimateOrder: { estimate: { token: string | null, expiresAt: string | null, expectedProvisioning: string | null, lines: Array<{ id: string, quantity: number, plan: { id: string, product: { mpn: string, name: string } }, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, total: { amount: string, currency: string } | null, dueNow: { amount: string, currency: string } | null, checks: Array<{ code: string, label: string, status: CheckStatus, error: { code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> } | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type ExportPricesMutationVariables = Exact<{
  input: ExportPriceListInput;
}>;


export type ExportPricesMutation = { exportPriceList: { csvUrl: string | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type FindCustomersQueryVariables = Exact<{
  search: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindCustomersQuery = { accounts: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
      | { segment: Segment, tenantDomain: string | null, id: string, name: string, status: AccountStatus, externalId: string | null, currency: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, administrativeContact: { firstName: string, lastName: string, email: string } | null }
      | { id: string, name: string, status: AccountStatus, externalId: string | null, currency: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, administrativeContact: { firstName: string, lastName: string, email: string } | null }
      | { id: string, name: string, status: AccountStatus, externalId: string | null, currency: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, administrativeContact: { firstName: string, lastName: string, email: string } | null }
    > } };

export type FindPlanQueryVariables = Exact<{
  search?: string | null | undefined;
  product?: ProductFilter | null | undefined;
  plan?: PlanFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindPlanQuery = { products: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, mpn: string, name: string, category: string, minQuantity: number, maxQuantity: number, vendor: { name: string }, plans: Array<{ id: string, segment: Segment, term: string | null, billingCycle: BillingCycle, market: string, currency: string, kind: PlanKind, price: { amount: string, currency: string } | null, salePrice: { amount: string, currency: string } | null, retailPrice: { amount: string, currency: string } | null, promotions: Array<{ id: string, name: string, percentOff: string | null, to: string, minQuantity: number | null, maxQuantity: number | null }> }> }> } };

export type PlanPriceFragment = { amount: string, currency: string };

export type FindProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindProductsQuery = { products: { totalCount: number, facets: Array<{ field: ProductFacetField, values: Array<{ value: string, label: string, count: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, mpn: string, name: string, category: string, vendor: { name: string } }> } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { userErrors: Array<{ code: UserErrorCode, message: string, remedies: Array<{ description: string }> }> } };

export type HoldAccountMutationVariables = Exact<{
  input: SetAccountHoldInput;
}>;


export type HoldAccountMutation = { setAccountHold: { account:
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type IdentityProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type IdentityProvidersQuery = { identityProviders: Array<{ id: string, name: string, signInUrl: string }> };

export type ImportPriceListMutationVariables = Exact<{
  input: ImportPriceListInput;
}>;


export type ImportPriceListMutation = { importPriceList: { priceListImport: { id: string, status: ImportStatus, startedAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type ImportProgressQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportProgressQuery = { priceListImport: { id: string, status: ImportStatus, kind: PriceSheetKind | null, markets: Array<string>, month: string | null, warnings: Array<string>, rowsRead: number, rowsAdded: number, rowsChanged: number, rowsUnchanged: number, rowsRetired: number, rowsSkipped: number, rowsRejected: number, failure: string | null, startedAt: string, finishedAt: string | null, rejected: Array<{ line: number, column: string | null, message: string }> } | null };

export type InviteResellerMutationVariables = Exact<{
  input: InviteResellerInput;
}>;


export type InviteResellerMutation = { inviteReseller: { invitation: { id: string, email: string, status: InvitationStatus, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type MarginRulesQueryVariables = Exact<{
  seller?: string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MarginRulesQuery = { marginRules: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, category: string | null, percent: string | null, percentOffRetail: string | null, from: string | null, to: string | null, account:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, vendor: { name: string } | null, product: { id: string, name: string } | null, plan: { id: string, product: { name: string } } | null, fixedPrice: { amount: string, currency: string } | null }> } };

export type MarketplacesQueryVariables = Exact<{ [key: string]: never; }>;


export type MarketplacesQuery = { viewer: { account:
      | { id: string, listingsNeedConsent: boolean | null, marketplaces: Array<{ id: string, name: string, market: string, currency: string, listings: { totalCount: number, nodes: Array<{ id: string, status: ListingStatus, name: string | null, reason: string | null, product: { name: string } }> } }> }
      | { id: string, listingsNeedConsent: boolean | null, marketplaces: Array<{ id: string, name: string, market: string, currency: string, listings: { totalCount: number, nodes: Array<{ id: string, status: ListingStatus, name: string | null, reason: string | null, product: { name: string } }> } }> }
      | { id: string, listingsNeedConsent: boolean | null, marketplaces: Array<{ id: string, name: string, market: string, currency: string, listings: { totalCount: number, nodes: Array<{ id: string, status: ListingStatus, name: string | null, reason: string | null, product: { name: string } }> } }> }
     }, hubs: Array<{ id: string, name: string, marketplaces: Array<{ id: string }> }> };

export type MoveAccountMutationVariables = Exact<{
  input: MoveAccountInput;
}>;


export type MoveAccountMutation = { moveAccount: { account:
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type MyServicesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: SubscriptionFilter | null | undefined;
}>;


export type MyServicesQuery = { viewer: { account:
      | { id: string, name: string, subscriptions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: SubscriptionStatus, quantity: number, autoRenew: boolean, startsOn: string, endsOn: string | null, plan: { id: string, term: string | null, billingCycle: BillingCycle, product: { mpn: string, name: string } }, refundWindows: Array<{ quantity: number, until: string, refundPerSeat: { amount: string, currency: string } | null }>, allowedActions: Array<{ action: OrderAction, until: string | null }> }> } }
      | { id: string, name: string, subscriptions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: SubscriptionStatus, quantity: number, autoRenew: boolean, startsOn: string, endsOn: string | null, plan: { id: string, term: string | null, billingCycle: BillingCycle, product: { mpn: string, name: string } }, refundWindows: Array<{ quantity: number, until: string, refundPerSeat: { amount: string, currency: string } | null }>, allowedActions: Array<{ action: OrderAction, until: string | null }> }> } }
      | { id: string, name: string, subscriptions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: SubscriptionStatus, quantity: number, autoRenew: boolean, startsOn: string, endsOn: string | null, plan: { id: string, term: string | null, billingCycle: BillingCycle, product: { mpn: string, name: string } }, refundWindows: Array<{ quantity: number, until: string, refundPerSeat: { amount: string, currency: string } | null }>, allowedActions: Array<{ action: OrderAction, until: string | null }> }> } }
     } };

export type NeedsAttentionListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: AttentionFilter | null | undefined;
}>;


export type NeedsAttentionListQuery = { needsAttention: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: AttentionKind, message: string, remedy: string, since: string, lastSeenAt: string, resolvedAt: string | null, resolution: AttentionResolution | null, order: { id: string, number: string, status: OrderStatus, customer:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
        , waitingOn: { party: WaitingParty, reason: string, since: string } | null } | null, line: { id: string, quantity: number, status: ProvisioningStatus } | null }> } };

export type OrderFromAnotherVendorMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type OrderFromAnotherVendorMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, createdAt: string, lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, parameters: Array<{ name: string, value: string }>, plan: { id: string, product: { mpn: string, name: string, vendor: { name: string }, parameters: Array<{ name: string, label: string, type: ProductParameterType, required: boolean, help: string | null, choices: Array<string> | null, pattern: string | null }> } } }>, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type OrdersWithTimelineQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: OrderFilter | null | undefined;
}>;


export type OrdersWithTimelineQuery = { orders: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, number: string, type: OrderType, status: OrderStatus, createdAt: string, completedAt: string | null, purchaseOrderNumber: string | null, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , total: { amount: string, currency: string } | null, lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, plan: { id: string, product: { mpn: string, name: string } } }>, waitingOn: { party: WaitingParty, reason: string, since: string, expectedUntil: string | null } | null, allowedActions: Array<{ action: OrderAction, until: string | null }>, timeline: { nodes: Array<{ sequence: number, status: ProvisioningStatus, message: string, occurredAt: string }> } }> } };

export type PlaceCartOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceCartOrderMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, createdAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, plan: { id: string, product: { mpn: string, name: string } } }>, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PlaceOrderForExistingCustomerMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderForExistingCustomerMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, createdAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, plan: { id: string, product: { mpn: string, name: string } } }>, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PlaceOrderForNewCustomerMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderForNewCustomerMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, createdAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, plan: { id: string, product: { mpn: string, name: string } } }>, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PlaceOrderWithPromotionMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderWithPromotionMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, plan: { id: string, product: { mpn: string, name: string } }, promotion: { id: string, name: string, percentOff: string | null, to: string } | null, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PriceChangesQueryVariables = Exact<{
  account?: string | number | null | undefined;
  from: string;
  to: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PriceChangesQuery = { priceChanges: { totalCount: number, totalCountIsExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ effectiveAt: string, percent: string | null, before: { amount: string, currency: string } | null, after: { amount: string, currency: string } | null, plan: { id: string, term: string | null, billingCycle: BillingCycle, market: string, product: { name: string, mpn: string } } }> } };

export type ListProductMutationVariables = Exact<{
  input: PublishListingInput;
}>;


export type ListProductMutation = { publishListing: { listing: { id: string, status: ListingStatus, name: string | null, publishedAt: string | null, product: { name: string } } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RefreshPromotionsMutationVariables = Exact<{
  input: RefreshPromotionsInput;
}>;


export type RefreshPromotionsMutation = { refreshPromotions: { markets: Array<string> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { user: { firstName: string, lastName: string, login: string } | null, account:
        | { id: string, name: string, type: AccountType }
        | { id: string, name: string, type: AccountType }
        | { id: string, name: string, type: AccountType }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type ReleaseAccountMutationVariables = Exact<{
  input: SetAccountHoldInput;
}>;


export type ReleaseAccountMutation = { setAccountHold: { account:
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
      | { id: string, name: string, status: AccountStatus }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RenderMailQueryVariables = Exact<{
  mail: string;
  accountId: string | number;
  language?: string | null | undefined;
}>;


export type RenderMailQuery = { renderMail: { subject: string, text: string, html: string } | null };

export type RequestTermsMutationVariables = Exact<{
  input: RequestTermsInput;
}>;


export type RequestTermsMutation = { requestTerms: { termsRequest: { id: string, status: TermsRequestStatus, requestedAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ResellersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ResellersQuery = { accounts: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
      | { id: string, name: string, status: AccountStatus, currency: string, createdAt: string, paymentMethod: PaymentMethod | null, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { id: string, name: string, status: AccountStatus, currency: string, createdAt: string, paymentMethod: PaymentMethod | null, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { id: string, name: string, status: AccountStatus, currency: string, createdAt: string, paymentMethod: PaymentMethod | null, partnerProfile: { locationMpnId: string, indirectResellerDomain: string, verifiedAt: string | null } | null, termsRequest: { status: TermsRequestStatus, requestedAt: string } | null, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
    > } };

export type RevealCredentialsMutationVariables = Exact<{
  input: RevealCredentialsInput;
}>;


export type RevealCredentialsMutation = { revealCredentials: { userId: string | null, temporaryPassword: string | null, userErrors: Array<{ code: UserErrorCode, message: string, remedies: Array<{ description: string, url: string | null }> }> } };

export type RevokeApiClientMutationVariables = Exact<{
  input: RevokeApiClientInput;
}>;


export type RevokeApiClientMutation = { revokeApiClient: { apiClient: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetCartCustomerMutationVariables = Exact<{
  input: SetCartCustomerInput;
}>;


export type SetCartCustomerMutation = { setCartCustomer: { cart: { id: string, expiresAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, lines: Array<{ id: string, quantity: number, plan: { id: string, product: { mpn: string, name: string } }, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, vendorParameters: { locationMpnId: string | null, indirectResellerDomain: string | null, tenantMode: TenantMode | null, tenantDomain: string | null, attestation: { signedBy: string, signedAt: string } | null, agreement: { firstName: string, lastName: string, email: string, acceptedOn: string } | null } | null, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type SetCartLineMutationVariables = Exact<{
  input: SetCartLineInput;
}>;


export type SetCartLineMutation = { setCartLine: { cart: { id: string, expiresAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, lines: Array<{ id: string, quantity: number, plan: { id: string, product: { mpn: string, name: string } }, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, vendorParameters: { locationMpnId: string | null, indirectResellerDomain: string | null, tenantMode: TenantMode | null, tenantDomain: string | null, attestation: { signedBy: string, signedAt: string } | null, agreement: { firstName: string, lastName: string, email: string, acceptedOn: string } | null } | null, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type DemandListingConsentMutationVariables = Exact<{
  input: SetListingConsentInput;
}>;


export type DemandListingConsentMutation = { setListingConsent: { account:
      | { id: string, name: string, listingsNeedConsent: boolean | null }
      | { id: string, name: string, listingsNeedConsent: boolean | null }
      | { id: string, name: string, listingsNeedConsent: boolean | null }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetMarginMutationVariables = Exact<{
  input: SetMarginInput;
}>;


export type SetMarginMutation = { setMargin: { warnings: Array<string>, rule: { id: string, percent: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetSecurityQuestionMutationVariables = Exact<{
  input: SetSecurityQuestionInput;
}>;


export type SetSecurityQuestionMutation = { setSecurityQuestion: { userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetVendorParametersMutationVariables = Exact<{
  input: SetVendorParametersInput;
}>;


export type SetVendorParametersMutation = { setVendorParameters: { cart: { id: string, expiresAt: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, lines: Array<{ id: string, quantity: number, plan: { id: string, product: { mpn: string, name: string } }, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, vendorParameters: { locationMpnId: string | null, indirectResellerDomain: string | null, tenantMode: TenantMode | null, tenantDomain: string | null, attestation: { signedBy: string, signedAt: string } | null, agreement: { firstName: string, lastName: string, email: string, acceptedOn: string } | null } | null, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string, url: string | null }> }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { user: { firstName: string, lastName: string, login: string } | null, account:
        | { id: string, name: string, type: AccountType }
        | { id: string, name: string, type: AccountType }
        | { id: string, name: string, type: AccountType }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type TermsRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsRequestsQuery = { termsRequests: Array<{ id: string, status: TermsRequestStatus, currency: string, requestedAt: string, account:
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
      | { id: string, name: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null }
     }> };

export type TermsQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsQuery = { terms: { version: string, title: string, body: string } };

export type UpdateBrandingMutationVariables = Exact<{
  input: UpdateBrandingInput;
}>;


export type UpdateBrandingMutation = { updateBranding: { branding: { displayName: string, primaryColor: string | null, welcomeMessage: string | null, supportPhone: string | null, texts: Array<{ mail: string, language: string, subject: string | null, body: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, remedies: Array<{ description: string }> }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { permissions: Array<Permission>, expiresAt: string, user: { id: string, login: string, firstName: string, lastName: string, kind: UserKind } | null, account:
      | { id: string, type: AccountType, name: string, status: AccountStatus, currency: string }
      | { id: string, type: AccountType, name: string, status: AccountStatus, currency: string }
      | { id: string, type: AccountType, name: string, status: AccountStatus, currency: string }
    , actingFrom:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     | null } };

export type WatchAccountSubscriptionVariables = Exact<{
  accountId: string | number;
  includeDescendants?: boolean | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchAccountSubscription = { accountProvisioning: { cursor: string, sequence: number, status: ProvisioningStatus, previousStatus: ProvisioningStatus | null, message: string, occurredAt: string, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null, order: { id: string, number: string, status: OrderStatus, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       } } };

export type WatchOrderSubscriptionVariables = Exact<{
  orderId: string | number;
  after?: string | null | undefined;
}>;


export type WatchOrderSubscription = { orderProvisioning: { cursor: string, sequence: number, status: ProvisioningStatus, previousStatus: ProvisioningStatus | null, message: string, occurredAt: string, line: { id: string, status: ProvisioningStatus } | null, waitingOn: { party: WaitingParty, reason: string, expectedUntil: string | null } | null, order: { id: string, number: string, status: OrderStatus } } };

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
export const TreeAccountFragmentDoc = new TypedDocumentString(`
    fragment TreeAccount on Account {
  __typename
  id
  type
  name
  status
  users(first: $users) {
    totalCount
    nodes {
      id
      login
      firstName
      lastName
      kind
    }
  }
}
    `, {"fragmentName":"TreeAccount"}) as unknown as TypedDocumentString<TreeAccountFragment, unknown>;
export const TreeBranchFragmentDoc = new TypedDocumentString(`
    fragment TreeBranch on AccountConnection {
  totalCount
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...TreeAccount
    ... on Reseller {
      children(first: $children) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TreeAccount
        }
      }
    }
  }
}
    fragment TreeAccount on Account {
  __typename
  id
  type
  name
  status
  users(first: $users) {
    totalCount
    nodes {
      id
      login
      firstName
      lastName
      kind
    }
  }
}`, {"fragmentName":"TreeBranch"}) as unknown as TypedDocumentString<TreeBranchFragment, unknown>;
export const PlanPriceFragmentDoc = new TypedDocumentString(`
    fragment PlanPrice on Money {
  amount
  currency
}
    `, {"fragmentName":"PlanPrice"}) as unknown as TypedDocumentString<PlanPriceFragment, unknown>;
export const AccountTreeDocument = new TypedDocumentString(`
    query AccountTree($children: Int = 10, $users: Int = 3) {
  viewer {
    account {
      ...TreeAccount
      ... on Provider {
        children(first: $children) {
          ...TreeBranch
        }
      }
      ... on Reseller {
        children(first: $children) {
          ...TreeBranch
        }
      }
    }
  }
}
    fragment TreeBranch on AccountConnection {
  totalCount
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...TreeAccount
    ... on Reseller {
      children(first: $children) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TreeAccount
        }
      }
    }
  }
}
fragment TreeAccount on Account {
  __typename
  id
  type
  name
  status
  users(first: $users) {
    totalCount
    nodes {
      id
      login
      firstName
      lastName
      kind
    }
  }
}`) as unknown as TypedDocumentString<AccountTreeQuery, AccountTreeQueryVariables>;
export const ActForDocument = new TypedDocumentString(`
    mutation ActFor($input: ActForInput!) {
  actFor(input: $input) {
    session {
      accessToken
      expiresAt
    }
    viewer {
      account {
        name
      }
      actingFrom {
        name
      }
      permissions
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ActForMutation, ActForMutationVariables>;
export const ActivateResellerDocument = new TypedDocumentString(`
    mutation ActivateReseller($input: ActivateResellerInput!) {
  activateReseller(input: $input) {
    reseller {
      id
      name
      status
    }
    activationOrder {
      id
      number
      status
      waitingOn {
        party
        reason
        expectedUntil
      }
    }
    userErrors {
      code
      message
      path
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ActivateResellerMutation, ActivateResellerMutationVariables>;
export const AnyObjectDocument = new TypedDocumentString(`
    query AnyObject($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Account {
      name
      status
    }
    ... on Order {
      number
      orderStatus: status
    }
    ... on Product {
      name
      mpn
    }
  }
}
    `) as unknown as TypedDocumentString<AnyObjectQuery, AnyObjectQueryVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($first: Int = 20, $after: String, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      action
      occurredAt
      account {
        id
        name
      }
      actor {
        id
        login
      }
      actingFrom {
        id
        name
      }
      subject {
        id
      }
      changes {
        field
        before
        after
      }
      requestId
      address
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const CancelAccountDocument = new TypedDocumentString(`
    mutation CancelAccount($input: CancelAccountInput!) {
  cancelAccount(input: $input) {
    account {
      id
      name
      status
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CancelAccountMutation, CancelAccountMutationVariables>;
export const ConfirmImportDocument = new TypedDocumentString(`
    mutation ConfirmImport($input: ConfirmPriceListImportInput!) {
  confirmPriceListImport(input: $input) {
    priceListImport {
      id
      status
    }
    userErrors {
      code
      message
      path
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmImportMutation, ConfirmImportMutationVariables>;
export const CreateApiClientDocument = new TypedDocumentString(`
    mutation CreateApiClient($input: CreateApiClientInput!) {
  createApiClient(input: $input) {
    apiClient {
      id
      name
      permissions
      createdAt
    }
    clientSecret
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiClientMutation, CreateApiClientMutationVariables>;
export const CreateCartDocument = new TypedDocumentString(`
    mutation CreateCart($input: CreateCartInput!) {
  createCart(input: $input) {
    cart {
      id
      customer {
        id
        name
      }
      lines {
        id
        quantity
        plan {
          id
          product {
            mpn
            name
          }
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      vendorParameters {
        locationMpnId
        indirectResellerDomain
        tenantMode
        tenantDomain
        attestation {
          signedBy
          signedAt
        }
        agreement {
          firstName
          lastName
          email
          acceptedOn
        }
      }
      total {
        amount
        currency
      }
      expiresAt
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCartMutation, CreateCartMutationVariables>;
export const CreateCustomerDocument = new TypedDocumentString(`
    mutation CreateCustomer($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    customer {
      id
      name
      status
      currency
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CreateHubOfDocument = new TypedDocumentString(`
    mutation CreateHubOf($input: CreateHubInput!) {
  createHub(input: $input) {
    hub {
      id
      name
      marketplaces {
        name
        market
      }
      apiClient {
        id
        name
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateHubOfMutation, CreateHubOfMutationVariables>;
export const CreateMarketplaceOfDocument = new TypedDocumentString(`
    mutation CreateMarketplaceOf($input: CreateMarketplaceInput!) {
  createMarketplace(input: $input) {
    marketplace {
      id
      name
      market
      currency
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateMarketplaceOfMutation, CreateMarketplaceOfMutationVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
      login
      kind
      permissions
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const DecideListingOfDocument = new TypedDocumentString(`
    mutation DecideListingOf($input: DecideListingInput!) {
  decideListing(input: $input) {
    listing {
      id
      status
      marketplace {
        name
        market
      }
      product {
        name
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DecideListingOfMutation, DecideListingOfMutationVariables>;
export const DecideTermsDocument = new TypedDocumentString(`
    mutation DecideTerms($input: DecideTermsInput!) {
  decideTerms(input: $input) {
    termsRequest {
      id
      status
      creditLimit {
        amount
        currency
      }
      decidedAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DecideTermsMutation, DecideTermsMutationVariables>;
export const EnrolSecondFactorDocument = new TypedDocumentString(`
    mutation EnrolSecondFactor($input: EnrolSecondFactorInput!) {
  enrolSecondFactor(input: $input) {
    uri
    recoveryCodes
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EnrolSecondFactorMutation, EnrolSecondFactorMutationVariables>;
export const EraseUserDocument = new TypedDocumentString(`
    mutation EraseUser($input: EraseUserInput!) {
  eraseUser(input: $input) {
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EraseUserMutation, EraseUserMutationVariables>;
export const EstimateOrderDocument = new TypedDocumentString(`
    mutation EstimateOrder($input: PlaceOrderInput!) {
  estimateOrder(input: $input) {
    estimate {
      lines {
        id
        quantity
        plan {
          id
          product {
            mpn
            name
          }
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      total {
        amount
        currency
      }
      dueNow {
        amount
        currency
      }
      checks {
        code
        label
        status
        error {
          code
          message
          path
          remedies {
            description
            url
          }
        }
      }
      token
      expiresAt
      expectedProvisioning
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EstimateOrderMutation, EstimateOrderMutationVariables>;
export const ExportPricesDocument = new TypedDocumentString(`
    mutation ExportPrices($input: ExportPriceListInput!) {
  exportPriceList(input: $input) {
    csvUrl
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ExportPricesMutation, ExportPricesMutationVariables>;
export const FindCustomersDocument = new TypedDocumentString(`
    query FindCustomers($search: String!, $first: Int = 10, $after: String) {
  accounts(
    filter: {search: $search, type: CUSTOMER}
    sort: RELEVANCE
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      status
      externalId
      currency
      parent {
        id
        name
      }
      administrativeContact {
        firstName
        lastName
        email
      }
      ... on Customer {
        segment
        tenantDomain
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindCustomersQuery, FindCustomersQueryVariables>;
export const FindPlanDocument = new TypedDocumentString(`
    query FindPlan($search: String, $product: ProductFilter, $plan: PlanFilter, $first: Int = 10, $after: String) {
  products(search: $search, filter: $product, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      mpn
      name
      category
      vendor {
        name
      }
      minQuantity
      maxQuantity
      plans(filter: $plan) {
        id
        segment
        term
        billingCycle
        market
        currency
        price {
          ...PlanPrice
        }
        salePrice {
          ...PlanPrice
        }
        retailPrice {
          ...PlanPrice
        }
        kind
        promotions {
          id
          name
          percentOff
          to
          minQuantity
          maxQuantity
        }
      }
    }
  }
}
    fragment PlanPrice on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<FindPlanQuery, FindPlanQueryVariables>;
export const FindProductsDocument = new TypedDocumentString(`
    query FindProducts($search: String, $filter: ProductFilter, $first: Int = 10, $after: String) {
  products(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount
    facets {
      field
      values {
        value
        label
        count
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      mpn
      name
      category
      vendor {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindProductsQuery, FindProductsQueryVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    userErrors {
      code
      message
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const HoldAccountDocument = new TypedDocumentString(`
    mutation HoldAccount($input: SetAccountHoldInput!) {
  setAccountHold(input: $input) {
    account {
      id
      name
      status
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<HoldAccountMutation, HoldAccountMutationVariables>;
export const IdentityProvidersDocument = new TypedDocumentString(`
    query IdentityProviders {
  identityProviders {
    id
    name
    signInUrl
  }
}
    `) as unknown as TypedDocumentString<IdentityProvidersQuery, IdentityProvidersQueryVariables>;
export const ImportPriceListDocument = new TypedDocumentString(`
    mutation ImportPriceList($input: ImportPriceListInput!) {
  importPriceList(input: $input) {
    priceListImport {
      id
      status
      startedAt
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportPriceListMutation, ImportPriceListMutationVariables>;
export const ImportProgressDocument = new TypedDocumentString(`
    query ImportProgress($id: ID!) {
  priceListImport(id: $id) {
    id
    status
    kind
    markets
    month
    warnings
    rowsRead
    rowsAdded
    rowsChanged
    rowsUnchanged
    rowsRetired
    rowsSkipped
    rowsRejected
    failure
    rejected {
      line
      column
      message
    }
    startedAt
    finishedAt
  }
}
    `) as unknown as TypedDocumentString<ImportProgressQuery, ImportProgressQueryVariables>;
export const InviteResellerDocument = new TypedDocumentString(`
    mutation InviteReseller($input: InviteResellerInput!) {
  inviteReseller(input: $input) {
    invitation {
      id
      email
      status
      expiresAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<InviteResellerMutation, InviteResellerMutationVariables>;
export const MarginRulesDocument = new TypedDocumentString(`
    query MarginRules($seller: ID, $first: Int = 50, $after: String) {
  marginRules(sellerId: $seller, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      account {
        id
        name
      }
      vendor {
        name
      }
      category
      product {
        id
        name
      }
      plan {
        id
        product {
          name
        }
      }
      percent
      percentOffRetail
      fixedPrice {
        amount
        currency
      }
      from
      to
    }
  }
}
    `) as unknown as TypedDocumentString<MarginRulesQuery, MarginRulesQueryVariables>;
export const MarketplacesDocument = new TypedDocumentString(`
    query Marketplaces {
  viewer {
    account {
      id
      listingsNeedConsent
      marketplaces {
        id
        name
        market
        currency
        listings(first: 20) {
          totalCount
          nodes {
            id
            status
            name
            reason
            product {
              name
            }
          }
        }
      }
    }
  }
  hubs {
    id
    name
    marketplaces {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MarketplacesQuery, MarketplacesQueryVariables>;
export const MoveAccountDocument = new TypedDocumentString(`
    mutation MoveAccount($input: MoveAccountInput!) {
  moveAccount(input: $input) {
    account {
      id
      name
      parent {
        id
        name
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<MoveAccountMutation, MoveAccountMutationVariables>;
export const MyServicesDocument = new TypedDocumentString(`
    query MyServices($first: Int = 20, $after: String, $filter: SubscriptionFilter) {
  viewer {
    account {
      id
      name
      subscriptions(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          status
          quantity
          autoRenew
          startsOn
          endsOn
          plan {
            id
            term
            billingCycle
            product {
              mpn
              name
            }
          }
          refundWindows {
            quantity
            until
            refundPerSeat {
              amount
              currency
            }
          }
          allowedActions {
            action
            until
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyServicesQuery, MyServicesQueryVariables>;
export const NeedsAttentionListDocument = new TypedDocumentString(`
    query NeedsAttentionList($first: Int = 20, $after: String, $filter: AttentionFilter) {
  needsAttention(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      kind
      message
      remedy
      since
      lastSeenAt
      resolvedAt
      resolution
      order {
        id
        number
        status
        customer {
          id
          name
        }
        waitingOn {
          party
          reason
          since
        }
      }
      line {
        id
        quantity
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NeedsAttentionListQuery, NeedsAttentionListQueryVariables>;
export const OrderFromAnotherVendorDocument = new TypedDocumentString(`
    mutation OrderFromAnotherVendor($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      lines {
        id
        quantity
        status
        parameters {
          name
          value
        }
        plan {
          id
          product {
            mpn
            name
            vendor {
              name
            }
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
      total {
        amount
        currency
      }
      waitingOn {
        party
        reason
        expectedUntil
      }
      createdAt
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
      vendorCode
      vendorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<OrderFromAnotherVendorMutation, OrderFromAnotherVendorMutationVariables>;
export const OrdersWithTimelineDocument = new TypedDocumentString(`
    query OrdersWithTimeline($first: Int = 10, $after: String, $filter: OrderFilter) {
  orders(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      number
      type
      status
      createdAt
      completedAt
      purchaseOrderNumber
      customer {
        id
        name
      }
      total {
        amount
        currency
      }
      lines {
        id
        quantity
        status
        plan {
          id
          product {
            mpn
            name
          }
        }
      }
      waitingOn {
        party
        reason
        since
        expectedUntil
      }
      allowedActions {
        action
        until
      }
      timeline(first: 20) {
        nodes {
          sequence
          status
          message
          occurredAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersWithTimelineQuery, OrdersWithTimelineQueryVariables>;
export const PlaceCartOrderDocument = new TypedDocumentString(`
    mutation PlaceCartOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      customer {
        id
        name
      }
      lines {
        id
        quantity
        status
        plan {
          id
          product {
            mpn
            name
          }
        }
      }
      total {
        amount
        currency
      }
      waitingOn {
        party
        reason
        expectedUntil
      }
      createdAt
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
      vendorCode
      vendorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceCartOrderMutation, PlaceCartOrderMutationVariables>;
export const PlaceOrderForExistingCustomerDocument = new TypedDocumentString(`
    mutation PlaceOrderForExistingCustomer($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      customer {
        id
        name
      }
      lines {
        id
        quantity
        status
        plan {
          id
          product {
            mpn
            name
          }
        }
      }
      total {
        amount
        currency
      }
      waitingOn {
        party
        reason
        expectedUntil
      }
      createdAt
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
      vendorCode
      vendorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderForExistingCustomerMutation, PlaceOrderForExistingCustomerMutationVariables>;
export const PlaceOrderForNewCustomerDocument = new TypedDocumentString(`
    mutation PlaceOrderForNewCustomer($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      customer {
        id
        name
      }
      lines {
        id
        quantity
        status
        plan {
          id
          product {
            mpn
            name
          }
        }
      }
      total {
        amount
        currency
      }
      waitingOn {
        party
        reason
        expectedUntil
      }
      createdAt
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
      vendorCode
      vendorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderForNewCustomerMutation, PlaceOrderForNewCustomerMutationVariables>;
export const PlaceOrderWithPromotionDocument = new TypedDocumentString(`
    mutation PlaceOrderWithPromotion($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      lines {
        id
        quantity
        status
        plan {
          id
          product {
            mpn
            name
          }
        }
        promotion {
          id
          name
          percentOff
          to
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      total {
        amount
        currency
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
      vendorCode
      vendorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderWithPromotionMutation, PlaceOrderWithPromotionMutationVariables>;
export const PriceChangesDocument = new TypedDocumentString(`
    query PriceChanges($account: ID, $from: Date!, $to: Date!, $first: Int = 50, $after: String) {
  priceChanges(
    accountId: $account
    from: $from
    to: $to
    first: $first
    after: $after
  ) {
    totalCount
    totalCountIsExact
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      effectiveAt
      percent
      before {
        amount
        currency
      }
      after {
        amount
        currency
      }
      plan {
        id
        term
        billingCycle
        market
        product {
          name
          mpn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PriceChangesQuery, PriceChangesQueryVariables>;
export const ListProductDocument = new TypedDocumentString(`
    mutation ListProduct($input: PublishListingInput!) {
  publishListing(input: $input) {
    listing {
      id
      status
      name
      product {
        name
      }
      publishedAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ListProductMutation, ListProductMutationVariables>;
export const RefreshPromotionsDocument = new TypedDocumentString(`
    mutation RefreshPromotions($input: RefreshPromotionsInput!) {
  refreshPromotions(input: $input) {
    markets
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshPromotionsMutation, RefreshPromotionsMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        firstName
        lastName
        login
      }
      account {
        id
        name
        type
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const ReleaseAccountDocument = new TypedDocumentString(`
    mutation ReleaseAccount($input: SetAccountHoldInput!) {
  setAccountHold(input: $input) {
    account {
      id
      name
      status
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ReleaseAccountMutation, ReleaseAccountMutationVariables>;
export const RenderMailDocument = new TypedDocumentString(`
    query RenderMail($mail: String!, $accountId: ID!, $language: String) {
  renderMail(mail: $mail, accountId: $accountId, language: $language) {
    subject
    text
    html
  }
}
    `) as unknown as TypedDocumentString<RenderMailQuery, RenderMailQueryVariables>;
export const RequestTermsDocument = new TypedDocumentString(`
    mutation RequestTerms($input: RequestTermsInput!) {
  requestTerms(input: $input) {
    termsRequest {
      id
      status
      requestedAt
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RequestTermsMutation, RequestTermsMutationVariables>;
export const ResellersDocument = new TypedDocumentString(`
    query Resellers($first: Int = 20, $after: String, $search: String) {
  accounts(
    filter: {type: RESELLER, search: $search}
    sort: NAME_ASC
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      status
      currency
      createdAt
      parent {
        id
        name
      }
      paymentMethod
      balance {
        balance {
          amount
          currency
        }
        creditLimit {
          amount
          currency
        }
        available {
          amount
          currency
        }
      }
      ... on Reseller {
        partnerProfile {
          locationMpnId
          indirectResellerDomain
          verifiedAt
        }
        termsRequest {
          status
          requestedAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResellersQuery, ResellersQueryVariables>;
export const RevealCredentialsDocument = new TypedDocumentString(`
    mutation RevealCredentials($input: RevealCredentialsInput!) {
  revealCredentials(input: $input) {
    userId
    temporaryPassword
    userErrors {
      code
      message
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RevealCredentialsMutation, RevealCredentialsMutationVariables>;
export const RevokeApiClientDocument = new TypedDocumentString(`
    mutation RevokeApiClient($input: RevokeApiClientInput!) {
  revokeApiClient(input: $input) {
    apiClient {
      id
      name
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeApiClientMutation, RevokeApiClientMutationVariables>;
export const SetCartCustomerDocument = new TypedDocumentString(`
    mutation SetCartCustomer($input: SetCartCustomerInput!) {
  setCartCustomer(input: $input) {
    cart {
      id
      customer {
        id
        name
      }
      lines {
        id
        quantity
        plan {
          id
          product {
            mpn
            name
          }
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      vendorParameters {
        locationMpnId
        indirectResellerDomain
        tenantMode
        tenantDomain
        attestation {
          signedBy
          signedAt
        }
        agreement {
          firstName
          lastName
          email
          acceptedOn
        }
      }
      total {
        amount
        currency
      }
      expiresAt
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetCartCustomerMutation, SetCartCustomerMutationVariables>;
export const SetCartLineDocument = new TypedDocumentString(`
    mutation SetCartLine($input: SetCartLineInput!) {
  setCartLine(input: $input) {
    cart {
      id
      customer {
        id
        name
      }
      lines {
        id
        quantity
        plan {
          id
          product {
            mpn
            name
          }
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      vendorParameters {
        locationMpnId
        indirectResellerDomain
        tenantMode
        tenantDomain
        attestation {
          signedBy
          signedAt
        }
        agreement {
          firstName
          lastName
          email
          acceptedOn
        }
      }
      total {
        amount
        currency
      }
      expiresAt
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetCartLineMutation, SetCartLineMutationVariables>;
export const DemandListingConsentDocument = new TypedDocumentString(`
    mutation DemandListingConsent($input: SetListingConsentInput!) {
  setListingConsent(input: $input) {
    account {
      id
      name
      listingsNeedConsent
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DemandListingConsentMutation, DemandListingConsentMutationVariables>;
export const SetMarginDocument = new TypedDocumentString(`
    mutation SetMargin($input: SetMarginInput!) {
  setMargin(input: $input) {
    rule {
      id
      percent
    }
    warnings
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetMarginMutation, SetMarginMutationVariables>;
export const SetSecurityQuestionDocument = new TypedDocumentString(`
    mutation SetSecurityQuestion($input: SetSecurityQuestionInput!) {
  setSecurityQuestion(input: $input) {
    userErrors {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetSecurityQuestionMutation, SetSecurityQuestionMutationVariables>;
export const SetVendorParametersDocument = new TypedDocumentString(`
    mutation SetVendorParameters($input: SetVendorParametersInput!) {
  setVendorParameters(input: $input) {
    cart {
      id
      customer {
        id
        name
      }
      lines {
        id
        quantity
        plan {
          id
          product {
            mpn
            name
          }
        }
        unitPrice {
          amount
          currency
        }
        total {
          amount
          currency
        }
      }
      vendorParameters {
        locationMpnId
        indirectResellerDomain
        tenantMode
        tenantDomain
        attestation {
          signedBy
          signedAt
        }
        agreement {
          firstName
          lastName
          email
          acceptedOn
        }
      }
      total {
        amount
        currency
      }
      expiresAt
    }
    userErrors {
      code
      message
      path
      remedies {
        description
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetVendorParametersMutation, SetVendorParametersMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        firstName
        lastName
        login
      }
      account {
        id
        name
        type
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const TermsRequestsDocument = new TypedDocumentString(`
    query TermsRequests {
  termsRequests(status: [REQUESTED]) {
    id
    status
    currency
    requestedAt
    account {
      id
      name
      parent {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TermsRequestsQuery, TermsRequestsQueryVariables>;
export const TermsDocument = new TypedDocumentString(`
    query Terms {
  terms {
    version
    title
    body
  }
}
    `) as unknown as TypedDocumentString<TermsQuery, TermsQueryVariables>;
export const UpdateBrandingDocument = new TypedDocumentString(`
    mutation UpdateBranding($input: UpdateBrandingInput!) {
  updateBranding(input: $input) {
    branding {
      displayName
      primaryColor
      welcomeMessage
      supportPhone
      texts {
        mail
        language
        subject
        body
      }
    }
    userErrors {
      code
      message
      path
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateBrandingMutation, UpdateBrandingMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    user {
      id
      login
      firstName
      lastName
      kind
    }
    account {
      id
      type
      name
      status
      currency
    }
    actingFrom {
      id
      name
    }
    permissions
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const WatchAccountDocument = new TypedDocumentString(`
    subscription WatchAccount($accountId: ID!, $includeDescendants: Boolean = true, $after: String) {
  accountProvisioning(
    accountId: $accountId
    includeDescendants: $includeDescendants
    after: $after
  ) {
    cursor
    sequence
    status
    previousStatus
    message
    occurredAt
    waitingOn {
      party
      reason
      expectedUntil
    }
    order {
      id
      number
      status
      customer {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchAccountSubscription, WatchAccountSubscriptionVariables>;
export const WatchOrderDocument = new TypedDocumentString(`
    subscription WatchOrder($orderId: ID!, $after: String) {
  orderProvisioning(orderId: $orderId, after: $after) {
    cursor
    sequence
    status
    previousStatus
    message
    occurredAt
    line {
      id
      status
    }
    waitingOn {
      party
      reason
      expectedUntil
    }
    order {
      id
      number
      status
    }
  }
}
    `) as unknown as TypedDocumentString<WatchOrderSubscription, WatchOrderSubscriptionVariables>;