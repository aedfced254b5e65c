import type { Id } from '../../../shared/domain/ids.ts';
import type { OrderMail, OrderMailLine } from '../../../shared/mail/message-data.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender, type Seller } from '../../../shared/mail/sender.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { ORDER_MESSAGES, type MailJob } from './order-mails.ts';

/** The language of every mail, until accounts have languages of their own. */
const LANGUAGE = 'en';

/**
 * Sends one mail about an order. A mail that is sent again replaces the first. A mail about a status that the order has left
 * meanwhile is not sent, since there is a newer one. Throws until accounts has told who the seller is.
 */
export async function sendOrderMail(context: WorkContext, { orderId, message, occasion }: MailJob): Promise<void> {
  const { read, deps } = context;
  const { status, reader } = ORDER_MESSAGES[message];
  const order = await read.findOne(OrderEntity, { id: orderId });
  if (order === null || order.status !== status) return;
  const reseller = await findSeller(context, order.resellerId);
  const recipient = reader === 'reseller' ? reseller.contact : order.customerProfile.contact;
  if (recipient === null) return;
  // The account that sells to the reseller answers the reseller's questions.
  const isFromAbove = reader === 'reseller' && reseller.parentId !== null;
  const seller = isFromAbove ? await findSeller(context, reseller.parentId) : reseller;
  const sender = mailSender(seller);
  const lines = await read.find(OrderLineEntity, { orderId }, { orderBy: { position: 'asc' } });
  const data = toOrderMail(order, lines, await findAdministrator(context, order));
  await deps.mailer.send({
    name: `${order.number}-${message.replaceAll('.', '-')}-${occasion}`,
    sender,
    recipient,
    content: renderMail(message, data, { language: LANGUAGE, sender, recipient }),
  });
}

interface KnownSeller extends Seller {
  readonly parentId: Id<'acc'> | null;
}

/**
 * The account that a mail comes from. When the copy of the account lacks something (it is from a time when accounts told
 * less, or the account is new), accounts is asked to tell it again and the job is tried again: a mail waits for its sender.
 */
async function findSeller({ read, write, deps }: WorkContext, id: Id<'acc'>): Promise<KnownSeller> {
  const account = await read.findOne(AccountEntity, { id });
  const branding = account?.branding ?? null;
  if (account !== null && branding !== null) return toSeller(account, branding);
  await write((tx) => deps.outbox.append(tx, 'account-wanted', { accountId: id }));
  throw new Error(`The mail waits until accounts has told the contact of ${id}.`);
}

function toSeller({ name, contact, parentId }: AccountRow, branding: Seller['branding']): KnownSeller {
  return { name, contact: contact ?? null, parentId: parentId ?? null, branding };
}

/** The first administrator of the order's tenant, until its temporary password is revealed. */
async function findAdministrator({ read }: WorkContext, order: OrderRow): Promise<string | undefined> {
  const { tenantDomain } = order.vendorParameters;
  if (tenantDomain === undefined) return undefined;
  const [row] = await read.query<{ readonly user_id: string }>(
    'select user_id from orders.tenant_credential where customer_id = ? and tenant_domain = ? and revealed_at is null',
    [order.customerId, tenantDomain],
  );
  return row?.user_id;
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
