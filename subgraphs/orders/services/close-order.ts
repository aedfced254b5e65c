import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../context.ts';
import type { LineStatus } from '../rules/line-status.ts';
import { orderStatus, type OrderStatus } from '../rules/order-status.ts';
import { appendEvent } from './append-event.ts';
import type { OpenOrder } from './fulfilment-store.ts';
import { askForMails } from './order-mails.ts';
import { settleOrder } from './settle-order.ts';

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
  await settleOrder(services, em, order, lines);
  const final = FINAL_EVENTS[order.status];
  if (final === undefined) throw new Error(`Invariant: ${order.status} ends an order`);
  await appendEvent(em, { orderId: order.id, ...final, previousStatus, terminal: true, occurredAt: order.completedAt });
  await askForMails(services, em, order);
  const { locationMpnId, indirectResellerDomain } = order.vendorParameters;
  if (order.status === 'COMPLETED' && locationMpnId !== undefined && indirectResellerDomain !== undefined) {
    const confirmedAt = order.completedAt.toISOString();
    const profile = { resellerId: order.resellerId, locationMpnId, indirectResellerDomain, confirmedAt };
    await rememberPartner(em, profile);
    await services.outbox.append(em, 'partner-confirmed', profile);
  }
}

/** A reseller's identity at the vendor, as an order confirmed it. */
export interface PartnerProfile {
  readonly resellerId: string;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly confirmedAt: string;
}

/** Remembers a reseller's identity for its next order; an older one does not replace a newer one. */
export async function rememberPartner(em: EntityManager, profile: PartnerProfile): Promise<void> {
  await em.execute(
    `insert into orders.partner_profile as known (account_id, location_mpn_id, indirect_reseller_domain, verified_at)
     values (?, ?, ?, ?)
     on conflict (account_id) do update set location_mpn_id = excluded.location_mpn_id,
       indirect_reseller_domain = excluded.indirect_reseller_domain, verified_at = excluded.verified_at
     where known.verified_at < excluded.verified_at`,
    [profile.resellerId, profile.locationMpnId, profile.indirectResellerDomain, profile.confirmedAt],
  );
}
