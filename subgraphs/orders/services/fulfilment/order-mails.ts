import type { Writer } from '../../../shared/database/transaction.ts';
import { MAIL_TRIES } from '../../../shared/mail/mailer.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { MessageName } from '../../../shared/mail/message-data.ts';
import type { OrdersDeps } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';

/** The queue of mails about orders. Every mail is a job of its own: when one fails, the others are not sent again. */
export const MAIL_QUEUE = {
  name: 'orders.mail',
  options: MAIL_TRIES,
};

export interface MailJob {
  readonly orderId: Id<'ord'>;
  readonly message: OrderMessage;
  /** Tells this mail from others with the same message about the same order. */
  readonly occasion: string;
}

/** The statuses that are told by mail. */
type ToldStatus = Extract<
  OrderStatus,
  'COMPLETED' | 'PARTIALLY_COMPLETED' | 'FAILED' | 'CANCELLED' | 'ACTION_REQUIRED'
>;

/** The status that a message tells of, and who reads it. */
export interface OrderMessageUse {
  readonly status: ToldStatus;
  readonly reader: 'customer' | 'reseller';
}

export type OrderMessage = Extract<MessageName, `${'' | 'customer-'}order.${string}`>;

/** The customer is told of everything, its reseller of what may need its help. */
export const ORDER_MESSAGES: Readonly<Record<OrderMessage, OrderMessageUse>> = {
  'order.completed': { status: 'COMPLETED', reader: 'customer' },
  'order.partially-completed': { status: 'PARTIALLY_COMPLETED', reader: 'customer' },
  'order.failed': { status: 'FAILED', reader: 'customer' },
  'order.cancelled': { status: 'CANCELLED', reader: 'customer' },
  'order.action-required': { status: 'ACTION_REQUIRED', reader: 'customer' },
  'customer-order.partially-completed': { status: 'PARTIALLY_COMPLETED', reader: 'reseller' },
  'customer-order.failed': { status: 'FAILED', reader: 'reseller' },
  'customer-order.action-required': { status: 'ACTION_REQUIRED', reader: 'reseller' },
};

const ORDER_MESSAGE_NAMES = Object.keys(ORDER_MESSAGES) as OrderMessage[];

/**
 * Asks for the mails about the status that an order has reached, in the transaction that brings it there, after the events of
 * that. The number of the order's newest event tells the occasion: a repeated step writes no event, and so asks for no mail.
 */
export async function enqueueMails(tx: Writer, { jobs }: Pick<OrdersDeps, 'jobs'>, order: OrderRow): Promise<void> {
  const messages = ORDER_MESSAGE_NAMES.filter((message) => ORDER_MESSAGES[message].status === order.status);
  for (const message of messages) {
    const job: MailJob = { orderId: order.id, message, occasion: String(order.eventSequence) };
    await jobs.enqueue(tx, MAIL_QUEUE.name, job);
  }
}
