import type { UserErrorCode } from '../domain/refusal.ts';
import type { BillingCycle, CustomerSegment } from '../domain/trade.ts';
import type { MailPerson } from './sender.ts';

/** A line of an order and its outcome. */
export interface OrderMailLine {
  readonly quantity: number;
  readonly productName: string;
  readonly outcome: 'active' | 'failed' | 'cancelled' | 'action-required' | 'in-progress';
  /** The reason why the line is not active. */
  readonly reason?:
    | {
        /** The code of the refusal. */
        readonly code: UserErrorCode;
        /** In English. */
        readonly message: string;
        readonly vendorMessage?: string | undefined;
        readonly vendorCode?: string | undefined;
        readonly remedies: readonly { readonly description: string; readonly url?: string | undefined }[];
      }
    | undefined;
}

/** The data of every mail about an order. It has no amounts of money, because anybody may read a mail. */
export interface OrderMail {
  readonly orderNumber: string;
  readonly purchaseOrderNumber?: string | undefined;
  readonly customerName: string;
  /** The administrative contact of the customer. */
  readonly customerContact: MailPerson;
  readonly tenantDomain?: string | undefined;
  readonly placedAt: Date;
  readonly endedAt?: Date | undefined;
  readonly lines: readonly OrderMailLine[];
  /** The user name of a new tenant's first administrator, until somebody has seen its temporary password. */
  readonly administrator?: string | undefined;
}

/** An item of the needs-attention list. It names no cause inside the platform, because anybody may read a mail. */
export interface AttentionMailItem {
  /** What is wrong, in two or three words. */
  readonly title: string;
  readonly message: string;
  /** What an operator does about it. */
  readonly remedy: string;
  readonly since: Date;
  /** Undefined when it is about no order. */
  readonly orderNumber?: string | undefined;
  readonly customerName?: string | undefined;
  /** Undefined when it is about the whole order. */
  readonly line?: { readonly quantity: number; readonly productName: string } | undefined;
}

/** The data of a mail to the operators of the platform. */
export interface AttentionMail {
  readonly items: readonly AttentionMailItem[];
  /** How many items there are, also those that the mail does not describe. */
  readonly total: number;
}

/** The data of a mail with a link to set a password. */
export interface PasswordLinkMail {
  readonly accountName: string;
  readonly login: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** The data of an invitation to become a reseller. */
export interface InvitationMail {
  readonly inviterName: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** The data of a mail that tells a login, and no password. */
export interface LoginMail {
  readonly accountName: string;
  readonly login: string;
  /** Where a new link can be asked for. */
  readonly resetUrl: string;
}

/** What a user is told whose login was linked with an identity at a provider. */
export interface LinkedMail extends LoginMail {
  readonly providerName: string;
}

/** A plan that becomes dearer for the reader. */
export interface PriceRise {
  readonly productName: string;
  readonly segment: CustomerSegment;
  /** ISO 3166. */
  readonly market: string;
  /** ISO 8601, in months or years: P1Y. Null for perpetual licences. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  readonly effectiveAt: Date;
  readonly currency: string;
  /** Exact decimals in units of the currency, for one seat for the whole term. */
  readonly before: string;
  readonly after: string;
  /** By how many percent, a decimal; null for what was free. */
  readonly percent: string | null;
}

/** What becomes dearer for a reseller with a price list. It is the one mail with amounts: the reader's own buying prices. */
export interface PriceRiseMail {
  readonly accountName: string;
  readonly vendorName: string;
  /** How many plans become dearer, also those that the mail does not describe. */
  readonly plans: number;
  /** When the first of them does. */
  readonly since: Date;
  /** The largest rise first. */
  readonly rises: readonly PriceRise[];
}

/** Every message that can be sent, with the data it needs. */
export interface MessageData {
  readonly 'order.completed': OrderMail;
  readonly 'order.partially-completed': OrderMail;
  readonly 'order.failed': OrderMail;
  readonly 'order.cancelled': OrderMail;
  readonly 'order.action-required': OrderMail;
  /** Sent to the reseller, about an order of its customer. */
  readonly 'customer-order.partially-completed': OrderMail;
  readonly 'customer-order.failed': OrderMail;
  readonly 'customer-order.action-required': OrderMail;
  /** Sent to a new user, who has no password yet. */
  readonly 'access.granted': PasswordLinkMail;
  /** Sent to a user who has forgotten the password. */
  readonly 'access.reset': PasswordLinkMail;
  readonly 'access.changed': LoginMail;
  /** Sent to a user whose second factor was set, replaced or taken away. */
  readonly 'access.second-factor': LoginMail;
  /** Sent to a user whom an identity provider has recognised for the first time. */
  readonly 'access.identity-linked': LinkedMail;
  /** Sent to the contact of a reseller that has become active. */
  readonly 'reseller.activated': LoginMail;
  /** Sent to somebody who has no account yet. */
  readonly 'reseller.invited': InvitationMail;
  /** Sent to a reseller, thirty days before the first of its prices rises. */
  readonly 'prices.rising': PriceRiseMail;
  /** Sent to the operators of the platform. */
  readonly 'platform.attention': AttentionMail;
}

export type MessageName = keyof MessageData;
