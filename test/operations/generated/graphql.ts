/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The agreement that you accept for your account. */
export type AcceptAgreementInput = {
  /** The version that you have read: `viewer { agreementToAccept { version } }`. At most 200 characters (800 bytes). */
  version: string;
};

/** An invitation that you accept, you and your company. */
export type AcceptInvitationInput = {
  /** True when you accept the agreement for your company. */
  acceptAgreement: boolean;
  /** The postal address of your company. It can follow later with `updateAccount`, before the first order. */
  address?: AddressInput | null | undefined;
  /** The version of the agreement that you have read. At most 200 characters (800 bytes). */
  agreementVersion: string;
  /** The legal name of your company with its entity type: Falk Resale GmbH. At most 200 characters (800 bytes). */
  companyName: string;
  /** The address to write to. It is your login too, unless you choose another. */
  email: string;
  /** The given name of the first administrator: yours. At most 200 characters (800 bytes). */
  firstName: string;
  /** The family name of the first administrator: yours. At most 200 characters (800 bytes). */
  lastName: string;
  /** The name to sign in with: 5 to 255 letters, digits or _ . @ -, unique on the platform. At most 255 characters (1,020 bytes). */
  login?: string | null | undefined;
  /** Your password: at least 12 characters, and not one of those that guessers try first. At most 1,024 characters (4,096 bytes). */
  password: string;
  /** The text behind `token=` in the link from the mail. At most 200 characters (800 bytes). */
  token: string;
};

/** Which accounts to list. An account must match every condition given. */
export type AccountFilter = {
  /** Only accounts whose contact or one of whose users has exactly this e-mail address, regardless of upper and lower case. */
  email?: string | null | undefined;
  /** Only accounts with exactly this external id. At most 200 characters (800 bytes). */
  externalId?: string | null | undefined;
  /** Words or parts of words, in upper or lower case. Each must occur in the id, name, contact name, contact e-mail, external id, tenant domain or tax id; one of one or two letters must be the beginning of a word there. A tax id is found with and without spaces, dots, hyphens and slashes. When no account has them all, accounts are found that have them but for one typing error: in one word of 5 to 20 letters without digits, a letter that is wrong, missing, too many or exchanged with the next. Such a word is looked for at the beginning of words; when a hundred accounts or more could be meant, those spellings count that at least a twentieth of a hundred of them have. At most 200 characters (800 bytes). */
  search?: string | null | undefined;
  /** Only accounts with one of these statuses. At most 100 items. */
  status?: Array<AccountStatus> | null | undefined;
  /** Only accounts of this type. */
  type?: AccountType | null | undefined;
};

/** What a seller holds an account for. */
export type AccountHold =
  /** Another reason: nobody signs in for it, and nothing new is ordered. */
  | 'ADMINISTRATIVE'
  /** Its credit: it keeps its services, and cannot place new orders. */
  | 'CREDIT';

/** The order in which accounts are listed. */
export type AccountSort =
  /** By creation time, oldest first. */
  | 'CREATED_AT_ASC'
  /** By creation time, newest first. */
  | 'CREATED_AT_DESC'
  /** By name, from A to Z. */
  | 'NAME_ASC'
  /** By name, from Z to A. */
  | 'NAME_DESC'
  /** What fits `search` best first: accounts whose id, external id, tax id, e-mail address or tenant domain is what was typed; names that begin with it; whole words; beginnings of words; parts of words. Of accounts that a typing error finds, the most similar first. Where several fit alike, by name from A to Z. When far more than 10,000 accounts fit, those behind the names that begin with it come by name. Without `search` all fit alike. */
  | 'RELEVANCE';

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

/** Your present password and the new one. */
export type ChangePasswordInput = {
  /** The password you sign in with now. At most 1,024 characters (4,096 bytes). */
  currentPassword: string;
  /** The new password: at least 12 characters, and not one of those that guessers try first. At most 1,024 characters (4,096 bytes). */
  newPassword: string;
};

/** The result of one check of an order. */
export type CheckStatus =
  /** The order would be refused. The error says why, and what to do. */
  | 'FAILED'
  /** Nothing stands in the way of the order. */
  | 'PASSED'
  /** The check was not made: an earlier one failed, or you may not know its result. */
  | 'SKIPPED';

/** How a line ends that the vendor does not mention. */
export type CompleteOrderLineInput = {
  /** The id of a line that stands in the list of what needs attention. At most 64 characters (256 bytes). */
  lineId: string | number;
  /** What you have found out, in words for everybody who may see the order. A line that failed shows it. At most 1,000 characters (4,000 bytes). */
  message: string;
  /** Whether the vendor has the line, as you have found out. */
  succeeded: boolean;
  /** The vendor's id of the subscription. Required when the line succeeded. At most 200 characters (800 bytes). */
  vendorSubscriptionId?: string | null | undefined;
};

/** What a portal has after somebody has signed in on the page of the platform. */
export type CompleteSignInInput = {
  /** The parameter `code` with which the browser has returned. It works once, within a minute. At most 200 characters (800 bytes). */
  code: string;
  /** The secret of which the portal sent the SHA-256 as `code_challenge`: 43 to 128 characters (RFC 7636). At most 128 characters (512 bytes). */
  codeVerifier: string;
};

/** The import that is no mistake. */
export type ConfirmPriceListImportInput = {
  /** The id of an import in the status NEEDS_CONFIRMATION. At most 64 characters (256 bytes). */
  importId: string | number;
};

/** What your authenticator shows. */
export type ConfirmSecondFactorInput = {
  /** The six digits that the authenticator shows now. At most 200 characters (800 bytes). */
  code: string;
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

/** A new reseller and its representative. */
export type CreateResellerInput = {
  /** The postal address of the reseller. */
  address: AddressInput;
  /** The representative of the reseller, who becomes its first administrator. */
  contact: ContactInput;
  /** The currency the reseller is billed in. The parent's currency by default. */
  currency?: string | null | undefined;
  /** The id of the reseller in your own systems. At most 200 characters (800 bytes). */
  externalId?: string | null | undefined;
  /** The language of its mail, as a BCP 47 tag: en or de. English by default, and for languages that mail does not come in. At most 200 characters (800 bytes). */
  language?: string | null | undefined;
  /** The representative's login: 5 to 255 letters, digits or _ . @ -, unique on the platform. At most 255 characters (1,020 bytes). */
  login: string;
  /** The legal name of the reseller. At most 200 characters (800 bytes). */
  name: string;
  /** The provider or reseller that the new reseller buys from: your own account or one below it. At most 64 characters (256 bytes). */
  parentId: string | number;
  /** Leaves it to the representative to activate the reseller, after signing in for the first time: with `activateReseller`, or within the first order. Until then the reseller is PENDING. By default it is active at once. */
  pending?: boolean | null | undefined;
  /** The tax id, as on an invoice: DE136695976. At most 200 characters (800 bytes). */
  taxId?: string | null | undefined;
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

/** The user whose sessions are to end. */
export type EndSessionsInput = {
  /** The user whose sessions end. At most 64 characters (256 bytes). */
  userId: string | number;
};

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

/** Whether a product can be bought. */
export type ProductStatus =
  /** The product is no longer sold. Existing subscriptions continue. */
  | 'END_OF_SALE'
  /** The product has plans that are on sale or announced. */
  | 'PUBLISHED';

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

/** The invitation that you send again. */
export type ResendInvitationInput = {
  /** The id of an invitation that is open or has expired. At most 64 characters (256 bytes). */
  invitationId: string | number;
};

/** A new password, and the link that allows it. */
export type ResetPasswordInput = {
  /** The new password: at least 12 characters, and not one of those that guessers try first. At most 1,024 characters (4,096 bytes). */
  password: string;
  /** The text behind `token=` in the link from the mail. At most 255 characters (1,020 bytes). */
  token: string;
};

/** Whose authenticator and recovery codes are lost. */
export type ResetSecondFactorInput = {
  /** The id of the user. At most 64 characters (256 bytes). */
  userId: string | number;
};

/** The listing to take out of its marketplace. */
export type RetireListingInput = {
  /** The id of the listing. At most 64 characters (256 bytes). */
  listingId: string | number;
};

/** The item that is to be tried again. */
export type RetryAttentionItemInput = {
  /** The id of an open item of the list. At most 64 characters (256 bytes). */
  itemId: string | number;
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

/** The invitation that you take back. */
export type RevokeInvitationInput = {
  /** The id of an open invitation. At most 64 characters (256 bytes). */
  invitationId: string | number;
};

/** The client that gets another secret. */
export type RotateApiClientSecretInput = {
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

/** The new values of an account. What is left out stays as it is. */
export type UpdateAccountInput = {
  /** The account to change. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** The complete new address; it replaces all parts of the old one. */
  address?: AddressInput | null | undefined;
  /** Whom to ask about bills; it replaces all parts of the one before. */
  billingContact?: ContactInput | null | undefined;
  /** The complete new administrative contact; it replaces all parts of the old one. */
  contact?: ContactInput | null | undefined;
  /** The currency a customer is billed in. It cannot be changed after the first order. */
  currency?: string | null | undefined;
  /** Your own id for this account. Null removes it. At most 200 characters (800 bytes). */
  externalId?: string | null | undefined;
  /** The language of its mail, as a BCP 47 tag: en or de. Mail comes in English for any other language. At most 200 characters (800 bytes). */
  language?: string | null | undefined;
  /** The new legal or trading name. At most 200 characters (800 bytes). */
  name?: string | null | undefined;
  /** Whether a reseller gets a mail when prices that it pays rise, thirty days ahead. It is refused for other accounts, which get none. */
  priceChangeMails?: boolean | null | undefined;
  /** Whether its administrators need a second factor. Those who have none may change nothing from their next refresh on, and see neither prices nor users, until they have one. */
  requireSecondFactor?: boolean | null | undefined;
  /** The tax id of the account, as on an invoice: DE136695976. Null removes it. At most 200 characters (800 bytes). */
  taxId?: string | null | undefined;
  /** Whom to ask about technical matters; it replaces all parts of the one before. */
  technicalContact?: ContactInput | null | undefined;
};

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

/** The new values of a user. What is left out or null stays as it is. */
export type UpdateUserInput = {
  /** The e-mail address of the user. */
  email?: string | null | undefined;
  /** False disables the user, who can no longer sign in, and ends the sessions of the user. */
  enabled?: boolean | null | undefined;
  /** The given name of the user. At most 200 characters (800 bytes). */
  firstName?: string | null | undefined;
  /** The family name of the user. At most 200 characters (800 bytes). */
  lastName?: string | null | undefined;
  /** Everything that the user may do from now on. You can give and take only what you may do yourself. A change ends the sessions of the user. At most 100 items. */
  permissions?: Array<Permission> | null | undefined;
  /** The user to change. At most 64 characters (256 bytes). */
  userId: string | number;
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

/** Whom a caller claims to call for, and the answer. */
export type VerifySecurityQuestionInput = {
  /** The reseller below your account for which somebody calls. At most 64 characters (256 bytes). */
  accountId: string | number;
  /** What the caller answers to the security question. At most 200 characters (800 bytes). */
  answer: string;
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

export type AccountByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type AccountByIdQuery = { account:
    | { id: string, name: string, status: AccountStatus }
    | { id: string, name: string, status: AccountStatus }
    | { id: string, name: string, status: AccountStatus }
   | null };

export type UserByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type UserByIdQuery = { user: { id: string, login: string, account:
      | { name: string }
      | { name: string }
      | { name: string }
     } | null };

export type AccountsAboveQueryVariables = Exact<{
  id: string | number;
}>;


export type AccountsAboveQuery = { account:
    | { parent:
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
       | null, ancestors: Array<
        | { name: string }
        | { name: string }
        | { name: string }
      > }
    | { parent:
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
       | null, ancestors: Array<
        | { name: string }
        | { name: string }
        | { name: string }
      > }
    | { parent:
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
       | null, ancestors: Array<
        | { name: string }
        | { name: string }
        | { name: string }
      > }
   | null };

export type UsersOfAccountQueryVariables = Exact<{
  id: string | number;
}>;


export type UsersOfAccountQuery = { account:
    | { users: { totalCount: number, nodes: Array<{ login: string }> } }
    | { users: { totalCount: number, nodes: Array<{ login: string }> } }
    | { users: { totalCount: number, nodes: Array<{ login: string }> } }
   | null };

export type FindAccountsQueryVariables = Exact<{
  root?: string | number | null | undefined;
  filter?: AccountFilter | null | undefined;
  sort?: AccountSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindAccountsQuery = { accounts: { totalCount: number, nodes: Array<
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
    >, edges: Array<{ cursor: string, node:
        | { name: string }
        | { name: string }
        | { name: string }
       }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ResellersOfProviderQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  usersAfter?: string | null | undefined;
}>;


export type ResellersOfProviderQuery = { account:
    | { users: { totalCount: number, nodes: Array<{ login: string }> } }
    | { children: { totalCount: number, nodes: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, users: { totalCount: number, nodes: Array<{ login: string }> } }
    | { users: { totalCount: number, nodes: Array<{ login: string }> } }
   | null };

export type AccountLevelsQueryVariables = Exact<{
  id: string | number;
  first: number;
}>;


export type AccountLevelsQuery = { account:
    | { id: string, name: string, users: { totalCount: number, nodes: Array<{ login: string, account:
            | { name: string }
            | { name: string }
            | { name: string }
           }> } }
    | { id: string, name: string, children: { totalCount: number, nodes: Array<
          | { id: string, name: string, parent:
              | { name: string }
              | { name: string }
              | { name: string }
             | null, users: { totalCount: number, nodes: Array<{ login: string, account:
                  | { name: string }
                  | { name: string }
                  | { name: string }
                 }> } }
          | { id: string, name: string, parent:
              | { name: string }
              | { name: string }
              | { name: string }
             | null, users: { totalCount: number, nodes: Array<{ login: string, account:
                  | { name: string }
                  | { name: string }
                  | { name: string }
                 }> } }
          | { id: string, name: string, children: { totalCount: number, nodes: Array<
                | { id: string, name: string, parent:
                    | { name: string }
                    | { name: string }
                    | { name: string }
                   | null, ancestors: Array<
                    | { name: string }
                    | { name: string }
                    | { name: string }
                  >, users: { totalCount: number, nodes: Array<{ login: string, account:
                        | { name: string }
                        | { name: string }
                        | { name: string }
                       }> } }
                | { id: string, name: string, parent:
                    | { name: string }
                    | { name: string }
                    | { name: string }
                   | null, ancestors: Array<
                    | { name: string }
                    | { name: string }
                    | { name: string }
                  >, users: { totalCount: number, nodes: Array<{ login: string, account:
                        | { name: string }
                        | { name: string }
                        | { name: string }
                       }> } }
                | { id: string, name: string, parent:
                    | { name: string }
                    | { name: string }
                    | { name: string }
                   | null, ancestors: Array<
                    | { name: string }
                    | { name: string }
                    | { name: string }
                  >, users: { totalCount: number, nodes: Array<{ login: string, account:
                        | { name: string }
                        | { name: string }
                        | { name: string }
                       }> } }
              > }, parent:
              | { name: string }
              | { name: string }
              | { name: string }
             | null, users: { totalCount: number, nodes: Array<{ login: string, account:
                  | { name: string }
                  | { name: string }
                  | { name: string }
                 }> } }
        > }, users: { totalCount: number, nodes: Array<{ login: string, account:
            | { name: string }
            | { name: string }
            | { name: string }
           }> } }
    | { id: string, name: string, users: { totalCount: number, nodes: Array<{ login: string, account:
            | { name: string }
            | { name: string }
            | { name: string }
           }> } }
   | null };

export type UpdateAccountMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount: { account:
      | { name: string, externalId: string | null, address: { line1: string } | null, administrativeContact: { email: string } | null }
      | { name: string, externalId: string | null, address: { line1: string } | null, administrativeContact: { email: string } | null }
      | { name: string, externalId: string | null, address: { line1: string } | null, administrativeContact: { email: string } | null }
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string, retryable: boolean }> } };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { createCustomer: { account: { id: string, name: string, type: AccountType, status: AccountStatus, currency: string, externalId: string | null, createdAt: string, segment: Segment, parent:
        | { name: string }
        | { name: string }
        | { name: string }
       | null, users: { nodes: Array<{ login: string, permissions: Array<Permission> }> } } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, retryable: boolean, message: string }> } };

export type CustomerObstaclesQueryVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CustomerObstaclesQuery = { createCustomerObstacles: Array<{ code: UserErrorCode, path: Array<string>, retryable: boolean, message: string, remedies: Array<{ description: string }> }> };

export type CreateResellerMutationVariables = Exact<{
  input: CreateResellerInput;
}>;


export type CreateResellerMutation = { createReseller: { account: { id: string, name: string, type: AccountType, status: AccountStatus, currency: string, externalId: string | null, createdAt: string, parent:
        | { name: string }
        | { name: string }
        | { name: string }
       | null, users: { nodes: Array<{ login: string, permissions: Array<Permission> }> } } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, retryable: boolean, message: string }> } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateProfileMutation = { updateAccount: { account:
      | { taxId: string | null, language: string, billingContact: { email: string, phone: string | null } | null, technicalContact: { email: string } | null, administrativeContact: { email: string } | null }
      | { taxId: string | null, language: string, billingContact: { email: string, phone: string | null } | null, technicalContact: { email: string } | null, administrativeContact: { email: string } | null }
      | { taxId: string | null, language: string, billingContact: { email: string, phone: string | null } | null, technicalContact: { email: string } | null, administrativeContact: { email: string } | null }
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type CreateWithProfileMutationVariables = Exact<{
  input: CreateResellerInput;
}>;


export type CreateWithProfileMutation = { createReseller: { reseller: { taxId: string | null, language: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type PageOfAccountsQueryVariables = Exact<{
  first: number;
}>;


export type PageOfAccountsQuery = { accounts: { nodes: Array<
      | { id: string, name: string, status: AccountStatus, balance: { creditLimit: { amount: string } | null } | null, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, administrativeContact: { email: string } | null, users: { totalCount: number } }
      | { id: string, name: string, status: AccountStatus, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, administrativeContact: { email: string } | null, users: { totalCount: number } }
      | { id: string, name: string, status: AccountStatus, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, administrativeContact: { email: string } | null, users: { totalCount: number } }
    > } };

export type SwitchPriceMailsMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type SwitchPriceMailsMutation = { updateAccount: { account:
      | { priceChangeMails: boolean }
      | Record<PropertyKey, never>
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ActivatedResellerFragment = { id: string, name: string, status: AccountStatus, securityQuestion: string | null, address: { line1: string, postalCode: string | null, region: string | null } | null, administrativeContact: { email: string, phone: string | null } | null, signedAgreement: { signedBy: string, address: string | null, agreement: { version: string } } | null };

export type ActivateResellerMutationVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type ActivateResellerMutation = { activateReseller: { reseller: { id: string, name: string, status: AccountStatus, securityQuestion: string | null, address: { line1: string, postalCode: string | null, region: string | null } | null, administrativeContact: { email: string, phone: string | null } | null, signedAgreement: { signedBy: string, address: string | null, agreement: { version: string } } | null } | null, activationOrder: { id: string, number: string, type: OrderType, status: OrderStatus, paymentMethod: PaymentMethod | null, customer:
        | { id: string }
        | { id: string }
        | { id: string }
      , reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , placedBy: { id: string } | null, lines: Array<{ id: string }>, total: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type ActivateResellerAloneMutationVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type ActivateResellerAloneMutation = { activateReseller: { reseller: { id: string, name: string, status: AccountStatus, securityQuestion: string | null, address: { line1: string, postalCode: string | null, region: string | null } | null, administrativeContact: { email: string, phone: string | null } | null, signedAgreement: { signedBy: string, address: string | null, agreement: { version: string } } | null } | null, activationOrder: { id: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type PrepareActivationAloneMutationVariables = Exact<{
  input: ActivateResellerInput;
}>;


export type PrepareActivationAloneMutation = { prepareActivation: { activationId: string | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type ActivatedQueryVariables = Exact<{
  id: string | number;
}>;


export type ActivatedQuery = { account:
    | { id: string, name: string, status: AccountStatus, securityQuestion: string | null, address: { line1: string, postalCode: string | null, region: string | null } | null, administrativeContact: { email: string, phone: string | null } | null, signedAgreement: { signedBy: string, address: string | null, agreement: { version: string } } | null }
    | Record<PropertyKey, never>
   | null };

export type ActivationOrdersQueryVariables = Exact<{
  id: string | number;
}>;


export type ActivationOrdersQuery = { orders: { nodes: Array<{ id: string, status: OrderStatus, completedAt: string | null, timeline: { nodes: Array<{ sequence: number, status: ProvisioningStatus, previousStatus: ProvisioningStatus | null, message: string, waitingOn: { party: WaitingParty, reason: string } | null }> } }> } };

export type CreatePendingResellerMutationVariables = Exact<{
  input: CreateResellerInput;
}>;


export type CreatePendingResellerMutation = { createReseller: { reseller: { id: string, status: AccountStatus } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type AmountFragment = { amount: string, currency: string };

export type EstimateWithEveryAmountMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type EstimateWithEveryAmountMutation = { estimateOrder: { userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }>, estimate: { expiresAt: string | null, expectedProvisioning: string | null, lines: Array<{ quantity: number, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, total: { amount: string, currency: string } | null, dueNow: { amount: string, currency: string } | null, checks: Array<{ code: string, label: string, status: CheckStatus, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> } | null }> } | null } };

export type PlaceWithEveryAmountMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceWithEveryAmountMutation = { placeOrder: { userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }>, order: { id: string, number: string, total: { amount: string, currency: string } | null, lines: Array<{ quantity: number, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }> } | null } };

export type EveryAmountQueryVariables = Exact<{ [key: string]: never; }>;


export type EveryAmountQuery = { viewer: { account:
      | { id: string, name: string, paymentMethod: PaymentMethod | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { id: string, name: string, paymentMethod: PaymentMethod | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { id: string, name: string, paymentMethod: PaymentMethod | null, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
     }, accounts: { nodes: Array<
      | { name: string, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { name: string, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
      | { name: string, balance: { balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null, available: { amount: string, currency: string } | null } | null }
    > }, orders: { nodes: Array<{ number: string, paymentMethod: PaymentMethod | null, total: { amount: string, currency: string } | null, lines: Array<{ quantity: number, unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> } | null, subscription: { refundWindows: Array<{ quantity: number, until: string, refundPerSeat: { amount: string, currency: string } | null }>, allowedActions: Array<{ action: OrderAction, refund: { amount: string, currency: string } | null }> } | null }>, waitingOn: { reason: string } | null, timeline: { nodes: Array<{ message: string, waitingOn: { reason: string } | null }> } }> }, products: { nodes: Array<{ plans: Array<{ id: string, price: { amount: string, currency: string } | null, salePrice: { amount: string, currency: string } | null, retailPrice: { amount: string, currency: string } | null }> }> } };

export type CreateApiClientMutationVariables = Exact<{
  input: CreateApiClientInput;
}>;


export type CreateApiClientMutation = { createApiClient: { clientSecret: string | null, apiClient: { id: string, name: string, permissions: Array<Permission>, lastUsedAt: string | null, expiresAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type RotateApiClientSecretMutationVariables = Exact<{
  input: RotateApiClientSecretInput;
}>;


export type RotateApiClientSecretMutation = { rotateApiClientSecret: { clientSecret: string | null, apiClient: { id: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type RevokeApiClientMutationVariables = Exact<{
  input: RevokeApiClientInput;
}>;


export type RevokeApiClientMutation = { revokeApiClient: { apiClient: { id: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ApiClientsOfResellerQueryVariables = Exact<{
  id: string | number;
}>;


export type ApiClientsOfResellerQuery = { account:
    | { apiClients: Array<{ id: string, name: string, permissions: Array<Permission>, lastUsedAt: string | null }> }
    | Record<PropertyKey, never>
   | null };

export type ViewingClientQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewingClientQuery = { viewer: { permissions: Array<Permission>, user: { id: string } | null, apiClient: { name: string } | null, account:
      | { name: string }
      | { name: string }
      | { name: string }
     } };

export type NeedsAttentionQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  root?: string | number | null | undefined;
  filter?: AttentionFilter | null | undefined;
}>;


export type NeedsAttentionQuery = { needsAttention: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: AttentionKind, message: string, remedy: string, since: string, lastSeenAt: string, resolvedAt: string | null, resolution: AttentionResolution | null, order: { id: string, number: string } | null, line: { id: string, status: ProvisioningStatus } | null }> } };

export type AttendedOrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
}>;


export type AttendedOrdersQuery = { orders: { totalCount: number, nodes: Array<{ id: string, attention: Array<{ kind: AttentionKind, message: string }> }> } };

export type RetryAttentionItemMutationVariables = Exact<{
  input: RetryAttentionItemInput;
}>;


export type RetryAttentionItemMutation = { retryAttentionItem: { item: { id: string, resolution: AttentionResolution | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type CompleteOrderLineMutationVariables = Exact<{
  input: CompleteOrderLineInput;
}>;


export type CompleteOrderLineMutation = { completeOrderLine: { order: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type AuditLogQueryVariables = Exact<{
  root?: string | number | null | undefined;
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { totalCount: number, totalCountIsExact: boolean, nodes: Array<{ id: string, action: string, requestId: string | null, address: string | null, occurredAt: string, account:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , actor: { id: string, login: string } | null, apiClient: { id: string, name: string } | null, actingFrom:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, subject:
        | { __typename: 'ApiClient', id: string }
        | { __typename: 'AuditEntry', id: string }
        | { __typename: 'Cart', id: string }
        | { __typename: 'CloudSubscription', id: string }
        | { __typename: 'Customer', id: string }
        | { __typename: 'Hub', id: string }
        | { __typename: 'Invitation', id: string }
        | { __typename: 'Listing', id: string }
        | { __typename: 'MarginRule', id: string }
        | { __typename: 'Marketplace', id: string }
        | { __typename: 'Order', id: string }
        | { __typename: 'OrderLine', id: string }
        | { __typename: 'Plan', id: string }
        | { __typename: 'PriceListImport', id: string }
        | { __typename: 'Product', id: string }
        | { __typename: 'Promotion', id: string }
        | { __typename: 'Provider', id: string }
        | { __typename: 'ProvisioningEvent', id: string }
        | { __typename: 'Reseller', id: string }
        | { __typename: 'User', id: string }
        | { __typename: 'Vendor', id: string }
       | null, changes: Array<{ field: string, before: string | null, after: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UpdateBrandingMutationVariables = Exact<{
  input: UpdateBrandingInput;
}>;


export type UpdateBrandingMutation = { updateBranding: { branding: { displayName: string, logoUrl: string | null, primaryColor: string | null, supportEmail: string | null, supportPhone: string | null, welcomeMessage: string | null, senderName: string | null, texts: Array<{ mail: string, language: string, subject: string | null, body: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string, remedies: Array<{ description: string }> }> } };

export type ResellersInOwnWordsQueryVariables = Exact<{
  first: number;
}>;


export type ResellersInOwnWordsQuery = { resellers: { nodes: Array<
      | { name: string, branding: { texts: Array<{ mail: string, language: string, subject: string | null, body: string | null }> } }
      | Record<PropertyKey, never>
    > } };

export type RenderMailQueryVariables = Exact<{
  mail: string;
  accountId: string | number;
  language?: string | null | undefined;
}>;


export type RenderMailQuery = { renderMail: { subject: string, text: string, html: string } | null };

export type CartAnswerFragment = { cart: { id: string, reseller:
      | { id: string }
      | { id: string }
      | { id: string }
    , customer:
      | { id: string }
      | { id: string }
      | { id: string }
     | null, total: { amount: string } | null, lines: Array<{ quantity: number, total: { amount: string } | null }>, vendorParameters: { tenantMode: TenantMode | null, tenantDomain: string | null, locationMpnId: string | null, attestation: { signedBy: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> };

export type CreateCartMutationVariables = Exact<{
  input: CreateCartInput;
}>;


export type CreateCartMutation = { answer: { cart: { id: string, reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , customer:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, total: { amount: string } | null, lines: Array<{ quantity: number, total: { amount: string } | null }>, vendorParameters: { tenantMode: TenantMode | null, tenantDomain: string | null, locationMpnId: string | null, attestation: { signedBy: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type SetCartLineMutationVariables = Exact<{
  input: SetCartLineInput;
}>;


export type SetCartLineMutation = { answer: { cart: { id: string, reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , customer:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, total: { amount: string } | null, lines: Array<{ quantity: number, total: { amount: string } | null }>, vendorParameters: { tenantMode: TenantMode | null, tenantDomain: string | null, locationMpnId: string | null, attestation: { signedBy: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type SetCartCustomerMutationVariables = Exact<{
  input: SetCartCustomerInput;
}>;


export type SetCartCustomerMutation = { answer: { cart: { id: string, reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , customer:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, total: { amount: string } | null, lines: Array<{ quantity: number, total: { amount: string } | null }>, vendorParameters: { tenantMode: TenantMode | null, tenantDomain: string | null, locationMpnId: string | null, attestation: { signedBy: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type SetVendorParametersMutationVariables = Exact<{
  input: SetVendorParametersInput;
}>;


export type SetVendorParametersMutation = { answer: { cart: { id: string, reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , customer:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, total: { amount: string } | null, lines: Array<{ quantity: number, total: { amount: string } | null }>, vendorParameters: { tenantMode: TenantMode | null, tenantDomain: string | null, locationMpnId: string | null, attestation: { signedBy: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type ListProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListProductsQuery = { products: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, mpn: string, name: string }> } };

export type ProductByMpnQueryVariables = Exact<{
  mpn?: string | null | undefined;
}>;


export type ProductByMpnQuery = { product: { id: string } | null };

export type OffersOfProductQueryVariables = Exact<{
  mpn?: string | null | undefined;
}>;


export type OffersOfProductQuery = { product: { minQuantity: number, maxQuantity: number, prerequisites: Array<{ mpn: string }>, conversions: Array<{ mpn: string }> } | null };

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { vendors: { totalCount: number, nodes: Array<{ id: string, name: string }> } };

export type ProductsOfVendorQueryVariables = Exact<{
  vendorId?: string | number | null | undefined;
}>;


export type ProductsOfVendorQuery = { products: { nodes: Array<{ mpn: string, name: string, description: string | null, category: string, status: ProductStatus, plans: Array<{ id: string, market: string, segment: Segment, kind: PlanKind, available: boolean, validFrom: string | null, validTo: string | null, price: { amount: string, currency: string } | null, retailPrice: { amount: string } | null, prices: Array<{ from: string, to: string | null, minQuantity: number | null, maxQuantity: number | null, price: { amount: string } | null }> }> }> } };

export type WholeProductsQueryVariables = Exact<{
  first: number;
}>;


export type WholeProductsQuery = { products: { totalCount: number, nodes: Array<{ id: string, name: string, vendor: { name: string, products: { totalCount: number, nodes: Array<{ id: string }> } }, prerequisites: Array<{ id: string, name: string, vendor: { id: string } }>, conversions: Array<{ id: string, plans: Array<{ price: { amount: string } | null }> }>, plans: Array<{ id: string, price: { amount: string } | null, salePrice: { amount: string } | null, retailPrice: { amount: string } | null, product: { id: string, vendor: { id: string } } }>, german: Array<{ id: string, price: { amount: string } | null }> }> } };

export type FindProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindProductsQuery = { products: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ name: string, plans: Array<{ segment: Segment, market: string, currency: string, term: string | null, billingCycle: BillingCycle, price: { amount: string } | null }> }>, facets: Array<{ field: ProductFacetField, values: Array<{ value: string, label: string, count: number }> }> } };

export type ProgressEventFragment = { cursor: string, sequence: number, status: ProvisioningStatus, message: string, order: { id: string, status: OrderStatus }, line: { id: string } | null };

export type FollowOrderSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowOrderSubscription = { event: { cursor: string, sequence: number, status: ProvisioningStatus, message: string, order: { id: string, status: OrderStatus }, line: { id: string } | null } };

export type FollowAccountSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  below?: boolean | null | undefined;
}>;


export type FollowAccountSubscription = { event: { cursor: string, sequence: number, status: ProvisioningStatus, message: string, order: { id: string, status: OrderStatus }, line: { id: string } | null } };

export type FollowAccountBrieflySubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowAccountBrieflySubscription = { event: { sequence: number } };

export type FollowAccountWithProductsSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowAccountWithProductsSubscription = { event: { sequence: number, status: ProvisioningStatus, order: { id: string, number: string, customer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
      , lines: Array<{ id: string, plan: { id: string, product: { name: string } } }> } } };

export type TimelineCursorsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type TimelineCursorsQuery = { order: { timeline: { edges: Array<{ cursor: string }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type FollowAccountInFullSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowAccountInFullSubscription = { event: { cursor: string, sequence: number, message: string, order: { id: string, purchaseOrderNumber: string | null, total: { amount: string } | null, waitingOn: { party: WaitingParty } | null, placedBy: { id: string } | null, lines: Array<{ id: string, subscription: { id: string } | null }> }, line: { id: string, status: ProvisioningStatus } | null } };

export type OldTimelineQueryVariables = Exact<{
  id: string | number;
}>;


export type OldTimelineQuery = { order: { waitingOn: { party: WaitingParty, reason: string } | null, timeline: { edges: Array<{ cursor: string }>, nodes: Array<{ id: string, sequence: number, status: ProvisioningStatus, message: string }> } } | null };

export type SetAccountHoldMutationVariables = Exact<{
  input: SetAccountHoldInput;
}>;


export type SetAccountHoldMutation = { setAccountHold: { account:
      | { status: AccountStatus }
      | { status: AccountStatus }
      | { status: AccountStatus }
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type CancelAccountMutationVariables = Exact<{
  input: CancelAccountInput;
}>;


export type CancelAccountMutation = { cancelAccount: { account:
      | { status: AccountStatus }
      | { status: AccountStatus }
      | { status: AccountStatus }
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type ImportOutcomeFragment = { id: string, status: ImportStatus, kind: PriceSheetKind | null, markets: Array<string>, month: string | null, rowsRead: number, rowsAdded: number, rowsChanged: number, rowsUnchanged: number, rowsRetired: number, rowsSkipped: number, rowsRejected: number, warnings: Array<string>, failure: string | null, sha256: string | null, finishedAt: string | null, rejected: Array<{ line: number, column: string | null, message: string }> };

export type ImportPriceListMutationVariables = Exact<{
  input: ImportPriceListInput;
}>;


export type ImportPriceListMutation = { importPriceList: { priceListImport: { id: string, status: ImportStatus, kind: PriceSheetKind | null, markets: Array<string>, month: string | null, rowsRead: number, rowsAdded: number, rowsChanged: number, rowsUnchanged: number, rowsRetired: number, rowsSkipped: number, rowsRejected: number, warnings: Array<string>, failure: string | null, sha256: string | null, finishedAt: string | null, rejected: Array<{ line: number, column: string | null, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type PriceListImportQueryVariables = Exact<{
  id: string | number;
}>;


export type PriceListImportQuery = { priceListImport: { id: string, status: ImportStatus, kind: PriceSheetKind | null, markets: Array<string>, month: string | null, rowsRead: number, rowsAdded: number, rowsChanged: number, rowsUnchanged: number, rowsRetired: number, rowsSkipped: number, rowsRejected: number, warnings: Array<string>, failure: string | null, sha256: string | null, finishedAt: string | null, rejected: Array<{ line: number, column: string | null, message: string }> } | null };

export type ConfirmPriceListImportMutationVariables = Exact<{
  input: ConfirmPriceListImportInput;
}>;


export type ConfirmPriceListImportMutation = { confirmPriceListImport: { priceListImport: { id: string, status: ImportStatus, kind: PriceSheetKind | null, markets: Array<string>, month: string | null, rowsRead: number, rowsAdded: number, rowsChanged: number, rowsUnchanged: number, rowsRetired: number, rowsSkipped: number, rowsRejected: number, warnings: Array<string>, failure: string | null, sha256: string | null, finishedAt: string | null, rejected: Array<{ line: number, column: string | null, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type PriceListImportChangesQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PriceListImportChangesQuery = { priceListImport: { changes: { totalCount: number, pageInfo: { endCursor: string | null, hasNextPage: boolean }, nodes: Array<{ effectiveAt: string, percent: string | null, plan: { id: string, product: { mpn: string } }, before: { amount: string, currency: string } | null, after: { amount: string, currency: string } | null }> } } | null };

export type InviteResellerMutationVariables = Exact<{
  input: InviteResellerInput;
}>;


export type InviteResellerMutation = { inviteReseller: { invitation: { id: string, email: string, status: InvitationStatus, expiresAt: string, inviterName: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { invitation: { status: InvitationStatus } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { resendInvitation: { invitation: { status: InvitationStatus, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { reseller: { id: string, name: string, status: AccountStatus, currency: string, address: { city: string } | null, parent:
        | { name: string }
        | { name: string }
        | { name: string }
       | null, users: { nodes: Array<{ login: string, email: string, permissions: Array<Permission> }> }, signedAgreement: { signedBy: string, signedAt: string, address: string | null, agreement: { version: string, title: string } } | null } | null, session: { accessToken: string, refreshToken: string } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type AcceptAgreementMutationVariables = Exact<{
  input: AcceptAgreementInput;
}>;


export type AcceptAgreementMutation = { acceptAgreement: { userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type TermsQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsQuery = { terms: { version: string, title: string, body: string } };

export type OfferedInvitationQueryVariables = Exact<{
  token: string;
}>;


export type OfferedInvitationQuery = { invitation: { email: string, status: InvitationStatus, inviterName: string, inviter:
      | { name: string }
      | { name: string }
      | { name: string }
     | null, agreement: { version: string } } | null };

export type SentInvitationsQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
}>;


export type SentInvitationsQuery = { account:
    | { invitations: { totalCount: number } }
    | { invitations: { totalCount: number, nodes: Array<{ id: string, email: string, status: InvitationStatus }> } }
    | Record<PropertyKey, never>
   | null };

export type WaitingAgreementQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingAgreementQuery = { viewer: { permissions: Array<Permission>, agreementToAccept: { version: string } | null } };

export type OrderSeenFromATierQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderSeenFromATierQuery = { order: { number: string, status: OrderStatus, total: { amount: string } | null, reseller:
      | { name: string }
      | { name: string }
      | { name: string }
    , lines: Array<{ id: string, subscription: { id: string } | null }>, timeline: { totalCount: number, nodes: Array<{ sequence: number }> } } | null, orders: { totalCount: number } };

export type OrderAfterRestartQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderAfterRestartQuery = { order: { status: OrderStatus, lines: Array<{ id: string, status: ProvisioningStatus, subscription: { status: SubscriptionStatus } | null }> } | null };

export type CreateMarketplaceMutationVariables = Exact<{
  input: CreateMarketplaceInput;
}>;


export type CreateMarketplaceMutation = { createMarketplace: { marketplace: { id: string, owner:
        | { id: string }
        | { id: string }
        | { id: string }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type PublishListingMutationVariables = Exact<{
  input: PublishListingInput;
}>;


export type PublishListingMutation = { publishListing: { listing: { id: string, retiredAt: string | null, product: { mpn: string } } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type RetireListingMutationVariables = Exact<{
  input: RetireListingInput;
}>;


export type RetireListingMutation = { retireListing: { listing: { id: string, retiredAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type MarketplaceQueryVariables = Exact<{
  id: string | number;
}>;


export type MarketplaceQuery = { marketplace: { name: string, listings: { totalCount: number, nodes: Array<{ product: { mpn: string } }> } } | null };

export type ListingStateFragment = { id: string, status: ListingStatus, name: string | null, description: string | null, reason: string | null, publishedAt: string | null, retiredAt: string | null };

export type PublishWithTextsMutationVariables = Exact<{
  input: PublishListingInput;
}>;


export type PublishWithTextsMutation = { publishListing: { listing: { id: string, status: ListingStatus, name: string | null, description: string | null, reason: string | null, publishedAt: string | null, retiredAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type DecideListingMutationVariables = Exact<{
  input: DecideListingInput;
}>;


export type DecideListingMutation = { decideListing: { listing: { id: string, status: ListingStatus, name: string | null, description: string | null, reason: string | null, publishedAt: string | null, retiredAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type SetListingConsentMutationVariables = Exact<{
  input: SetListingConsentInput;
}>;


export type SetListingConsentMutation = { setListingConsent: { account:
      | { id: string, listingsNeedConsent: boolean | null }
      | { id: string, listingsNeedConsent: boolean | null }
      | { id: string, listingsNeedConsent: boolean | null }
     | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ListingRequestsQueryVariables = Exact<{
  sellerId?: string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListingRequestsQuery = { listingRequests: { totalCount: number, nodes: Array<{ id: string, marketplace: { id: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ListingsOfQueryVariables = Exact<{
  id: string | number;
  status?: Array<ListingStatus> | ListingStatus | null | undefined;
  first?: number | null | undefined;
}>;


export type ListingsOfQuery = { marketplace: { listings: { totalCount: number, nodes: Array<{ id: string, status: ListingStatus, name: string | null, description: string | null, reason: string | null, publishedAt: string | null, retiredAt: string | null }> } } | null };

export type CreateHubMutationVariables = Exact<{
  input: CreateHubInput;
}>;


export type CreateHubMutation = { createHub: { hub: { id: string, name: string, marketplaces: Array<{ id: string }>, apiClient: { id: string } | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type HubsQueryVariables = Exact<{ [key: string]: never; }>;


export type HubsQuery = { hubs: Array<{ id: string, name: string, owner:
      | { id: string }
      | { id: string }
      | { id: string }
    , marketplaces: Array<{ id: string }>, apiClient: { id: string } | null }> };

export type MoveAccountMutationVariables = Exact<{
  input: MoveAccountInput;
}>;


export type MoveAccountMutation = { moveAccount: { account:
      | { id: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        > }
      | { id: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        > }
      | { id: string, parent:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        > }
     | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean }> } };

export type AnyNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type AnyNodeQuery = { node:
    | { __typename: 'ApiClient', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Cart', id: string }
    | { __typename: 'CloudSubscription', id: string }
    | { __typename: 'Customer', id: string }
    | { __typename: 'Hub', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Listing', id: string }
    | { __typename: 'MarginRule', id: string }
    | { __typename: 'Marketplace', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'OrderLine', id: string }
    | { __typename: 'Plan', id: string }
    | { __typename: 'PriceListImport', id: string }
    | { __typename: 'Product', id: string }
    | { __typename: 'Promotion', id: string }
    | { __typename: 'Provider', id: string }
    | { __typename: 'ProvisioningEvent', id: string }
    | { __typename: 'Reseller', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Vendor', id: string }
   | null };

export type NodesInFullQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesInFullQuery = { nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { status: SubscriptionStatus, id: string }
    | { name: string, id: string }
    | { id: string }
    | { email: string, id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { number: string, id: string }
    | { quantity: number, id: string }
    | { billingCycle: BillingCycle, id: string }
    | { id: string }
    | { mpn: string, id: string }
    | { id: string }
    | { name: string, id: string }
    | { sequence: number, id: string }
    | { name: string, id: string }
    | { login: string, id: string }
    | { name: string, id: string }
   | null> };

export type ShowOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type ShowOrderQuery = { order: { id: string, number: string, status: OrderStatus, completedAt: string | null, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string, since: string, expectedUntil: string | null } | null, lines: Array<{ id: string, status: ProvisioningStatus, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> } | null, subscription: { id: string, status: SubscriptionStatus, quantity: number, autoRenew: boolean, startsOn: string, endsOn: string | null, vendorSubscriptionId: string | null, allowedActions: Array<{ action: OrderAction }>, refundWindows: Array<{ quantity: number, refundPerSeat: { amount: string, currency: string } | null }> } | null }>, timeline: { totalCount: number, nodes: Array<{ sequence: number, status: ProvisioningStatus, message: string }> } } | null };

export type FindOrdersQueryVariables = Exact<{
  root?: string | number | null | undefined;
  filter?: OrderFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindOrdersQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, purchaseOrderNumber: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WholeOrdersQueryVariables = Exact<{
  first: number;
}>;


export type WholeOrdersQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, status: OrderStatus, total: { amount: string, currency: string } | null, waitingOn: { party: WaitingParty, reason: string } | null, customer:
        | { id: string }
        | { id: string }
        | { id: string }
      , reseller:
        | { id: string }
        | { id: string }
        | { id: string }
      , placedBy: { id: string } | null, actedFrom:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, lines: Array<{ id: string, quantity: number, status: ProvisioningStatus, total: { amount: string } | null, plan: { id: string }, subscription: { id: string, status: SubscriptionStatus, endsOn: string | null, refundWindows: Array<{ quantity: number, refundPerSeat: { amount: string } | null }>, allowedActions: Array<{ action: OrderAction }> } | null }>, timeline: { totalCount: number, nodes: Array<{ sequence: number, message: string, line: { id: string } | null }> } }> } };

export type OrderByNumberQueryVariables = Exact<{
  number?: string | null | undefined;
}>;


export type OrderByNumberQuery = { order: { id: string } | null };

export type OrderByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderByIdQuery = { order: { id: string } | null };

export type PartiesOfOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type PartiesOfOrderQuery = { order: { reseller:
      | { id: string }
      | { id: string }
      | { id: string }
    , placedBy: { id: string } | null, customer:
      | { id: string }
      | { id: string }
      | { id: string }
     } | null };

export type NamesOfOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type NamesOfOrderQuery = { order: { reseller:
      | { name: string }
      | { name: string }
      | { name: string }
    , placedBy: { login: string } | null, customer:
      | { name: string }
      | { name: string }
      | { name: string }
    , lines: Array<{ plan: { product: { name: string } } }> } | null };

export type SubscriptionsBelowQueryVariables = Exact<{
  filter?: SubscriptionFilter | null | undefined;
}>;


export type SubscriptionsBelowQuery = { viewer: { account:
      | { subscriptions: { totalCount: number, nodes: Array<{ customer:
              | { name: string }
              | { name: string }
              | { name: string }
            , orders: { nodes: Array<{ number: string }> } }> } }
      | { subscriptions: { totalCount: number, nodes: Array<{ customer:
              | { name: string }
              | { name: string }
              | { name: string }
            , orders: { nodes: Array<{ number: string }> } }> } }
      | { subscriptions: { totalCount: number, nodes: Array<{ customer:
              | { name: string }
              | { name: string }
              | { name: string }
            , orders: { nodes: Array<{ number: string }> } }> } }
     } };

export type OwnBalanceQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnBalanceQuery = { viewer: { account:
      | { paymentMethod: PaymentMethod | null, balance: { balance: { amount: string }, creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
      | { paymentMethod: PaymentMethod | null, balance: { balance: { amount: string }, creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
      | { paymentMethod: PaymentMethod | null, balance: { balance: { amount: string }, creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
     } };

export type RevealCredentialsMutationVariables = Exact<{
  input: RevealCredentialsInput;
}>;


export type RevealCredentialsMutation = { revealCredentials: { userId: string | null, temporaryPassword: string | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type ActorOfOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type ActorOfOrderQuery = { order: { placedBy: { login: string } | null, actedFrom:
      | { name: string }
      | { name: string }
      | { name: string }
     | null } | null };

export type OrderingParametersQueryVariables = Exact<{
  mpn?: string | null | undefined;
}>;


export type OrderingParametersQuery = { product: { name: string, category: string, vendor: { name: string }, parameters: Array<{ name: string, label: string, type: ProductParameterType, required: boolean, help: string | null, choices: Array<string> | null, pattern: string | null }>, plans: Array<{ id: string, term: string | null, billingCycle: BillingCycle, market: string, currency: string, segment: Segment, validTo: string | null, price: { amount: string } | null, retailPrice: { amount: string } | null }> } | null };

export type SetParametersMutationVariables = Exact<{
  input: SetCartLineInput;
}>;


export type SetParametersMutation = { setCartLine: { cart: { id: string, lines: Array<{ quantity: number, parameters: Array<{ name: string, value: string }> }> } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type OrderParametersQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderParametersQuery = { order: { status: OrderStatus, lines: Array<{ status: ProvisioningStatus, parameters: Array<{ name: string, value: string }>, error: { code: UserErrorCode, message: string, vendorMessage: string | null } | null, subscription: { status: SubscriptionStatus, vendorSubscriptionId: string | null, endsOn: string | null } | null }>, timeline: { nodes: Array<{ message: string, waitingOn: { reason: string } | null }> } } | null };

export type EstimateParametersMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type EstimateParametersMutation = { estimateOrder: { estimate: { expectedProvisioning: string | null, lines: Array<{ parameters: Array<{ name: string, value: string }> }>, checks: Array<{ code: string, status: CheckStatus, error: { code: UserErrorCode, path: Array<string>, message: string, remedies: Array<{ description: string }> } | null }> } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string, login: string, email: string, kind: UserKind, permissions: Array<Permission>, enabled: boolean, lastSignInAt: string | null, account:
        | { name: string }
        | { name: string }
        | { name: string }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { userErrors: Array<{ code: UserErrorCode, path: Array<string>, retryable: boolean }> } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type RefusalFragment = { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> };

export type EstimateMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type EstimateMutation = { estimateOrder: { estimate: { token: string | null, expiresAt: string | null, lines: Array<{ unitPrice: { amount: string, currency: string } | null, total: { amount: string, currency: string } | null }>, total: { amount: string, currency: string } | null, dueNow: { amount: string, currency: string } | null, checks: Array<{ code: string, status: CheckStatus, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, remedies: Array<{ description: string, url: string | null }> } | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PlaceMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceMutation = { placeOrder: { order: { id: string, number: string, status: OrderStatus, customer:
        | { id: string }
        | { id: string }
        | { id: string }
      , total: { amount: string, currency: string } | null, lines: Array<{ id: string, quantity: number, total: { amount: string, currency: string } | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type PlacedForNewCustomerQueryVariables = Exact<{
  id: string | number;
}>;


export type PlacedForNewCustomerQuery = { order: { reseller:
      | { name: string }
      | { name: string }
      | { name: string }
    , customer:
      | { segment: Segment, name: string, status: AccountStatus }
      | { name: string, status: AccountStatus }
      | { name: string, status: AccountStatus }
     } | null };

export type PlansOfBusinessBasicQueryVariables = Exact<{
  segment?: Segment | null | undefined;
  market: string;
}>;


export type PlansOfBusinessBasicQuery = { product: { id: string, plans: Array<{ id: string, segment: Segment, price: { amount: string, currency: string } | null, salePrice: { amount: string } | null, retailPrice: { amount: string } | null }> } | null };

export type SalePriceQueryVariables = Exact<{
  id: string | number;
  account?: string | number | null | undefined;
}>;


export type SalePriceQuery = { plan: { salePrice: { amount: string } | null } | null };

export type SetMarginMutationVariables = Exact<{
  input: SetMarginInput;
}>;


export type SetMarginMutation = { setMargin: { warnings: Array<string>, rule: { id: string, category: string | null, percent: string | null, percentOffRetail: string | null, from: string | null, to: string | null, seller:
        | { id: string }
        | { id: string }
        | { id: string }
      , account:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, vendor: { id: string } | null, product: { id: string } | null, plan: { id: string } | null, fixedPrice: { amount: string, currency: string } | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type MarginRulesQueryVariables = Exact<{
  seller?: string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MarginRulesQuery = { marginRules: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, category: string | null, percent: string | null, percentOffRetail: string | null, from: string | null, to: string | null, seller:
        | { id: string }
        | { id: string }
        | { id: string }
      , account:
        | { id: string }
        | { id: string }
        | { id: string }
       | null, vendor: { id: string } | null, product: { id: string } | null, plan: { id: string } | null, fixedPrice: { amount: string, currency: string } | null }> } };

export type MarginRulePartsFragment = { id: string, category: string | null, percent: string | null, percentOffRetail: string | null, from: string | null, to: string | null, seller:
    | { id: string }
    | { id: string }
    | { id: string }
  , account:
    | { id: string }
    | { id: string }
    | { id: string }
   | null, vendor: { id: string } | null, product: { id: string } | null, plan: { id: string } | null, fixedPrice: { amount: string, currency: string } | null };

export type OrderQuoteQueryVariables = Exact<{
  buyerId?: string | number | null | undefined;
  sellerId?: string | number | null | undefined;
  plans: Array<string | number> | string | number;
}>;


export type OrderQuoteQuery = { orderQuote: Array<{ sealedTiers: string, plan: { id: string } }> };

export type ExportPriceListMutationVariables = Exact<{
  input: ExportPriceListInput;
}>;


export type ExportPriceListMutation = { exportPriceList: { csvUrl: string | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type PriceChangesQueryVariables = Exact<{
  account?: string | number | null | undefined;
  from: string;
  to: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PriceChangesQuery = { priceChanges: { totalCount: number, totalCountIsExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ effectiveAt: string, percent: string | null, before: { amount: string, currency: string } | null, after: { amount: string } | null, plan: { id: string, product: { mpn: string } } }> } };

export type PlanPromotionsQueryVariables = Exact<{
  id: string | number;
}>;


export type PlanPromotionsQuery = { plan: { promotions: Array<{ id: string, name: string, percentOff: string | null, minQuantity: number | null, maxQuantity: number | null, from: string, to: string }> } | null };

export type ProductPlanPromotionsQueryVariables = Exact<{
  mpn: string;
}>;


export type ProductPlanPromotionsQuery = { product: { plans: Array<{ id: string, market: string, term: string | null, billingCycle: BillingCycle, segment: Segment, promotions: Array<{ name: string }> }> } | null };

export type RefreshPromotionsMutationVariables = Exact<{
  input: RefreshPromotionsInput;
}>;


export type RefreshPromotionsMutation = { refreshPromotions: { markets: Array<string> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type EstimateWithPromotionsMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type EstimateWithPromotionsMutation = { estimateOrder: { estimate: { token: string | null, total: { amount: string } | null, lines: Array<{ promotion: { id: string } | null, unitPrice: { amount: string } | null, regularUnitPrice: { amount: string } | null, total: { amount: string } | null }>, checks: Array<{ code: string, status: CheckStatus, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> } | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type SetPromotedLineMutationVariables = Exact<{
  input: SetCartLineInput;
}>;


export type SetPromotedLineMutation = { setCartLine: { cart: { total: { amount: string } | null, lines: Array<{ quantity: number, promotion: { id: string } | null, unitPrice: { amount: string } | null, regularUnitPrice: { amount: string } | null, total: { amount: string } | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> }> } };

export type OrderWithPromotionsQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderWithPromotionsQuery = { order: { status: OrderStatus, total: { amount: string } | null, lines: Array<{ quantity: number, promotion: { id: string, name: string, percentOff: string | null } | null, plan: { kind: PlanKind }, unitPrice: { amount: string } | null, error: { code: UserErrorCode, message: string, path: Array<string>, retryable: boolean, availableQuantity: number | null, vendorCode: string | null, vendorMessage: string | null, remedies: Array<{ description: string, url: string | null }> } | null, subscription: { endsOn: string | null } | null }> } | null };

export type SecurityQuestionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SecurityQuestionsQuery = { securityQuestions: Array<string> };

export type SetSecurityQuestionMutationVariables = Exact<{
  input: SetSecurityQuestionInput;
}>;


export type SetSecurityQuestionMutation = { setSecurityQuestion: { userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type VerifySecurityQuestionMutationVariables = Exact<{
  input: VerifySecurityQuestionInput;
}>;


export type VerifySecurityQuestionMutation = { verifySecurityQuestion: { verified: boolean, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type QuestionOfResellerQueryVariables = Exact<{
  id: string | number;
}>;


export type QuestionOfResellerQuery = { account:
    | { securityQuestion: string | null }
    | Record<PropertyKey, never>
   | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { user: { login: string, lastSignInAt: string | null } | null, account:
        | { name: string }
        | { name: string }
        | { name: string }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, retryable: boolean, message: string }> } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { user: { login: string } | null } | null, userErrors: Array<{ code: UserErrorCode }> } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { userErrors: Array<{ code: UserErrorCode }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { permissions: Array<Permission>, expiresAt: string, user: { login: string } | null, account:
      | { name: string }
      | { name: string }
      | { name: string }
    , actingFrom:
      | { name: string }
      | { name: string }
      | { name: string }
     | null } };

export type ActingFromQueryVariables = Exact<{ [key: string]: never; }>;


export type ActingFromQuery = { viewer: { actingFrom:
      | { name: string, parent:
          | { id: string }
          | { id: string }
          | { id: string }
         | null, ancestors: Array<
          | { id: string }
          | { id: string }
          | { id: string }
        >, users: { totalCount: number, nodes: Array<{ login: string }> } }
      | { name: string, parent:
          | { id: string }
          | { id: string }
          | { id: string }
         | null, ancestors: Array<
          | { id: string }
          | { id: string }
          | { id: string }
        >, users: { totalCount: number, nodes: Array<{ login: string }> } }
      | { name: string, children: { totalCount: number, nodes: Array<
            | { name: string }
            | { name: string }
            | { name: string }
          > }, parent:
          | { id: string }
          | { id: string }
          | { id: string }
         | null, ancestors: Array<
          | { id: string }
          | { id: string }
          | { id: string }
        >, users: { totalCount: number, nodes: Array<{ login: string }> } }
     | null } };

export type OwnAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnAccountQuery = { viewer: { account:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     } };

export type ActForMutationVariables = Exact<{
  input: ActForInput;
}>;


export type ActForMutation = { actFor: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { permissions: Array<Permission>, user: { login: string, account:
          | { name: string }
          | { name: string }
          | { name: string }
         } | null, account:
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
        | { name: string, parent:
            | { name: string }
            | { name: string }
            | { name: string }
           | null }
      , actingFrom:
        | { name: string }
        | { name: string }
        | { name: string }
       | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string }> } };

export type SeenWhileActingQueryVariables = Exact<{ [key: string]: never; }>;


export type SeenWhileActingQuery = { viewer: { actingFrom:
      | { name: string, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        >, users: { nodes: Array<{ login: string }> } }
      | { name: string, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        >, users: { nodes: Array<{ login: string }> } }
      | { securityQuestion: string | null, name: string, children: { nodes: Array<
            | { name: string }
            | { name: string }
            | { name: string }
          > }, invitations: { nodes: Array<{ email: string }> }, apiClients: Array<{ name: string }>, signedAgreement: { signedBy: string } | null, parent:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, ancestors: Array<
          | { name: string }
          | { name: string }
          | { name: string }
        >, users: { nodes: Array<{ login: string }> } }
     | null }, accounts: { nodes: Array<
      | { name: string }
      | { name: string }
      | { name: string }
    > } };

export type EnrolSecondFactorMutationVariables = Exact<{
  input: EnrolSecondFactorInput;
}>;


export type EnrolSecondFactorMutation = { enrolSecondFactor: { uri: string | null, recoveryCodes: Array<string> | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ConfirmSecondFactorMutationVariables = Exact<{
  input: ConfirmSecondFactorInput;
}>;


export type ConfirmSecondFactorMutation = { confirmSecondFactor: { userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type SignInWithPermissionsMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInWithPermissionsMutation = { signIn: { session: { accessToken: string, refreshToken: string } | null, viewer: { permissions: Array<Permission>, mustEnrolSecondFactor: boolean, account:
        | { requiresSecondFactor: boolean }
        | { requiresSecondFactor: boolean }
        | { requiresSecondFactor: boolean }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type RequireSecondFactorMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type RequireSecondFactorMutation = { updateAccount: { account:
      | { requiresSecondFactor: boolean }
      | { requiresSecondFactor: boolean }
      | { requiresSecondFactor: boolean }
     | null, userErrors: Array<{ code: UserErrorCode }> } };

export type ResetSecondFactorMutationVariables = Exact<{
  input: ResetSecondFactorInput;
}>;


export type ResetSecondFactorMutation = { resetSecondFactor: { userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type IdentityProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type IdentityProvidersQuery = { identityProviders: Array<{ id: string, name: string, signInUrl: string }> };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, viewer: { user: { login: string } | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type ShownTermsFragment = { id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
    | { name: string }
    | { name: string }
    | { name: string }
   };

export type RequestTermsMutationVariables = Exact<{
  input: RequestTermsInput;
}>;


export type RequestTermsMutation = { requestTerms: { termsRequest: { id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
        | { name: string }
        | { name: string }
        | { name: string }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type DecideTermsMutationVariables = Exact<{
  input: DecideTermsInput;
}>;


export type DecideTermsMutation = { decideTerms: { termsRequest: { id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
        | { name: string }
        | { name: string }
        | { name: string }
       } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type TermsOfQueryVariables = Exact<{
  id: string | number;
}>;


export type TermsOfQuery = { account:
    | { termsRequest: { id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
          | { name: string }
          | { name: string }
          | { name: string }
         } | null }
    | { termsRequest: { id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
          | { name: string }
          | { name: string }
          | { name: string }
         } | null }
    | Record<PropertyKey, never>
   | null };

export type CreditOfQueryVariables = Exact<{
  id: string | number;
}>;


export type CreditOfQuery = { account:
    | { paymentMethod: PaymentMethod | null, balance: { creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
    | { paymentMethod: PaymentMethod | null, balance: { creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
    | { paymentMethod: PaymentMethod | null, balance: { creditLimit: { amount: string } | null, available: { amount: string } | null } | null }
   | null };

export type FindTermsRequestsQueryVariables = Exact<{
  root?: string | number | null | undefined;
  status?: Array<TermsRequestStatus> | TermsRequestStatus | null | undefined;
}>;


export type FindTermsRequestsQuery = { termsRequests: Array<{ id: string, status: TermsRequestStatus, currency: string, businessCentreNumber: string | null, reason: string | null, paymentDays: number | null, decidedAt: string | null, contact: { email: string, phone: string | null } | null, creditLimit: { amount: string, currency: string } | null, account:
      | { name: string }
      | { name: string }
      | { name: string }
     }> };

export type BalancesOfQueryVariables = Exact<{
  id: string | number;
}>;


export type BalancesOfQuery = { account:
    | { balances: Array<{ balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null }> | null }
    | { balances: Array<{ balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null }> | null }
    | { balances: Array<{ balance: { amount: string, currency: string }, creditLimit: { amount: string, currency: string } | null }> | null }
   | null };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { user: { email: string, firstName: string, lastName: string, permissions: Array<Permission>, enabled: boolean } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string>, message: string, remedies: Array<{ description: string }> }> } };

export type EndSessionsMutationVariables = Exact<{
  input: EndSessionsInput;
}>;


export type EndSessionsMutation = { endSessions: { userErrors: Array<{ code: UserErrorCode, path: Array<string> }> } };

export type OwnUserQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnUserQuery = { viewer: { user: { id: string } | null } };

export type EraseUserMutationVariables = Exact<{
  input: EraseUserInput;
}>;


export type EraseUserMutation = { eraseUser: { userErrors: Array<{ code: UserErrorCode, path: Array<string>, remedies: Array<{ description: string }> }> } };

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
export const ActivatedResellerFragmentDoc = new TypedDocumentString(`
    fragment ActivatedReseller on Reseller {
  id
  name
  status
  address {
    line1
    postalCode
    region
  }
  administrativeContact {
    email
    phone
  }
  securityQuestion
  signedAgreement {
    agreement {
      version
    }
    signedBy
    address
  }
}
    `, {"fragmentName":"ActivatedReseller"}) as unknown as TypedDocumentString<ActivatedResellerFragment, unknown>;
export const AmountFragmentDoc = new TypedDocumentString(`
    fragment Amount on Money {
  amount
  currency
}
    `, {"fragmentName":"Amount"}) as unknown as TypedDocumentString<AmountFragment, unknown>;
export const RefusalFragmentDoc = new TypedDocumentString(`
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}
    `, {"fragmentName":"Refusal"}) as unknown as TypedDocumentString<RefusalFragment, unknown>;
export const CartAnswerFragmentDoc = new TypedDocumentString(`
    fragment CartAnswer on CartPayload {
  cart {
    id
    reseller {
      id
    }
    customer {
      id
    }
    total {
      amount
    }
    lines {
      quantity
      total {
        amount
      }
    }
    vendorParameters {
      tenantMode
      tenantDomain
      locationMpnId
      attestation {
        signedBy
      }
    }
  }
  userErrors {
    ...Refusal
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`, {"fragmentName":"CartAnswer"}) as unknown as TypedDocumentString<CartAnswerFragment, unknown>;
export const ProgressEventFragmentDoc = new TypedDocumentString(`
    fragment ProgressEvent on ProvisioningEvent {
  cursor
  sequence
  status
  message
  order {
    id
    status
  }
  line {
    id
  }
}
    `, {"fragmentName":"ProgressEvent"}) as unknown as TypedDocumentString<ProgressEventFragment, unknown>;
export const ImportOutcomeFragmentDoc = new TypedDocumentString(`
    fragment ImportOutcome on PriceListImport {
  id
  status
  kind
  markets
  month
  rowsRead
  rowsAdded
  rowsChanged
  rowsUnchanged
  rowsRetired
  rowsSkipped
  rowsRejected
  warnings
  failure
  sha256
  finishedAt
  rejected {
    line
    column
    message
  }
}
    `, {"fragmentName":"ImportOutcome"}) as unknown as TypedDocumentString<ImportOutcomeFragment, unknown>;
export const ListingStateFragmentDoc = new TypedDocumentString(`
    fragment ListingState on Listing {
  id
  status
  name
  description
  reason
  publishedAt
  retiredAt
}
    `, {"fragmentName":"ListingState"}) as unknown as TypedDocumentString<ListingStateFragment, unknown>;
export const MarginRulePartsFragmentDoc = new TypedDocumentString(`
    fragment MarginRuleParts on MarginRule {
  id
  seller {
    id
  }
  account {
    id
  }
  vendor {
    id
  }
  category
  product {
    id
  }
  plan {
    id
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
    `, {"fragmentName":"MarginRuleParts"}) as unknown as TypedDocumentString<MarginRulePartsFragment, unknown>;
export const ShownTermsFragmentDoc = new TypedDocumentString(`
    fragment ShownTerms on TermsRequest {
  id
  status
  currency
  businessCentreNumber
  contact {
    email
    phone
  }
  reason
  creditLimit {
    amount
    currency
  }
  paymentDays
  decidedAt
  account {
    name
  }
}
    `, {"fragmentName":"ShownTerms"}) as unknown as TypedDocumentString<ShownTermsFragment, unknown>;
export const AccountByIdDocument = new TypedDocumentString(`
    query AccountById($id: ID!) {
  account(id: $id) {
    id
    name
    status
  }
}
    `) as unknown as TypedDocumentString<AccountByIdQuery, AccountByIdQueryVariables>;
export const UserByIdDocument = new TypedDocumentString(`
    query UserById($id: ID!) {
  user(id: $id) {
    id
    login
    account {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<UserByIdQuery, UserByIdQueryVariables>;
export const AccountsAboveDocument = new TypedDocumentString(`
    query AccountsAbove($id: ID!) {
  account(id: $id) {
    parent {
      name
      parent {
        name
      }
    }
    ancestors {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsAboveQuery, AccountsAboveQueryVariables>;
export const UsersOfAccountDocument = new TypedDocumentString(`
    query UsersOfAccount($id: ID!) {
  account(id: $id) {
    users {
      totalCount
      nodes {
        login
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UsersOfAccountQuery, UsersOfAccountQueryVariables>;
export const FindAccountsDocument = new TypedDocumentString(`
    query FindAccounts($root: ID, $filter: AccountFilter, $sort: AccountSort, $first: Int, $after: String) {
  accounts(
    root: $root
    filter: $filter
    sort: $sort
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      id
      name
    }
    edges {
      cursor
      node {
        name
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<FindAccountsQuery, FindAccountsQueryVariables>;
export const ResellersOfProviderDocument = new TypedDocumentString(`
    query ResellersOfProvider($id: ID!, $after: String, $usersAfter: String) {
  account(id: $id) {
    users(first: 1, after: $usersAfter) {
      totalCount
      nodes {
        login
      }
    }
    ... on Provider {
      children(first: 1, after: $after, type: RESELLER) {
        totalCount
        nodes {
          name
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResellersOfProviderQuery, ResellersOfProviderQueryVariables>;
export const AccountLevelsDocument = new TypedDocumentString(`
    query AccountLevels($id: ID!, $first: Int!) {
  account(id: $id) {
    id
    name
    users(first: 2) {
      totalCount
      nodes {
        login
        account {
          name
        }
      }
    }
    ... on Provider {
      children(first: $first) {
        totalCount
        nodes {
          id
          name
          parent {
            name
          }
          users(first: 2) {
            totalCount
            nodes {
              login
              account {
                name
              }
            }
          }
          ... on Reseller {
            children(first: $first) {
              totalCount
              nodes {
                id
                name
                parent {
                  name
                }
                ancestors {
                  name
                }
                users(first: 2) {
                  totalCount
                  nodes {
                    login
                    account {
                      name
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountLevelsQuery, AccountLevelsQueryVariables>;
export const UpdateAccountDocument = new TypedDocumentString(`
    mutation UpdateAccount($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    account {
      name
      externalId
      address {
        line1
      }
      administrativeContact {
        email
      }
    }
    userErrors {
      code
      path
      message
      retryable
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateAccountMutation, UpdateAccountMutationVariables>;
export const CreateCustomerDocument = new TypedDocumentString(`
    mutation CreateCustomer($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    account: customer {
      id
      name
      type
      status
      currency
      externalId
      createdAt
      parent {
        name
      }
      users {
        nodes {
          login
          permissions
        }
      }
      segment
    }
    userErrors {
      code
      path
      retryable
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CustomerObstaclesDocument = new TypedDocumentString(`
    query CustomerObstacles($input: CreateCustomerInput!) {
  createCustomerObstacles(input: $input) {
    code
    path
    retryable
    message
    remedies {
      description
    }
  }
}
    `) as unknown as TypedDocumentString<CustomerObstaclesQuery, CustomerObstaclesQueryVariables>;
export const CreateResellerDocument = new TypedDocumentString(`
    mutation CreateReseller($input: CreateResellerInput!) {
  createReseller(input: $input) {
    account: reseller {
      id
      name
      type
      status
      currency
      externalId
      createdAt
      parent {
        name
      }
      users {
        nodes {
          login
          permissions
        }
      }
    }
    userErrors {
      code
      path
      retryable
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateResellerMutation, CreateResellerMutationVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    account {
      taxId
      language
      billingContact {
        email
        phone
      }
      technicalContact {
        email
      }
      administrativeContact {
        email
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const CreateWithProfileDocument = new TypedDocumentString(`
    mutation CreateWithProfile($input: CreateResellerInput!) {
  createReseller(input: $input) {
    reseller {
      taxId
      language
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWithProfileMutation, CreateWithProfileMutationVariables>;
export const PageOfAccountsDocument = new TypedDocumentString(`
    query PageOfAccounts($first: Int!) {
  accounts(first: $first) {
    nodes {
      id
      name
      status
      parent {
        name
      }
      administrativeContact {
        email
      }
      users(first: 1) {
        totalCount
      }
      ... on Customer {
        balance {
          creditLimit {
            amount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PageOfAccountsQuery, PageOfAccountsQueryVariables>;
export const SwitchPriceMailsDocument = new TypedDocumentString(`
    mutation SwitchPriceMails($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    account {
      ... on Reseller {
        priceChangeMails
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SwitchPriceMailsMutation, SwitchPriceMailsMutationVariables>;
export const ActivateResellerDocument = new TypedDocumentString(`
    mutation ActivateReseller($input: ActivateResellerInput!) {
  activateReseller(input: $input) {
    reseller {
      ...ActivatedReseller
    }
    activationOrder {
      id
      number
      type
      status
      customer {
        id
      }
      reseller {
        id
      }
      placedBy {
        id
      }
      lines {
        id
      }
      total {
        amount
        currency
      }
      paymentMethod
    }
    userErrors {
      code
      path
      message
    }
  }
}
    fragment ActivatedReseller on Reseller {
  id
  name
  status
  address {
    line1
    postalCode
    region
  }
  administrativeContact {
    email
    phone
  }
  securityQuestion
  signedAgreement {
    agreement {
      version
    }
    signedBy
    address
  }
}`) as unknown as TypedDocumentString<ActivateResellerMutation, ActivateResellerMutationVariables>;
export const ActivateResellerAloneDocument = new TypedDocumentString(`
    mutation ActivateResellerAlone($input: ActivateResellerInput!) {
  activateReseller(input: $input) {
    reseller {
      ...ActivatedReseller
    }
    activationOrder {
      id
    }
    userErrors {
      code
      path
      message
    }
  }
}
    fragment ActivatedReseller on Reseller {
  id
  name
  status
  address {
    line1
    postalCode
    region
  }
  administrativeContact {
    email
    phone
  }
  securityQuestion
  signedAgreement {
    agreement {
      version
    }
    signedBy
    address
  }
}`) as unknown as TypedDocumentString<ActivateResellerAloneMutation, ActivateResellerAloneMutationVariables>;
export const PrepareActivationAloneDocument = new TypedDocumentString(`
    mutation PrepareActivationAlone($input: ActivateResellerInput!) {
  prepareActivation(input: $input) {
    activationId
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PrepareActivationAloneMutation, PrepareActivationAloneMutationVariables>;
export const ActivatedDocument = new TypedDocumentString(`
    query Activated($id: ID!) {
  account(id: $id) {
    ...ActivatedReseller
  }
}
    fragment ActivatedReseller on Reseller {
  id
  name
  status
  address {
    line1
    postalCode
    region
  }
  administrativeContact {
    email
    phone
  }
  securityQuestion
  signedAgreement {
    agreement {
      version
    }
    signedBy
    address
  }
}`) as unknown as TypedDocumentString<ActivatedQuery, ActivatedQueryVariables>;
export const ActivationOrdersDocument = new TypedDocumentString(`
    query ActivationOrders($id: ID!) {
  orders(root: $id, filter: {type: ACTIVATION, includeDescendants: false}) {
    nodes {
      id
      status
      completedAt
      timeline {
        nodes {
          sequence
          status
          previousStatus
          message
          waitingOn {
            party
            reason
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ActivationOrdersQuery, ActivationOrdersQueryVariables>;
export const CreatePendingResellerDocument = new TypedDocumentString(`
    mutation CreatePendingReseller($input: CreateResellerInput!) {
  createReseller(input: $input) {
    reseller {
      id
      status
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePendingResellerMutation, CreatePendingResellerMutationVariables>;
export const EstimateWithEveryAmountDocument = new TypedDocumentString(`
    mutation EstimateWithEveryAmount($input: PlaceOrderInput!) {
  estimateOrder(input: $input) {
    userErrors {
      ...Refusal
    }
    estimate {
      lines {
        quantity
        unitPrice {
          ...Amount
        }
        total {
          ...Amount
        }
      }
      total {
        ...Amount
      }
      dueNow {
        ...Amount
      }
      checks {
        code
        label
        status
        error {
          ...Refusal
        }
      }
      expiresAt
      expectedProvisioning
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<EstimateWithEveryAmountMutation, EstimateWithEveryAmountMutationVariables>;
export const PlaceWithEveryAmountDocument = new TypedDocumentString(`
    mutation PlaceWithEveryAmount($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    userErrors {
      ...Refusal
    }
    order {
      id
      number
      total {
        ...Amount
      }
      lines {
        quantity
        unitPrice {
          ...Amount
        }
        total {
          ...Amount
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<PlaceWithEveryAmountMutation, PlaceWithEveryAmountMutationVariables>;
export const EveryAmountDocument = new TypedDocumentString(`
    query EveryAmount {
  viewer {
    account {
      id
      name
      balance {
        balance {
          ...Amount
        }
        creditLimit {
          ...Amount
        }
        available {
          ...Amount
        }
      }
      paymentMethod
    }
  }
  accounts(first: 100) {
    nodes {
      name
      balance {
        balance {
          ...Amount
        }
        creditLimit {
          ...Amount
        }
        available {
          ...Amount
        }
      }
    }
  }
  orders(first: 100) {
    nodes {
      number
      total {
        ...Amount
      }
      paymentMethod
      lines {
        quantity
        unitPrice {
          ...Amount
        }
        total {
          ...Amount
        }
        error {
          ...Refusal
        }
        subscription {
          refundWindows {
            quantity
            until
            refundPerSeat {
              ...Amount
            }
          }
          allowedActions {
            action
            refund {
              ...Amount
            }
          }
        }
      }
      waitingOn {
        reason
      }
      timeline(first: 100) {
        nodes {
          message
          waitingOn {
            reason
          }
        }
      }
    }
  }
  products(filter: {mpn: ["CFQ7TTC0LH18:0001"]}) {
    nodes {
      plans {
        id
        price {
          ...Amount
        }
        salePrice {
          ...Amount
        }
        retailPrice {
          ...Amount
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<EveryAmountQuery, EveryAmountQueryVariables>;
export const CreateApiClientDocument = new TypedDocumentString(`
    mutation CreateApiClient($input: CreateApiClientInput!) {
  createApiClient(input: $input) {
    apiClient {
      id
      name
      permissions
      lastUsedAt
      expiresAt
    }
    clientSecret
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiClientMutation, CreateApiClientMutationVariables>;
export const RotateApiClientSecretDocument = new TypedDocumentString(`
    mutation RotateApiClientSecret($input: RotateApiClientSecretInput!) {
  rotateApiClientSecret(input: $input) {
    apiClient {
      id
    }
    clientSecret
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RotateApiClientSecretMutation, RotateApiClientSecretMutationVariables>;
export const RevokeApiClientDocument = new TypedDocumentString(`
    mutation RevokeApiClient($input: RevokeApiClientInput!) {
  revokeApiClient(input: $input) {
    apiClient {
      id
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeApiClientMutation, RevokeApiClientMutationVariables>;
export const ApiClientsOfResellerDocument = new TypedDocumentString(`
    query ApiClientsOfReseller($id: ID!) {
  account(id: $id) {
    ... on Reseller {
      apiClients {
        id
        name
        permissions
        lastUsedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ApiClientsOfResellerQuery, ApiClientsOfResellerQueryVariables>;
export const ViewingClientDocument = new TypedDocumentString(`
    query ViewingClient {
  viewer {
    user {
      id
    }
    apiClient {
      name
    }
    account {
      name
    }
    permissions
  }
}
    `) as unknown as TypedDocumentString<ViewingClientQuery, ViewingClientQueryVariables>;
export const NeedsAttentionDocument = new TypedDocumentString(`
    query NeedsAttention($first: Int, $after: String, $root: ID, $filter: AttentionFilter) {
  needsAttention(first: $first, after: $after, root: $root, filter: $filter) {
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
      }
      line {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NeedsAttentionQuery, NeedsAttentionQueryVariables>;
export const AttendedOrdersDocument = new TypedDocumentString(`
    query AttendedOrders($filter: OrderFilter) {
  orders(filter: $filter) {
    totalCount
    nodes {
      id
      attention {
        kind
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AttendedOrdersQuery, AttendedOrdersQueryVariables>;
export const RetryAttentionItemDocument = new TypedDocumentString(`
    mutation RetryAttentionItem($input: RetryAttentionItemInput!) {
  retryAttentionItem(input: $input) {
    item {
      id
      resolution
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<RetryAttentionItemMutation, RetryAttentionItemMutationVariables>;
export const CompleteOrderLineDocument = new TypedDocumentString(`
    mutation CompleteOrderLine($input: CompleteOrderLineInput!) {
  completeOrderLine(input: $input) {
    order {
      id
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<CompleteOrderLineMutation, CompleteOrderLineMutationVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($root: ID, $filter: AuditFilter, $first: Int, $after: String) {
  auditLog(root: $root, filter: $filter, first: $first, after: $after) {
    nodes {
      id
      action
      account {
        id
        name
      }
      actor {
        id
        login
      }
      apiClient {
        id
        name
      }
      actingFrom {
        id
        name
      }
      subject {
        __typename
        id
      }
      changes {
        field
        before
        after
      }
      requestId
      address
      occurredAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
    totalCountIsExact
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const UpdateBrandingDocument = new TypedDocumentString(`
    mutation UpdateBranding($input: UpdateBrandingInput!) {
  updateBranding(input: $input) {
    branding {
      displayName
      logoUrl
      primaryColor
      supportEmail
      supportPhone
      welcomeMessage
      senderName
      texts {
        mail
        language
        subject
        body
      }
    }
    userErrors {
      code
      path
      message
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateBrandingMutation, UpdateBrandingMutationVariables>;
export const ResellersInOwnWordsDocument = new TypedDocumentString(`
    query ResellersInOwnWords($first: Int!) {
  resellers: accounts(filter: {type: RESELLER}, first: $first) {
    nodes {
      ... on Reseller {
        name
        branding {
          texts {
            mail
            language
            subject
            body
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResellersInOwnWordsQuery, ResellersInOwnWordsQueryVariables>;
export const RenderMailDocument = new TypedDocumentString(`
    query RenderMail($mail: String!, $accountId: ID!, $language: String) {
  renderMail(mail: $mail, accountId: $accountId, language: $language) {
    subject
    text
    html
  }
}
    `) as unknown as TypedDocumentString<RenderMailQuery, RenderMailQueryVariables>;
export const CreateCartDocument = new TypedDocumentString(`
    mutation CreateCart($input: CreateCartInput!) {
  answer: createCart(input: $input) {
    ...CartAnswer
  }
}
    fragment CartAnswer on CartPayload {
  cart {
    id
    reseller {
      id
    }
    customer {
      id
    }
    total {
      amount
    }
    lines {
      quantity
      total {
        amount
      }
    }
    vendorParameters {
      tenantMode
      tenantDomain
      locationMpnId
      attestation {
        signedBy
      }
    }
  }
  userErrors {
    ...Refusal
  }
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<CreateCartMutation, CreateCartMutationVariables>;
export const SetCartLineDocument = new TypedDocumentString(`
    mutation SetCartLine($input: SetCartLineInput!) {
  answer: setCartLine(input: $input) {
    ...CartAnswer
  }
}
    fragment CartAnswer on CartPayload {
  cart {
    id
    reseller {
      id
    }
    customer {
      id
    }
    total {
      amount
    }
    lines {
      quantity
      total {
        amount
      }
    }
    vendorParameters {
      tenantMode
      tenantDomain
      locationMpnId
      attestation {
        signedBy
      }
    }
  }
  userErrors {
    ...Refusal
  }
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<SetCartLineMutation, SetCartLineMutationVariables>;
export const SetCartCustomerDocument = new TypedDocumentString(`
    mutation SetCartCustomer($input: SetCartCustomerInput!) {
  answer: setCartCustomer(input: $input) {
    ...CartAnswer
  }
}
    fragment CartAnswer on CartPayload {
  cart {
    id
    reseller {
      id
    }
    customer {
      id
    }
    total {
      amount
    }
    lines {
      quantity
      total {
        amount
      }
    }
    vendorParameters {
      tenantMode
      tenantDomain
      locationMpnId
      attestation {
        signedBy
      }
    }
  }
  userErrors {
    ...Refusal
  }
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<SetCartCustomerMutation, SetCartCustomerMutationVariables>;
export const SetVendorParametersDocument = new TypedDocumentString(`
    mutation SetVendorParameters($input: SetVendorParametersInput!) {
  answer: setVendorParameters(input: $input) {
    ...CartAnswer
  }
}
    fragment CartAnswer on CartPayload {
  cart {
    id
    reseller {
      id
    }
    customer {
      id
    }
    total {
      amount
    }
    lines {
      quantity
      total {
        amount
      }
    }
    vendorParameters {
      tenantMode
      tenantDomain
      locationMpnId
      attestation {
        signedBy
      }
    }
  }
  userErrors {
    ...Refusal
  }
}
fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<SetVendorParametersMutation, SetVendorParametersMutationVariables>;
export const ListProductsDocument = new TypedDocumentString(`
    query ListProducts($search: String, $filter: ProductFilter, $first: Int = 100, $after: String) {
  products(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      mpn
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ListProductsQuery, ListProductsQueryVariables>;
export const ProductByMpnDocument = new TypedDocumentString(`
    query ProductByMpn($mpn: String) {
  product(mpn: $mpn) {
    id
  }
}
    `) as unknown as TypedDocumentString<ProductByMpnQuery, ProductByMpnQueryVariables>;
export const OffersOfProductDocument = new TypedDocumentString(`
    query OffersOfProduct($mpn: String) {
  product(mpn: $mpn) {
    minQuantity
    maxQuantity
    prerequisites {
      mpn
    }
    conversions {
      mpn
    }
  }
}
    `) as unknown as TypedDocumentString<OffersOfProductQuery, OffersOfProductQueryVariables>;
export const VendorsDocument = new TypedDocumentString(`
    query Vendors {
  vendors(first: 100) {
    totalCount
    nodes {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<VendorsQuery, VendorsQueryVariables>;
export const ProductsOfVendorDocument = new TypedDocumentString(`
    query ProductsOfVendor($vendorId: ID) {
  products(filter: {vendorId: $vendorId}, first: 100) {
    nodes {
      mpn
      name
      description
      category
      status
      plans {
        id
        market
        segment
        kind
        available
        price {
          amount
          currency
        }
        retailPrice {
          amount
        }
        validFrom
        validTo
        prices {
          from
          to
          minQuantity
          maxQuantity
          price {
            amount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductsOfVendorQuery, ProductsOfVendorQueryVariables>;
export const WholeProductsDocument = new TypedDocumentString(`
    query WholeProducts($first: Int!) {
  products(first: $first) {
    totalCount
    nodes {
      id
      name
      vendor {
        name
        products(first: 3) {
          totalCount
          nodes {
            id
          }
        }
      }
      prerequisites {
        id
        name
        vendor {
          id
        }
      }
      conversions {
        id
        plans(filter: {market: "DE"}) {
          price {
            amount
          }
        }
      }
      plans {
        id
        price {
          amount
        }
        salePrice {
          amount
        }
        retailPrice {
          amount
        }
        product {
          id
          vendor {
            id
          }
        }
      }
      german: plans(filter: {market: "DE"}) {
        id
        price {
          amount
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WholeProductsQuery, WholeProductsQueryVariables>;
export const FindProductsDocument = new TypedDocumentString(`
    query FindProducts($search: String, $filter: ProductFilter, $first: Int = 100, $after: String) {
  products(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      name
      plans {
        segment
        market
        currency
        term
        billingCycle
        price {
          amount
        }
      }
    }
    facets {
      field
      values {
        value
        label
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindProductsQuery, FindProductsQueryVariables>;
export const FollowOrderDocument = new TypedDocumentString(`
    subscription FollowOrder($id: ID!, $after: String) {
  event: orderProvisioning(orderId: $id, after: $after) {
    ...ProgressEvent
  }
}
    fragment ProgressEvent on ProvisioningEvent {
  cursor
  sequence
  status
  message
  order {
    id
    status
  }
  line {
    id
  }
}`) as unknown as TypedDocumentString<FollowOrderSubscription, FollowOrderSubscriptionVariables>;
export const FollowAccountDocument = new TypedDocumentString(`
    subscription FollowAccount($id: ID!, $after: String, $below: Boolean) {
  event: accountProvisioning(
    accountId: $id
    after: $after
    includeDescendants: $below
  ) {
    ...ProgressEvent
  }
}
    fragment ProgressEvent on ProvisioningEvent {
  cursor
  sequence
  status
  message
  order {
    id
    status
  }
  line {
    id
  }
}`) as unknown as TypedDocumentString<FollowAccountSubscription, FollowAccountSubscriptionVariables>;
export const FollowAccountBrieflyDocument = new TypedDocumentString(`
    subscription FollowAccountBriefly($id: ID!, $after: String) {
  event: accountProvisioning(accountId: $id, after: $after) {
    sequence
  }
}
    `) as unknown as TypedDocumentString<FollowAccountBrieflySubscription, FollowAccountBrieflySubscriptionVariables>;
export const FollowAccountWithProductsDocument = new TypedDocumentString(`
    subscription FollowAccountWithProducts($id: ID!) {
  event: accountProvisioning(accountId: $id) {
    sequence
    status
    order {
      id
      number
      customer {
        id
        name
      }
      lines {
        id
        plan {
          id
          product {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowAccountWithProductsSubscription, FollowAccountWithProductsSubscriptionVariables>;
export const TimelineCursorsDocument = new TypedDocumentString(`
    query TimelineCursors($id: ID!, $after: String) {
  order(id: $id) {
    timeline(first: 2, after: $after) {
      edges {
        cursor
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineCursorsQuery, TimelineCursorsQueryVariables>;
export const FollowAccountInFullDocument = new TypedDocumentString(`
    subscription FollowAccountInFull($id: ID!, $after: String) {
  event: accountProvisioning(accountId: $id, after: $after) {
    cursor
    sequence
    message
    order {
      id
      purchaseOrderNumber
      total {
        amount
      }
      waitingOn {
        party
      }
      placedBy {
        id
      }
      lines {
        id
        subscription {
          id
        }
      }
    }
    line {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<FollowAccountInFullSubscription, FollowAccountInFullSubscriptionVariables>;
export const OldTimelineDocument = new TypedDocumentString(`
    query OldTimeline($id: ID!) {
  order(id: $id) {
    waitingOn {
      party
      reason
    }
    timeline {
      edges {
        cursor
      }
      nodes {
        id
        sequence
        status
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OldTimelineQuery, OldTimelineQueryVariables>;
export const SetAccountHoldDocument = new TypedDocumentString(`
    mutation SetAccountHold($input: SetAccountHoldInput!) {
  setAccountHold(input: $input) {
    account {
      status
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetAccountHoldMutation, SetAccountHoldMutationVariables>;
export const CancelAccountDocument = new TypedDocumentString(`
    mutation CancelAccount($input: CancelAccountInput!) {
  cancelAccount(input: $input) {
    account {
      status
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelAccountMutation, CancelAccountMutationVariables>;
export const ImportPriceListDocument = new TypedDocumentString(`
    mutation ImportPriceList($input: ImportPriceListInput!) {
  importPriceList(input: $input) {
    priceListImport {
      ...ImportOutcome
    }
    userErrors {
      code
      path
      message
    }
  }
}
    fragment ImportOutcome on PriceListImport {
  id
  status
  kind
  markets
  month
  rowsRead
  rowsAdded
  rowsChanged
  rowsUnchanged
  rowsRetired
  rowsSkipped
  rowsRejected
  warnings
  failure
  sha256
  finishedAt
  rejected {
    line
    column
    message
  }
}`) as unknown as TypedDocumentString<ImportPriceListMutation, ImportPriceListMutationVariables>;
export const PriceListImportDocument = new TypedDocumentString(`
    query PriceListImport($id: ID!) {
  priceListImport(id: $id) {
    ...ImportOutcome
  }
}
    fragment ImportOutcome on PriceListImport {
  id
  status
  kind
  markets
  month
  rowsRead
  rowsAdded
  rowsChanged
  rowsUnchanged
  rowsRetired
  rowsSkipped
  rowsRejected
  warnings
  failure
  sha256
  finishedAt
  rejected {
    line
    column
    message
  }
}`) as unknown as TypedDocumentString<PriceListImportQuery, PriceListImportQueryVariables>;
export const ConfirmPriceListImportDocument = new TypedDocumentString(`
    mutation ConfirmPriceListImport($input: ConfirmPriceListImportInput!) {
  confirmPriceListImport(input: $input) {
    priceListImport {
      ...ImportOutcome
    }
    userErrors {
      code
      path
      message
    }
  }
}
    fragment ImportOutcome on PriceListImport {
  id
  status
  kind
  markets
  month
  rowsRead
  rowsAdded
  rowsChanged
  rowsUnchanged
  rowsRetired
  rowsSkipped
  rowsRejected
  warnings
  failure
  sha256
  finishedAt
  rejected {
    line
    column
    message
  }
}`) as unknown as TypedDocumentString<ConfirmPriceListImportMutation, ConfirmPriceListImportMutationVariables>;
export const PriceListImportChangesDocument = new TypedDocumentString(`
    query PriceListImportChanges($id: ID!, $first: Int, $after: String) {
  priceListImport(id: $id) {
    changes(first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        plan {
          id
          product {
            mpn
          }
        }
        effectiveAt
        before {
          amount
          currency
        }
        after {
          amount
          currency
        }
        percent
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PriceListImportChangesQuery, PriceListImportChangesQueryVariables>;
export const InviteResellerDocument = new TypedDocumentString(`
    mutation InviteReseller($input: InviteResellerInput!) {
  inviteReseller(input: $input) {
    invitation {
      id
      email
      status
      expiresAt
      inviterName
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<InviteResellerMutation, InviteResellerMutationVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      status
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const ResendInvitationDocument = new TypedDocumentString(`
    mutation ResendInvitation($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    invitation {
      status
      expiresAt
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ResendInvitationMutation, ResendInvitationMutationVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    reseller {
      id
      name
      status
      currency
      address {
        city
      }
      parent {
        name
      }
      users {
        nodes {
          login
          email
          permissions
        }
      }
      signedAgreement {
        agreement {
          version
          title
        }
        signedBy
        signedAt
        address
      }
    }
    session {
      accessToken
      refreshToken
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const AcceptAgreementDocument = new TypedDocumentString(`
    mutation AcceptAgreement($input: AcceptAgreementInput!) {
  acceptAgreement(input: $input) {
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptAgreementMutation, AcceptAgreementMutationVariables>;
export const TermsDocument = new TypedDocumentString(`
    query Terms {
  terms {
    version
    title
    body
  }
}
    `) as unknown as TypedDocumentString<TermsQuery, TermsQueryVariables>;
export const OfferedInvitationDocument = new TypedDocumentString(`
    query OfferedInvitation($token: String!) {
  invitation(token: $token) {
    email
    status
    inviterName
    inviter {
      name
    }
    agreement {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<OfferedInvitationQuery, OfferedInvitationQueryVariables>;
export const SentInvitationsDocument = new TypedDocumentString(`
    query SentInvitations($id: ID!, $first: Int = 20) {
  account(id: $id) {
    ... on Reseller {
      invitations(first: $first) {
        totalCount
        nodes {
          id
          email
          status
        }
      }
    }
    ... on Provider {
      invitations(first: $first) {
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SentInvitationsQuery, SentInvitationsQueryVariables>;
export const WaitingAgreementDocument = new TypedDocumentString(`
    query WaitingAgreement {
  viewer {
    permissions
    agreementToAccept {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingAgreementQuery, WaitingAgreementQueryVariables>;
export const OrderSeenFromATierDocument = new TypedDocumentString(`
    query OrderSeenFromATier($id: ID!) {
  order(id: $id) {
    number
    status
    total {
      amount
    }
    reseller {
      name
    }
    lines {
      id
      subscription {
        id
      }
    }
    timeline {
      totalCount
      nodes {
        sequence
      }
    }
  }
  orders {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<OrderSeenFromATierQuery, OrderSeenFromATierQueryVariables>;
export const OrderAfterRestartDocument = new TypedDocumentString(`
    query OrderAfterRestart($id: ID!) {
  order(id: $id) {
    status
    lines {
      id
      status
      subscription {
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderAfterRestartQuery, OrderAfterRestartQueryVariables>;
export const CreateMarketplaceDocument = new TypedDocumentString(`
    mutation CreateMarketplace($input: CreateMarketplaceInput!) {
  createMarketplace(input: $input) {
    marketplace {
      id
      owner {
        id
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateMarketplaceMutation, CreateMarketplaceMutationVariables>;
export const PublishListingDocument = new TypedDocumentString(`
    mutation PublishListing($input: PublishListingInput!) {
  publishListing(input: $input) {
    listing {
      id
      product {
        mpn
      }
      retiredAt
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<PublishListingMutation, PublishListingMutationVariables>;
export const RetireListingDocument = new TypedDocumentString(`
    mutation RetireListing($input: RetireListingInput!) {
  retireListing(input: $input) {
    listing {
      id
      retiredAt
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RetireListingMutation, RetireListingMutationVariables>;
export const MarketplaceDocument = new TypedDocumentString(`
    query Marketplace($id: ID!) {
  marketplace(id: $id) {
    name
    listings {
      totalCount
      nodes {
        product {
          mpn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MarketplaceQuery, MarketplaceQueryVariables>;
export const PublishWithTextsDocument = new TypedDocumentString(`
    mutation PublishWithTexts($input: PublishListingInput!) {
  publishListing(input: $input) {
    listing {
      ...ListingState
    }
    userErrors {
      code
      path
    }
  }
}
    fragment ListingState on Listing {
  id
  status
  name
  description
  reason
  publishedAt
  retiredAt
}`) as unknown as TypedDocumentString<PublishWithTextsMutation, PublishWithTextsMutationVariables>;
export const DecideListingDocument = new TypedDocumentString(`
    mutation DecideListing($input: DecideListingInput!) {
  decideListing(input: $input) {
    listing {
      ...ListingState
    }
    userErrors {
      code
      path
    }
  }
}
    fragment ListingState on Listing {
  id
  status
  name
  description
  reason
  publishedAt
  retiredAt
}`) as unknown as TypedDocumentString<DecideListingMutation, DecideListingMutationVariables>;
export const SetListingConsentDocument = new TypedDocumentString(`
    mutation SetListingConsent($input: SetListingConsentInput!) {
  setListingConsent(input: $input) {
    account {
      id
      listingsNeedConsent
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetListingConsentMutation, SetListingConsentMutationVariables>;
export const ListingRequestsDocument = new TypedDocumentString(`
    query ListingRequests($sellerId: ID, $first: Int, $after: String) {
  listingRequests(sellerId: $sellerId, first: $first, after: $after) {
    totalCount
    nodes {
      id
      marketplace {
        id
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<ListingRequestsQuery, ListingRequestsQueryVariables>;
export const ListingsOfDocument = new TypedDocumentString(`
    query ListingsOf($id: ID!, $status: [ListingStatus!], $first: Int) {
  marketplace(id: $id) {
    listings(status: $status, first: $first) {
      totalCount
      nodes {
        ...ListingState
      }
    }
  }
}
    fragment ListingState on Listing {
  id
  status
  name
  description
  reason
  publishedAt
  retiredAt
}`) as unknown as TypedDocumentString<ListingsOfQuery, ListingsOfQueryVariables>;
export const CreateHubDocument = new TypedDocumentString(`
    mutation CreateHub($input: CreateHubInput!) {
  createHub(input: $input) {
    hub {
      id
      name
      marketplaces {
        id
      }
      apiClient {
        id
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateHubMutation, CreateHubMutationVariables>;
export const HubsDocument = new TypedDocumentString(`
    query Hubs {
  hubs {
    id
    name
    owner {
      id
    }
    marketplaces {
      id
    }
    apiClient {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<HubsQuery, HubsQueryVariables>;
export const MoveAccountDocument = new TypedDocumentString(`
    mutation MoveAccount($input: MoveAccountInput!) {
  moveAccount(input: $input) {
    account {
      id
      parent {
        id
        name
      }
      ancestors {
        name
      }
    }
    userErrors {
      code
      message
      path
      retryable
    }
  }
}
    `) as unknown as TypedDocumentString<MoveAccountMutation, MoveAccountMutationVariables>;
export const AnyNodeDocument = new TypedDocumentString(`
    query AnyNode($id: ID!) {
  node(id: $id) {
    __typename
    id
  }
}
    `) as unknown as TypedDocumentString<AnyNodeQuery, AnyNodeQueryVariables>;
export const NodesInFullDocument = new TypedDocumentString(`
    query NodesInFull($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Account {
      name
    }
    ... on User {
      login
    }
    ... on Invitation {
      email
    }
    ... on Vendor {
      name
    }
    ... on Product {
      mpn
    }
    ... on Plan {
      billingCycle
    }
    ... on Order {
      number
    }
    ... on OrderLine {
      quantity
    }
    ... on CloudSubscription {
      status
    }
    ... on ProvisioningEvent {
      sequence
    }
  }
}
    `) as unknown as TypedDocumentString<NodesInFullQuery, NodesInFullQueryVariables>;
export const ShowOrderDocument = new TypedDocumentString(`
    query ShowOrder($id: ID!) {
  order(id: $id) {
    id
    number
    status
    completedAt
    total {
      amount
      currency
    }
    waitingOn {
      party
      reason
      since
      expectedUntil
    }
    lines {
      id
      status
      error {
        code
        message
        path
        retryable
        vendorCode
        vendorMessage
        remedies {
          description
          url
        }
      }
      subscription {
        id
        status
        quantity
        autoRenew
        startsOn
        endsOn
        vendorSubscriptionId
        allowedActions {
          action
        }
        refundWindows {
          quantity
          refundPerSeat {
            amount
            currency
          }
        }
      }
    }
    timeline(first: 100) {
      totalCount
      nodes {
        sequence
        status
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ShowOrderQuery, ShowOrderQueryVariables>;
export const FindOrdersDocument = new TypedDocumentString(`
    query FindOrders($root: ID, $filter: OrderFilter, $first: Int, $after: String) {
  orders(root: $root, filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      number
      purchaseOrderNumber
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<FindOrdersQuery, FindOrdersQueryVariables>;
export const WholeOrdersDocument = new TypedDocumentString(`
    query WholeOrders($first: Int!) {
  orders(first: $first) {
    totalCount
    nodes {
      id
      number
      status
      total {
        amount
        currency
      }
      waitingOn {
        party
        reason
      }
      customer {
        id
      }
      reseller {
        id
      }
      placedBy {
        id
      }
      actedFrom {
        id
      }
      lines {
        id
        quantity
        status
        total {
          amount
        }
        plan {
          id
        }
        subscription {
          id
          status
          endsOn
          refundWindows {
            quantity
            refundPerSeat {
              amount
            }
          }
          allowedActions {
            action
          }
        }
      }
      timeline(first: 20) {
        totalCount
        nodes {
          sequence
          message
          line {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WholeOrdersQuery, WholeOrdersQueryVariables>;
export const OrderByNumberDocument = new TypedDocumentString(`
    query OrderByNumber($number: String) {
  order(number: $number) {
    id
  }
}
    `) as unknown as TypedDocumentString<OrderByNumberQuery, OrderByNumberQueryVariables>;
export const OrderByIdDocument = new TypedDocumentString(`
    query OrderById($id: ID!) {
  order(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<OrderByIdQuery, OrderByIdQueryVariables>;
export const PartiesOfOrderDocument = new TypedDocumentString(`
    query PartiesOfOrder($id: ID!) {
  order(id: $id) {
    reseller {
      id
    }
    placedBy {
      id
    }
    customer {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PartiesOfOrderQuery, PartiesOfOrderQueryVariables>;
export const NamesOfOrderDocument = new TypedDocumentString(`
    query NamesOfOrder($id: ID!) {
  order(id: $id) {
    reseller {
      name
    }
    placedBy {
      login
    }
    customer {
      name
    }
    lines {
      plan {
        product {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NamesOfOrderQuery, NamesOfOrderQueryVariables>;
export const SubscriptionsBelowDocument = new TypedDocumentString(`
    query SubscriptionsBelow($filter: SubscriptionFilter) {
  viewer {
    account {
      subscriptions(filter: $filter, first: 2) {
        totalCount
        nodes {
          customer {
            name
          }
          orders {
            nodes {
              number
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionsBelowQuery, SubscriptionsBelowQueryVariables>;
export const OwnBalanceDocument = new TypedDocumentString(`
    query OwnBalance {
  viewer {
    account {
      balance {
        balance {
          amount
        }
        creditLimit {
          amount
        }
        available {
          amount
        }
      }
      paymentMethod
    }
  }
}
    `) as unknown as TypedDocumentString<OwnBalanceQuery, OwnBalanceQueryVariables>;
export const RevealCredentialsDocument = new TypedDocumentString(`
    mutation RevealCredentials($input: RevealCredentialsInput!) {
  revealCredentials(input: $input) {
    userId
    temporaryPassword
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<RevealCredentialsMutation, RevealCredentialsMutationVariables>;
export const ActorOfOrderDocument = new TypedDocumentString(`
    query ActorOfOrder($id: ID!) {
  order(id: $id) {
    placedBy {
      login
    }
    actedFrom {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ActorOfOrderQuery, ActorOfOrderQueryVariables>;
export const OrderingParametersDocument = new TypedDocumentString(`
    query OrderingParameters($mpn: String) {
  product(mpn: $mpn) {
    name
    category
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
    plans {
      id
      term
      billingCycle
      market
      currency
      segment
      price {
        amount
      }
      retailPrice {
        amount
      }
      validTo
    }
  }
}
    `) as unknown as TypedDocumentString<OrderingParametersQuery, OrderingParametersQueryVariables>;
export const SetParametersDocument = new TypedDocumentString(`
    mutation SetParameters($input: SetCartLineInput!) {
  setCartLine(input: $input) {
    cart {
      id
      lines {
        quantity
        parameters {
          name
          value
        }
      }
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetParametersMutation, SetParametersMutationVariables>;
export const OrderParametersDocument = new TypedDocumentString(`
    query OrderParameters($id: ID!) {
  order(id: $id) {
    status
    lines {
      status
      parameters {
        name
        value
      }
      error {
        code
        message
        vendorMessage
      }
      subscription {
        status
        vendorSubscriptionId
        endsOn
      }
    }
    timeline(first: 50) {
      nodes {
        message
        waitingOn {
          reason
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderParametersQuery, OrderParametersQueryVariables>;
export const EstimateParametersDocument = new TypedDocumentString(`
    mutation EstimateParameters($input: PlaceOrderInput!) {
  estimateOrder(input: $input) {
    estimate {
      expectedProvisioning
      lines {
        parameters {
          name
          value
        }
      }
      checks {
        code
        status
        error {
          code
          path
          message
          remedies {
            description
          }
        }
      }
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EstimateParametersMutation, EstimateParametersMutationVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
      login
      email
      kind
      permissions
      enabled
      lastSignInAt
      account {
        name
      }
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    userErrors {
      code
      path
      retryable
    }
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const EstimateDocument = new TypedDocumentString(`
    mutation Estimate($input: PlaceOrderInput!) {
  estimateOrder(input: $input) {
    estimate {
      lines {
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
      token
      expiresAt
      checks {
        code
        status
        error {
          code
          message
          path
          retryable
          availableQuantity
          remedies {
            description
            url
          }
        }
      }
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<EstimateMutation, EstimateMutationVariables>;
export const PlaceDocument = new TypedDocumentString(`
    mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      customer {
        id
      }
      total {
        amount
        currency
      }
      lines {
        id
        quantity
        total {
          amount
          currency
        }
      }
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<PlaceMutation, PlaceMutationVariables>;
export const PlacedForNewCustomerDocument = new TypedDocumentString(`
    query PlacedForNewCustomer($id: ID!) {
  order(id: $id) {
    reseller {
      name
    }
    customer {
      name
      status
      ... on Customer {
        segment
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlacedForNewCustomerQuery, PlacedForNewCustomerQueryVariables>;
export const PlansOfBusinessBasicDocument = new TypedDocumentString(`
    query PlansOfBusinessBasic($segment: Segment, $market: CountryCode!) {
  product(mpn: "CFQ7TTC0LH18:0001") {
    id
    plans(
      filter: {segment: $segment, market: $market, term: "P1Y", billingCycle: MONTHLY}
    ) {
      id
      segment
      price {
        amount
        currency
      }
      salePrice {
        amount
      }
      retailPrice {
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlansOfBusinessBasicQuery, PlansOfBusinessBasicQueryVariables>;
export const SalePriceDocument = new TypedDocumentString(`
    query SalePrice($id: ID!, $account: ID) {
  plan(id: $id) {
    salePrice(accountId: $account) {
      amount
    }
  }
}
    `) as unknown as TypedDocumentString<SalePriceQuery, SalePriceQueryVariables>;
export const SetMarginDocument = new TypedDocumentString(`
    mutation SetMargin($input: SetMarginInput!) {
  setMargin(input: $input) {
    rule {
      ...MarginRuleParts
    }
    warnings
    userErrors {
      code
      path
    }
  }
}
    fragment MarginRuleParts on MarginRule {
  id
  seller {
    id
  }
  account {
    id
  }
  vendor {
    id
  }
  category
  product {
    id
  }
  plan {
    id
  }
  percent
  percentOffRetail
  fixedPrice {
    amount
    currency
  }
  from
  to
}`) as unknown as TypedDocumentString<SetMarginMutation, SetMarginMutationVariables>;
export const MarginRulesDocument = new TypedDocumentString(`
    query MarginRules($seller: ID, $first: Int, $after: String) {
  marginRules(sellerId: $seller, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...MarginRuleParts
    }
  }
}
    fragment MarginRuleParts on MarginRule {
  id
  seller {
    id
  }
  account {
    id
  }
  vendor {
    id
  }
  category
  product {
    id
  }
  plan {
    id
  }
  percent
  percentOffRetail
  fixedPrice {
    amount
    currency
  }
  from
  to
}`) as unknown as TypedDocumentString<MarginRulesQuery, MarginRulesQueryVariables>;
export const OrderQuoteDocument = new TypedDocumentString(`
    query OrderQuote($buyerId: ID, $sellerId: ID, $plans: [ID!]!) {
  orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $plans) {
    plan {
      id
    }
    sealedTiers
  }
}
    `) as unknown as TypedDocumentString<OrderQuoteQuery, OrderQuoteQueryVariables>;
export const ExportPriceListDocument = new TypedDocumentString(`
    mutation ExportPriceList($input: ExportPriceListInput!) {
  exportPriceList(input: $input) {
    csvUrl
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ExportPriceListMutation, ExportPriceListMutationVariables>;
export const PriceChangesDocument = new TypedDocumentString(`
    query PriceChanges($account: ID, $from: Date!, $to: Date!, $first: Int, $after: String) {
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
      }
      plan {
        id
        product {
          mpn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PriceChangesQuery, PriceChangesQueryVariables>;
export const PlanPromotionsDocument = new TypedDocumentString(`
    query PlanPromotions($id: ID!) {
  plan(id: $id) {
    promotions {
      id
      name
      percentOff
      minQuantity
      maxQuantity
      from
      to
    }
  }
}
    `) as unknown as TypedDocumentString<PlanPromotionsQuery, PlanPromotionsQueryVariables>;
export const ProductPlanPromotionsDocument = new TypedDocumentString(`
    query ProductPlanPromotions($mpn: String!) {
  product(mpn: $mpn) {
    plans {
      id
      market
      term
      billingCycle
      segment
      promotions {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductPlanPromotionsQuery, ProductPlanPromotionsQueryVariables>;
export const RefreshPromotionsDocument = new TypedDocumentString(`
    mutation RefreshPromotions($input: RefreshPromotionsInput!) {
  refreshPromotions(input: $input) {
    markets
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<RefreshPromotionsMutation, RefreshPromotionsMutationVariables>;
export const EstimateWithPromotionsDocument = new TypedDocumentString(`
    mutation EstimateWithPromotions($input: PlaceOrderInput!) {
  estimateOrder(input: $input) {
    estimate {
      token
      total {
        amount
      }
      lines {
        promotion {
          id
        }
        unitPrice {
          amount
        }
        regularUnitPrice {
          amount
        }
        total {
          amount
        }
      }
      checks {
        code
        status
        error {
          ...Refusal
        }
      }
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<EstimateWithPromotionsMutation, EstimateWithPromotionsMutationVariables>;
export const SetPromotedLineDocument = new TypedDocumentString(`
    mutation SetPromotedLine($input: SetCartLineInput!) {
  setCartLine(input: $input) {
    cart {
      total {
        amount
      }
      lines {
        quantity
        promotion {
          id
        }
        unitPrice {
          amount
        }
        regularUnitPrice {
          amount
        }
        total {
          amount
        }
      }
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<SetPromotedLineMutation, SetPromotedLineMutationVariables>;
export const OrderWithPromotionsDocument = new TypedDocumentString(`
    query OrderWithPromotions($id: ID!) {
  order(id: $id) {
    status
    total {
      amount
    }
    lines {
      quantity
      promotion {
        id
        name
        percentOff
      }
      plan {
        kind
      }
      unitPrice {
        amount
      }
      error {
        ...Refusal
      }
      subscription {
        endsOn
      }
    }
  }
}
    fragment Refusal on UserError {
  code
  message
  path
  retryable
  availableQuantity
  vendorCode
  vendorMessage
  remedies {
    description
    url
  }
}`) as unknown as TypedDocumentString<OrderWithPromotionsQuery, OrderWithPromotionsQueryVariables>;
export const SecurityQuestionsDocument = new TypedDocumentString(`
    query SecurityQuestions {
  securityQuestions
}
    `) as unknown as TypedDocumentString<SecurityQuestionsQuery, SecurityQuestionsQueryVariables>;
export const SetSecurityQuestionDocument = new TypedDocumentString(`
    mutation SetSecurityQuestion($input: SetSecurityQuestionInput!) {
  setSecurityQuestion(input: $input) {
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetSecurityQuestionMutation, SetSecurityQuestionMutationVariables>;
export const VerifySecurityQuestionDocument = new TypedDocumentString(`
    mutation VerifySecurityQuestion($input: VerifySecurityQuestionInput!) {
  verifySecurityQuestion(input: $input) {
    verified
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<VerifySecurityQuestionMutation, VerifySecurityQuestionMutationVariables>;
export const QuestionOfResellerDocument = new TypedDocumentString(`
    query QuestionOfReseller($id: ID!) {
  account(id: $id) {
    ... on Reseller {
      securityQuestion
    }
  }
}
    `) as unknown as TypedDocumentString<QuestionOfResellerQuery, QuestionOfResellerQueryVariables>;
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
        login
        lastSignInAt
      }
      account {
        name
      }
    }
    userErrors {
      code
      path
      retryable
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
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
        login
      }
    }
    userErrors {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    userErrors {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    user {
      login
    }
    account {
      name
    }
    actingFrom {
      name
    }
    permissions
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const ActingFromDocument = new TypedDocumentString(`
    query ActingFrom {
  viewer {
    actingFrom {
      name
      parent {
        id
      }
      ancestors {
        id
      }
      users {
        totalCount
        nodes {
          login
        }
      }
      ... on Reseller {
        children {
          totalCount
          nodes {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ActingFromQuery, ActingFromQueryVariables>;
export const OwnAccountDocument = new TypedDocumentString(`
    query OwnAccount {
  viewer {
    account {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<OwnAccountQuery, OwnAccountQueryVariables>;
export const ActForDocument = new TypedDocumentString(`
    mutation ActFor($input: ActForInput!) {
  actFor(input: $input) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        login
        account {
          name
        }
      }
      account {
        name
        parent {
          name
        }
      }
      actingFrom {
        name
      }
      permissions
    }
    userErrors {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ActForMutation, ActForMutationVariables>;
export const SeenWhileActingDocument = new TypedDocumentString(`
    query SeenWhileActing {
  viewer {
    actingFrom {
      name
      parent {
        name
      }
      ancestors {
        name
      }
      users {
        nodes {
          login
        }
      }
      ... on Reseller {
        children {
          nodes {
            name
          }
        }
        invitations {
          nodes {
            email
          }
        }
        apiClients {
          name
        }
        securityQuestion
        signedAgreement {
          signedBy
        }
      }
    }
  }
  accounts {
    nodes {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SeenWhileActingQuery, SeenWhileActingQueryVariables>;
export const EnrolSecondFactorDocument = new TypedDocumentString(`
    mutation EnrolSecondFactor($input: EnrolSecondFactorInput!) {
  enrolSecondFactor(input: $input) {
    uri
    recoveryCodes
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EnrolSecondFactorMutation, EnrolSecondFactorMutationVariables>;
export const ConfirmSecondFactorDocument = new TypedDocumentString(`
    mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
  confirmSecondFactor(input: $input) {
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmSecondFactorMutation, ConfirmSecondFactorMutationVariables>;
export const SignInWithPermissionsDocument = new TypedDocumentString(`
    mutation SignInWithPermissions($input: SignInInput!) {
  signIn(input: $input) {
    session {
      accessToken
      refreshToken
    }
    viewer {
      permissions
      mustEnrolSecondFactor
      account {
        requiresSecondFactor
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SignInWithPermissionsMutation, SignInWithPermissionsMutationVariables>;
export const RequireSecondFactorDocument = new TypedDocumentString(`
    mutation RequireSecondFactor($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    account {
      requiresSecondFactor
    }
    userErrors {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RequireSecondFactorMutation, RequireSecondFactorMutationVariables>;
export const ResetSecondFactorDocument = new TypedDocumentString(`
    mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
  resetSecondFactor(input: $input) {
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ResetSecondFactorMutation, ResetSecondFactorMutationVariables>;
export const IdentityProvidersDocument = new TypedDocumentString(`
    query IdentityProviders {
  identityProviders {
    id
    name
    signInUrl
  }
}
    `) as unknown as TypedDocumentString<IdentityProvidersQuery, IdentityProvidersQueryVariables>;
export const CompleteSignInDocument = new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        login
      }
    }
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const RequestTermsDocument = new TypedDocumentString(`
    mutation RequestTerms($input: RequestTermsInput!) {
  requestTerms(input: $input) {
    termsRequest {
      ...ShownTerms
    }
    userErrors {
      code
      path
    }
  }
}
    fragment ShownTerms on TermsRequest {
  id
  status
  currency
  businessCentreNumber
  contact {
    email
    phone
  }
  reason
  creditLimit {
    amount
    currency
  }
  paymentDays
  decidedAt
  account {
    name
  }
}`) as unknown as TypedDocumentString<RequestTermsMutation, RequestTermsMutationVariables>;
export const DecideTermsDocument = new TypedDocumentString(`
    mutation DecideTerms($input: DecideTermsInput!) {
  decideTerms(input: $input) {
    termsRequest {
      ...ShownTerms
    }
    userErrors {
      code
      path
    }
  }
}
    fragment ShownTerms on TermsRequest {
  id
  status
  currency
  businessCentreNumber
  contact {
    email
    phone
  }
  reason
  creditLimit {
    amount
    currency
  }
  paymentDays
  decidedAt
  account {
    name
  }
}`) as unknown as TypedDocumentString<DecideTermsMutation, DecideTermsMutationVariables>;
export const TermsOfDocument = new TypedDocumentString(`
    query TermsOf($id: ID!) {
  account(id: $id) {
    ... on Reseller {
      termsRequest {
        ...ShownTerms
      }
    }
    ... on Customer {
      termsRequest {
        ...ShownTerms
      }
    }
  }
}
    fragment ShownTerms on TermsRequest {
  id
  status
  currency
  businessCentreNumber
  contact {
    email
    phone
  }
  reason
  creditLimit {
    amount
    currency
  }
  paymentDays
  decidedAt
  account {
    name
  }
}`) as unknown as TypedDocumentString<TermsOfQuery, TermsOfQueryVariables>;
export const CreditOfDocument = new TypedDocumentString(`
    query CreditOf($id: ID!) {
  account(id: $id) {
    balance {
      creditLimit {
        amount
      }
      available {
        amount
      }
    }
    paymentMethod
  }
}
    `) as unknown as TypedDocumentString<CreditOfQuery, CreditOfQueryVariables>;
export const FindTermsRequestsDocument = new TypedDocumentString(`
    query FindTermsRequests($root: ID, $status: [TermsRequestStatus!]) {
  termsRequests(root: $root, status: $status) {
    ...ShownTerms
  }
}
    fragment ShownTerms on TermsRequest {
  id
  status
  currency
  businessCentreNumber
  contact {
    email
    phone
  }
  reason
  creditLimit {
    amount
    currency
  }
  paymentDays
  decidedAt
  account {
    name
  }
}`) as unknown as TypedDocumentString<FindTermsRequestsQuery, FindTermsRequestsQueryVariables>;
export const BalancesOfDocument = new TypedDocumentString(`
    query BalancesOf($id: ID!) {
  account(id: $id) {
    balances {
      balance {
        amount
        currency
      }
      creditLimit {
        amount
        currency
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BalancesOfQuery, BalancesOfQueryVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      email
      firstName
      lastName
      permissions
      enabled
    }
    userErrors {
      code
      path
      message
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const EndSessionsDocument = new TypedDocumentString(`
    mutation EndSessions($input: EndSessionsInput!) {
  endSessions(input: $input) {
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EndSessionsMutation, EndSessionsMutationVariables>;
export const OwnUserDocument = new TypedDocumentString(`
    query OwnUser {
  viewer {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OwnUserQuery, OwnUserQueryVariables>;
export const EraseUserDocument = new TypedDocumentString(`
    mutation EraseUser($input: EraseUserInput!) {
  eraseUser(input: $input) {
    userErrors {
      code
      path
      remedies {
        description
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EraseUserMutation, EraseUserMutationVariables>;