import type { UserErrorCode } from '../domain/refusal.ts';
import type { BillingCycle, CustomerSegment } from '../domain/trade.ts';
import type { MessageName, OrderMailLine } from './message-data.ts';

/** The texts of one message. A name in braces, `{orderNumber}`, is replaced by its value. */
export interface MessageTexts {
  readonly subject: string;
  readonly heading: string;
  readonly opening: readonly string[];
  readonly because: string;
}

/** A title with its text. */
export interface NoteTexts {
  readonly title: string;
  readonly text: string;
}

/** Every text of the mails in one language. */
export interface Language {
  /** BCP 47, such as `en`. It is the attribute `lang` of the mail. */
  readonly tag: string;
  /** BCP 47. It decides how dates and numbers are written. */
  readonly locale: string;
  readonly messages: Readonly<Record<MessageName, MessageTexts>>;
  readonly greeting: string;
  /** To somebody whose name is not known. */
  readonly greetingUnnamed: string;
  readonly questions: string;
  readonly facts: {
    readonly orderNumber: string;
    readonly purchaseOrderNumber: string;
    readonly customer: string;
    readonly tenant: string;
    readonly placedAt: string;
    readonly endedAt: string;
  };
  readonly line: {
    readonly title: string;
    readonly outcomes: Readonly<Record<OrderMailLine['outcome'], string>>;
    readonly vendorSays: string;
    readonly vendorSaysWithCode: string;
    readonly remedy: string;
  };
  readonly access: {
    readonly login: string;
    readonly account: string;
    readonly expiresAt: string;
    readonly setPassword: string;
    readonly newLink: string;
    readonly reviewAgreement: string;
    readonly unexpected: NoteTexts;
  };
  readonly attention: {
    /** What a mail is about, for its subject. */
    readonly about: { readonly order: string; readonly platform: string; readonly several: string };
    readonly orderTitle: string;
    readonly platformTitle: string;
    readonly since: string;
    readonly more: NoteTexts;
    readonly list: NoteTexts;
  };
  readonly prices: {
    readonly account: string;
    readonly plans: string;
    readonly since: string;
    readonly plan: string;
    readonly change: string;
    readonly segments: Readonly<Record<CustomerSegment, string>>;
    readonly billing: Readonly<Record<BillingCycle, string>>;
    /** Instead of a term. */
    readonly perpetual: string;
    /** Instead of a percentage. */
    readonly noLongerFree: string;
    readonly more: NoteTexts;
    readonly list: NoteTexts;
    readonly off: NoteTexts;
  };
  readonly notes: { readonly administrator: NoteTexts; readonly licences: NoteTexts };
  /** Null in the language in which orders themselves say why a line is not active. */
  readonly reasons: ReasonTexts | null;
}

/** The reasons why a line of an order is not active, by the code of its refusal. */
export type ReasonTexts = Readonly<Record<ReasonCode | 'OTHER', ReasonText>> &
  Readonly<Partial<Record<UserErrorCode, ReasonText>>>;

/** Why a line is not active, and what to do about it. */
export interface ReasonText {
  readonly message: string;
  readonly remedy: string;
}

/** What a vendor refuses a line for. Any other code is told as `OTHER`. */
export type ReasonCode = Extract<
  UserErrorCode,
  | 'ATTESTATION_MISSING'
  | 'CUSTOMER_AGREEMENT_MISSING'
  | 'NOT_ELIGIBLE'
  | 'QUANTITY_OUT_OF_RANGE'
  | 'RELATIONSHIP_MISSING'
  | 'RESELLER_DOMAIN_INVALID'
  | 'RESELLER_NOT_ENROLLED'
  | 'TENANT_DOMAIN_TAKEN'
  | 'VENDOR_REJECTED'
>;
