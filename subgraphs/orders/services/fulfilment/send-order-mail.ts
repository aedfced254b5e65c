import type { Id } from '../../../shared/domain/ids.ts';
import type { OrderMail, OrderMailLine } from '../../../shared/mail/message-data.ts';
import { FALLBACK_LANGUAGE } from '../../../shared/mail/messages.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender, type MailPerson, type Seller } from '../../../shared/mail/sender.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import type { OrderLineRow } from '../../entities/order.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { profileOf } from '../../rules/placing/customer-profile.ts';
import { ORDER_MESSAGES, type MailJob, type OrderMessageUse } from './order-mails.ts';
import { readToldOrder, type KnownAccount, type ToldOrder } from './told-order.ts';

/**
 * How often a mail waits for its language, which takes half a minute. Then it goes out without: an accounts process of the
 * release before tells no language.
 */
const LANGUAGE_TRIES = 5;

/**
 * Sends one mail about an order, in the language of the account that it is for and in the name of the one that sells to it. A
 * mail that is sent again replaces the first. A mail about a status that the order has left meanwhile is not sent, since there
 * is a newer one. Throws until accounts has told who the seller is.
 */
export async function sendOrderMail(context: WorkContext, wanted: MailJob, job: RunningJob): Promise<void> {
  const { orderId, message, occasion } = wanted;
  const { status, reader } = ORDER_MESSAGES[message];
  const told = await readToldOrder(context, orderId);
  if (told === undefined || told.order.status !== status) return;
  const { seller, recipient, language } = await addressed(context, partiesOf(told, reader), job);
  if (recipient === null) return;
  const sender = mailSender(seller);
  const content = renderMail(message, toOrderMail(told), { language, sender, recipient });
  job.assertHeld();
  const name = `${told.order.number}-${message.replaceAll('.', '-')}-${occasion}`;
  await context.deps.mailer.send({ name, sender, recipient, content });
}

interface NeededAccount {
  readonly id: Id<'acc'>;
  readonly account: KnownAccount | null;
}

/** In whose name a mail comes, and whose people read it. */
interface Parties {
  readonly seller: NeededAccount;
  readonly reader: NeededAccount;
  /** Null when there is nobody to write to; undefined until accounts has told it. */
  readonly recipient: MailPerson | null | undefined;
}

/** The account that sells to the reseller answers the reseller's questions; where there is none, the reseller itself. */
function partiesOf({ order, customer, reseller, above }: ToldOrder, reader: OrderMessageUse['reader']): Parties {
  const known = { id: order.resellerId, account: reseller };
  if (reader === 'customer') {
    const recipient = profileOf(order).contact;
    return { seller: known, reader: { id: order.customerId, account: customer }, recipient };
  }
  const parentId = reseller?.parentId ?? null;
  const seller = parentId === null ? known : { id: parentId, account: above };
  return { seller, reader: known, recipient: sellerOf(reseller)?.contact };
}

/** A seller whose contact and branding accounts has told; undefined until then. */
function sellerOf(account: KnownAccount | null): Seller | undefined {
  const branding = account?.branding ?? null;
  return account === null || branding === null ? undefined : { ...account, branding };
}

interface Addressed {
  readonly seller: Seller;
  readonly recipient: MailPerson | null;
  readonly language: string;
}

/**
 * Whom a mail comes from, and whom it goes to. When the copy of an account lacks something (it is from a time when accounts
 * told less, or the account is new), accounts is asked to tell it again and the job is tried again: a mail waits for its
 * sender.
 */
async function addressed(
  { write, deps }: WorkContext,
  { seller: { id, account }, reader, recipient }: Parties,
  { tries }: RunningJob,
): Promise<Addressed> {
  const seller = sellerOf(account);
  const language = reader.account?.language ?? (tries > LANGUAGE_TRIES ? FALLBACK_LANGUAGE : undefined);
  if (seller !== undefined && recipient !== undefined && language !== undefined) return { seller, recipient, language };
  const isReaderKnown = recipient !== undefined && language !== undefined;
  const unknown = new Set([...(seller === undefined ? [id] : []), ...(isReaderKnown ? [] : [reader.id])]);
  await write(async (tx) => {
    for (const accountId of unknown) await deps.outbox.append(tx, 'account-wanted', { accountId });
  });
  throw new Error(`The mail waits until accounts has told what it needs of ${[...unknown].join(' and ')}.`);
}

function toOrderMail({ order, lines, administrator }: ToldOrder): OrderMail {
  const { name: customerName, contact: customerContact } = profileOf(order);
  return {
    orderNumber: order.number,
    purchaseOrderNumber: order.purchaseOrderNumber ?? undefined,
    customerName,
    customerContact,
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
