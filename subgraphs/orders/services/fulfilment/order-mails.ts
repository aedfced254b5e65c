import type { EntityManager } from '@mikro-orm/postgresql';
import type { MessageName } from '../../../shared/mail/message-data.ts';
import type { UserErrorCode } from '../../../shared/domain/refusal.ts';
import type { OrdersServices } from '../../context.ts';
import type { OrderLineRow, OrderRow } from '../../entities/order.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';

/** The queue of mail about orders: every mail is a job, so that one that fails does not send another again. */
export const MAIL_QUEUE = {
  name: 'orders.mail',
  options: { retryLimit: 50, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
};

export interface MailJob {
  readonly orderId: string;
  readonly message: OrderMessage;
  /** What tells this mail from others of the same message about the same order. */
  readonly occasion: string;
}

/** The statuses that somebody is told of. */
type ToldStatus = Extract<
  OrderStatus,
  'COMPLETED' | 'PARTIALLY_COMPLETED' | 'FAILED' | 'CANCELLED' | 'ACTION_REQUIRED'
>;

/** Who reads a message about an order, and the status that it tells of. */
export interface OrderMessageUse {
  readonly status: ToldStatus;
  readonly reader: 'customer' | 'reseller';
}

export type OrderMessage = Extract<MessageName, `${'' | 'customer-'}order.${string}`>;

/** The customer hears of everything, its reseller of what may need it. */
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

/**
 * Asks for the mails about the status that an order has come to, in the transaction that brings it there.
 * The number of its newest event is the occasion: a step that is repeated wrote nothing, so it asks for nothing.
 */
export async function askForMails(services: OrdersServices, em: EntityManager, order: OrderRow): Promise<void> {
  const [{ occasion } = { occasion: '' }] = await em.execute<{ occasion: string }[]>(
    'select event_sequence::text as occasion from orders."order" where id = ?',
    [order.id],
  );
  for (const [message, { status }] of Object.entries(ORDER_MESSAGES)) {
    if (status !== order.status) continue;
    await services.jobs.enqueue(em, MAIL_QUEUE.name, { orderId: order.id, message, occasion });
  }
}

/** What the lines of an order wait for somebody to do, by code. */
export function requiredActions(lines: readonly OrderLineRow[]): ReadonlySet<UserErrorCode> {
  const waiting = lines.filter(({ status }) => status === 'ACTION_REQUIRED');
  return new Set(waiting.flatMap(({ error }) => (error === null || error === undefined ? [] : [error.code])));
}

/** Asks for mails when something else has to be done than before: once for the order, whatever lines wait for it. */
export async function tellNewActions(
  services: OrdersServices,
  em: EntityManager,
  { order, lines }: { readonly order: OrderRow; readonly lines: readonly OrderLineRow[] },
  before: ReadonlySet<UserErrorCode>,
): Promise<void> {
  const isNew = [...requiredActions(lines)].some((code) => !before.has(code));
  if (isNew && order.status === 'ACTION_REQUIRED') await askForMails(services, em, order);
}
