import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../context.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../entities/order.ts';

/** The queue of mail about ended orders. */
export const MAIL_QUEUE = {
  name: 'orders.mail',
  options: { retryLimit: 50, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
};

export interface MailJob {
  readonly orderId: string;
}

/** Tells the administrative contact how an order ended. Sending it again replaces the first. */
export async function sendOrderMail(services: OrdersServices, em: EntityManager, { orderId }: MailJob): Promise<void> {
  const order = await em.findOne(OrderEntity, { id: orderId });
  if (order === null) return;
  const lines = await em.find(OrderLineEntity, { orderId }, { orderBy: { position: 'asc' } });
  const { contact, resellerName } = order.customerProfile;
  await services.mailer.send({
    name: `${order.number}-${order.status.toLowerCase()}`,
    fromName: resellerName,
    to: { name: `${contact.firstName} ${contact.lastName}`, address: contact.email },
    subject:
      order.status === 'FAILED'
        ? `Order ${order.number} failed`
        : `Order ${order.number}: your subscriptions are ready`,
    text: await composeText(em, order, lines),
  });
}

async function composeText(em: EntityManager, order: OrderRow, lines: readonly OrderLineRow[]): Promise<string> {
  const { contact, name, resellerName } = order.customerProfile;
  const tenantDomain = order.vendorParameters.tenantDomain ?? '';
  const credentials = await em.execute<{ user_id: string }[]>(
    'select user_id from orders.tenant_credential where customer_id = ? and tenant_domain = ? and revealed_at is null',
    [order.customerId, tenantDomain],
  );
  const [credential] = credentials;
  return [
    `Dear ${contact.firstName} ${contact.lastName},`,
    '',
    order.status === 'FAILED'
      ? `the order ${order.number} for ${name} could not be fulfilled:`
      : `the order ${order.number} for ${name} was fulfilled in the tenant ${tenantDomain}:`,
    '',
    ...lines.map((line) => `- ${line.quantity} x ${line.productName}: ${describe(line)}`),
    '',
    ...(credential === undefined
      ? []
      : [
          `The first administrator of the tenant is ${credential.user_id}. Its temporary password is shown once, in the`,
          'customer panel, under the subscription: reveal credentials. It is never sent by mail.',
          '',
        ]),
    'Licences are assigned to people in the Microsoft 365 admin centre, under Billing, Your products.',
    '',
    resellerName,
    '',
  ].join('\n');
}

function describe(line: OrderLineRow): string {
  if (line.status === 'COMPLETED') return 'active';
  const { error } = line;
  return error === null || error === undefined
    ? line.status.toLowerCase()
    : `failed. ${error.vendorMessage ?? error.message}`;
}
