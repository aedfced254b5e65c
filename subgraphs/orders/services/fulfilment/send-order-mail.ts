import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { OrderMail, OrderMailLine } from '../../../shared/mail/message-data.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender, type Seller } from '../../../shared/mail/sender.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { profileOf } from '../../rules/placing/customer-profile.ts';
import { ORDER_MESSAGES, type MailJob } from './order-mails.ts';

/** The language of every mail, until accounts have languages of their own. */
const LANGUAGE = 'en';

/**
 * Sends one mail about an order. A mail that is sent again replaces the first. A mail about a status that the order has left
 * meanwhile is not sent, since there is a newer one. Throws until accounts has told who the seller is.
 */
export async function sendOrderMail(context: WorkContext, wanted: MailJob, job: RunningJob): Promise<void> {
  const { orderId, message, occasion } = wanted;
  const { status, reader } = ORDER_MESSAGES[message];
  const told = await readTold(context, orderId);
  if (told === undefined || told.order.status !== status) return;
  const { order, lines } = told;
  const parentId = told.reseller?.parentId ?? null;
  // The account that sells to the reseller answers the reseller's questions.
  const isFromAbove = reader === 'reseller' && parentId !== null;
  const [reseller, above] = await knownSellers(context, [
    { id: order.resellerId, account: told.reseller },
    ...(isFromAbove ? [{ id: parentId, account: told.above }] : []),
  ]);
  invariant(reseller, 'an order has a reseller');
  const recipient = reader === 'reseller' ? reseller.contact : profileOf(order).contact;
  if (recipient === null) return;
  const sender = mailSender(above ?? reseller);
  const content = renderMail(message, toOrderMail(order, lines, told.administrator), {
    language: LANGUAGE,
    sender,
    recipient,
  });
  job.assertHeld();
  const name = `${order.number}-${message.replaceAll('.', '-')}-${occasion}`;
  await context.deps.mailer.send({ name, sender, recipient, content });
}

/** What a mail tells of, and who may send it. */
interface Told {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly reseller: KnownAccount | null;
  /** The account that sells to the reseller. */
  readonly above: KnownAccount | null;
  /** The first administrator of the order's tenant, until its temporary password is revealed. */
  readonly administrator: string | undefined;
}

interface KnownAccount extends Omit<Seller, 'branding'> {
  readonly parentId: Id<'acc'> | null;
  /** Null until accounts has told it. */
  readonly branding: Seller['branding'] | null;
}

interface RawTold extends Pick<Told, 'reseller' | 'above'> {
  readonly lines: readonly object[];
  readonly administrator: string | null;
}

const KNOWN_ACCOUNT = `jsonb_build_object('name', name, 'contact', contact, 'parentId', parent_id, 'branding', branding)`;

/** Reads everything that a mail about an order may tell, at one moment. */
async function readTold({ read }: WorkContext, orderId: Id<'ord'>): Promise<Told | undefined> {
  const reader = read;
  const [row] = await reader.query<RawTold>(
    `select placed.*,
       (select jsonb_agg(to_jsonb(line) order by line.position) from orders.order_line as line
        where line.order_id = placed.id) as lines,
       (select ${KNOWN_ACCOUNT} from orders.account where id = placed.reseller_id) as reseller,
       (select ${KNOWN_ACCOUNT} from orders.account where id =
         (select parent_id from orders.account where id = placed.reseller_id)) as above,
       (select user_id from orders.tenant_credential as credential
        where credential.customer_id = placed.customer_id and revealed_at is null
          and credential.tenant_domain = placed.vendor_parameters ->> 'tenantDomain') as administrator
     from orders."order" as placed where placed.id = ?`,
    [orderId],
  );
  if (row === undefined) return undefined;
  const { lines, reseller, above, administrator, ...order } = row;
  return {
    order: reader.map(OrderEntity, order),
    lines: lines.map((line) => reader.map(OrderLineEntity, line)),
    reseller,
    above,
    administrator: administrator ?? undefined,
  };
}

interface NeededAccount {
  readonly id: Id<'acc'>;
  readonly account: KnownAccount | null;
}

/**
 * The accounts that a mail needs. When the copy of one lacks something (it is from a time when accounts told less, or the
 * account is new), accounts is asked to tell it again and the job is tried again: a mail waits for its sender.
 */
async function knownSellers(
  { write, deps }: WorkContext,
  accounts: readonly NeededAccount[],
): Promise<readonly Seller[]> {
  const known: Seller[] = [];
  const unknown: Id<'acc'>[] = [];
  for (const { id, account } of accounts) {
    const branding = account?.branding ?? null;
    if (account === null || branding === null) unknown.push(id);
    else known.push({ ...account, branding });
  }
  if (unknown.length === 0) return known;
  await write(async (tx) => {
    for (const accountId of unknown) await deps.outbox.append(tx, 'account-wanted', { accountId });
  });
  throw new Error(`The mail waits until accounts has told the contact of ${unknown.join(' and ')}.`);
}

function toOrderMail(order: OrderRow, lines: readonly OrderLineRow[], administrator: string | undefined): OrderMail {
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
