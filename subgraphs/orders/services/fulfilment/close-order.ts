import type { Writer } from '../../../shared/database/transaction.ts';
import type { OrdersDeps } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import { settle } from '../../rules/billing/settlement.ts';
import { decideClosing } from '../../rules/fulfilment/decide-closing.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import { settleOrder } from '../billing/settle-order.ts';
import { appendEvents, type NewEvent } from '../events/append-event.ts';
import { confirmPartner } from '../tenants/partner-profiles.ts';
import { keepTenant, releaseTenant } from '../tenants/tenants.ts';
import type { OpenOrder } from './open-order.ts';
import { enqueueMails } from './order-mails.ts';

/** An order whose lines have all ended. */
export interface EndedOrder {
  readonly open: OpenOrder;
  /** The status of the order before its last step. */
  readonly previousStatus: OrderStatus;
  /** What its last step did to its lines. */
  readonly steps: readonly NewEvent[];
}

/** Closes an order: settles the money, keeps or releases the tenant, writes the last events and asks for the mails. */
export async function closeOrder(
  tx: Writer,
  deps: OrdersDeps,
  { open, previousStatus, steps }: EndedOrder,
): Promise<void> {
  const { order, lines, fulfilment, isTenantKept } = open;
  const { tenantMode, tenantDomain } = order.vendorParameters;
  const isTenantReady = typeof fulfilment.vendorCustomerId === 'string';
  const closing = decideClosing({ status: order.status, lines, tenantMode, isTenantReady });
  // As when an order is placed, the tenant is locked before the credit.
  if (tenantDomain !== undefined && !isTenantKept) {
    const claim = { domain: tenantDomain, customerId: order.customerId };
    await (closing.keepsTenant ? keepTenant : releaseTenant)(tx, claim);
  }
  await settleOrder(tx, deps, order, settle(order.resellerId, lines));
  const lastStep: NewEvent = {
    ...closing.lastStep,
    previousStatus: previousStatus === 'PARTIALLY_COMPLETED' ? undefined : previousStatus,
    terminal: true,
  };
  order.eventSequence = await appendEvents(tx, order.id, [...steps, lastStep], deps.now());
  await enqueueMails(tx, deps, order);
  if (closing.confirmsPartner) await confirmIdentity(tx, deps, order);
}

/** The vendor has taken the order with the reseller's identity, which is thereby confirmed. */
async function confirmIdentity(tx: Writer, deps: OrdersDeps, order: OrderRow): Promise<void> {
  const { id: orderId, resellerId, createdAt, vendorParameters } = order;
  const { locationMpnId, indirectResellerDomain } = vendorParameters;
  if (locationMpnId === undefined || indirectResellerDomain === undefined) return;
  const confirmedAt = createdAt.toISOString();
  await confirmPartner(tx, deps, { resellerId, locationMpnId, indirectResellerDomain, confirmedAt, orderId });
}
