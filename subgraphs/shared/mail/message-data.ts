import type { MailPerson } from './sender.ts';

/** A line of an order, and what came of it. */
export interface OrderMailLine {
  readonly quantity: number;
  readonly productName: string;
  readonly outcome: 'active' | 'failed' | 'cancelled' | 'action-required' | 'in-progress';
  /** Why it is not active. */
  readonly reason?:
    | {
        readonly message: string;
        readonly vendorMessage?: string | undefined;
        readonly vendorCode?: string | undefined;
        readonly remedies: readonly { readonly description: string; readonly url?: string | undefined }[];
      }
    | undefined;
}

/** What every mail about an order tells of it. No amount of money is among it: a mail is read by anybody. */
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
  /** The user name of a new tenant's first administrator, as long as nobody has seen its temporary password. */
  readonly administrator?: string | undefined;
}

/** Every message that can be sent, with what it needs to know. */
export interface MessageData {
  readonly 'order.completed': OrderMail;
  readonly 'order.partially-completed': OrderMail;
  readonly 'order.failed': OrderMail;
  readonly 'order.cancelled': OrderMail;
  readonly 'order.action-required': OrderMail;
  /** To the reseller, about an order of its customer. */
  readonly 'customer-order.partially-completed': OrderMail;
  readonly 'customer-order.failed': OrderMail;
  readonly 'customer-order.action-required': OrderMail;
}

export type MessageName = keyof MessageData;
