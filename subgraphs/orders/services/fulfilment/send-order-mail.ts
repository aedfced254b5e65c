import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrderMail, OrderMailLine } from '../../../shared/mail/message-data.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender, type Seller } from '../../../shared/mail/sender.ts';
import type { OrdersServices } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { ORDER_MESSAGES, type MailJob } from './order-mails.ts';

/** The language of every account, until accounts say theirs. */
const LANGUAGE = 'en';

/**
 * Sends one mail about an order. Sent again, it replaces the first. What is no longer so is not told: an order that
 * went on while the mail waited has a newer one. Throws while accounts has not told who the seller is.
 */
export async function sendOrderMail(
  services: OrdersServices,
  em: EntityManager,
  { orderId, message, occasion }: MailJob,
): Promise<void> {
  const use = ORDER_MESSAGES[message];
  const order = await em.findOne(OrderEntity, { id: orderId });
  if (order === null || order.status !== use.status) return;
  const reseller = await findSeller(services, em, order.resellerId);
  const isForReseller = use.reader === 'reseller';
  const recipient = isForReseller ? reseller.contact : order.customerProfile.contact;
  if (recipient === null) return;
  // A reseller's questions are answered by the one who sells to it.
  const seller =
    isForReseller && reseller.parentId !== null ? await findSeller(services, em, reseller.parentId) : reseller;
  const sender = mailSender(seller);
  const lines = await em.find(OrderLineEntity, { orderId }, { orderBy: { position: 'asc' } });
  const data = toOrderMail(order, lines, await findAdministrator(em, order));
  await services.mailer.send({
    name: `${order.number}-${message.replaceAll('.', '-')}-${occasion}`,
    sender,
    recipient,
    content: renderMail(message, data, { language: LANGUAGE, sender, recipient }),
  });
}

interface KnownSeller extends Seller {
  readonly parentId: string | null;
}

/**
 * The account that a mail comes from. What the copy lacks (it is older than what accounts tells now, or the account was
 * made a moment ago) is asked for, and the job tried again: a mail waits for its sender, it is not sent without.
 */
async function findSeller(services: OrdersServices, em: EntityManager, id: string): Promise<KnownSeller> {
  const account = await em.findOne(AccountEntity, { id });
  const { branding } = account ?? {};
  if (account !== null && branding !== null && branding !== undefined) return toSeller(account, branding);
  await em.transactional((tx) => services.outbox.append(tx, 'account-wanted', { accountId: id }));
  throw new Error(`The mail waits until accounts has told the contact of ${id}.`);
}

function toSeller({ name, contact, parentId }: AccountRow, branding: Seller['branding']): KnownSeller {
  return { name, contact: contact ?? null, parentId: parentId ?? null, branding };
}

/** The first administrator of the order's tenant, as long as nobody has seen its temporary password. */
async function findAdministrator(em: EntityManager, order: OrderRow): Promise<string | undefined> {
  const rows = await em.execute<{ user_id: string }[]>(
    'select user_id from orders.tenant_credential where customer_id = ? and tenant_domain = ? and revealed_at is null',
    [order.customerId, order.vendorParameters.tenantDomain ?? ''],
  );
  return rows[0]?.user_id;
}

function toOrderMail(order: OrderRow, lines: readonly OrderLineRow[], administrator: string | undefined): OrderMail {
  return {
    orderNumber: order.number,
    purchaseOrderNumber: order.purchaseOrderNumber ?? undefined,
    customerName: order.customerProfile.name,
    customerContact: order.customerProfile.contact,
    tenantDomain: order.vendorParameters.tenantDomain,
    placedAt: order.createdAt,
    endedAt: order.completedAt ?? undefined,
    lines: lines.map(toMailLine),
    administrator,
  };
}

function toMailLine({ quantity, productName, status, error }: OrderLineRow): OrderMailLine {
  const outcome = outcomeOf(status);
  const reason = outcome === 'active' || error === null || error === undefined ? undefined : error;
  return { quantity, productName, outcome, reason };
}

function outcomeOf(status: LineStatus): OrderMailLine['outcome'] {
  switch (status) {
    case 'COMPLETED':
      return 'active';
    case 'FAILED':
      return 'failed';
    case 'CANCELLED':
      return 'cancelled';
    case 'ACTION_REQUIRED':
      return 'action-required';
    case 'SUBMITTED':
    case 'AWAITING_APPROVAL':
    case 'CREDIT_HOLD':
    case 'SCHEDULED':
    case 'PROVISIONING':
      return 'in-progress';
  }
}
