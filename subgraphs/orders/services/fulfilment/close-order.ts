import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../../context.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { orderStatus, type OrderStatus } from '../../rules/fulfilment/order-status.ts';
import { appendEvent } from '../events/append-event.ts';
import type { OpenOrder } from './fulfilment-store.ts';
import { askForMails } from './order-mails.ts';
import { rememberPartner } from '../tenants/partner-profiles.ts';
import { settleOrder } from '../billing/settle-order.ts';
import { keepTenant, releaseTenant } from '../tenants/tenants.ts';

const FINAL_EVENTS: Readonly<Partial<Record<OrderStatus, { readonly status: LineStatus; readonly message: string }>>> =
  {
    COMPLETED: { status: 'COMPLETED', message: 'The order is complete.' },
    PARTIALLY_COMPLETED: { status: 'COMPLETED', message: 'The order is complete in part: some of its lines failed.' },
    FAILED: { status: 'FAILED', message: 'The order failed.' },
    CANCELLED: { status: 'CANCELLED', message: 'The order was cancelled.' },
  };

/** Ends an order whose lines are all through: money is settled, its last event written, its mails asked for. */
export async function closeOrder(services: OrdersServices, em: EntityManager, open: OpenOrder): Promise<void> {
  const { order, lines } = open;
  const previousStatus = order.status === 'PARTIALLY_COMPLETED' ? undefined : order.status;
  order.status = orderStatus(lines.map(({ status }) => status));
  order.completedAt = services.now();
  await em.flush();
  // As when an order is placed: the tenant is locked before the credit.
  await endClaim(em, open);
  await settleOrder(services, em, order, lines);
  const final = FINAL_EVENTS[order.status];
  if (final === undefined) throw new Error(`Invariant: ${order.status} ends an order`);
  await appendEvent(em, { orderId: order.id, ...final, previousStatus, terminal: true, occurredAt: order.completedAt });
  await askForMails(services, em, order);
  const { locationMpnId, indirectResellerDomain } = order.vendorParameters;
  if (order.status === 'COMPLETED' && locationMpnId !== undefined && indirectResellerDomain !== undefined) {
    const confirmedAt = order.createdAt.toISOString();
    const { resellerId } = order;
    const profile = { resellerId, locationMpnId, indirectResellerDomain, confirmedAt, orderId: order.id };
    if (await rememberPartner(em, profile)) await services.outbox.append(em, 'partner-confirmed', profile);
  }
}

/** A tenant that the vendor made for the customer is the customer's, whatever became of the lines. */
async function endClaim(em: EntityManager, open: OpenOrder): Promise<void> {
  const { customerId, vendorParameters } = open.order;
  const { tenantDomain: domain } = vendorParameters;
  if (domain === undefined) return;
  const isKept = wasTenantMade(open) || open.lines.some(({ status }) => status === 'COMPLETED');
  await (isKept ? keepTenant : releaseTenant)(em, { domain, customerId });
}

function wasTenantMade({ order, fulfilment }: OpenOrder): boolean {
  return order.vendorParameters.tenantMode === 'NEW' && (fulfilment.vendorCustomerId ?? null) !== null;
}
