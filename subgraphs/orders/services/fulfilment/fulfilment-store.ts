import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FulfilmentOrder } from '../../connectors/vendor-connector.ts';
import { FulfilmentEntity, type FulfilmentRow } from '../../entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { isTerminal } from '../../rules/fulfilment/line-status.ts';
import { readAgreement } from '../tenants/customer-agreements.ts';

/** An order in work: its rows as they are at the moment. */
export interface OpenOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly fulfilment: FulfilmentRow;
  /** The customer's newest acceptance of the vendor's agreement. */
  readonly agreement: RecordedAgreement | null;
}

/** The order was taken over by another worker, or is gone: nothing may be written any more. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/**
 * Takes an order over: raises its fencing number, so that a worker that had it before can write no more.
 * Returns undefined when the step was done already, or nothing is left to do.
 */
export async function claim(em: EntityManager, orderId: string, stepsDone: number): Promise<OpenOrder | undefined> {
  return em.transactional(async (tx) => {
    const open = await load(tx, orderId);
    if (open?.fulfilment.stepsDone !== stepsDone || open.fulfilment.step === 'done') return undefined;
    open.fulfilment.fencing += 1;
    return open;
  });
}

/** Writes that a checkout leaves now, before it does. Throws TakenOver when another worker has the order. */
export async function markCheckoutSent(em: EntityManager, open: OpenOrder, now: Date): Promise<void> {
  await em.transactional(async (tx) => {
    const { fulfilment } = await reload(tx, open);
    fulfilment.checkoutSentAt ??= now;
  });
}

/** Loads the order for writing. Throws TakenOver when its fencing number is not the claimed one. */
export async function reload(em: EntityManager, claimed: OpenOrder): Promise<OpenOrder> {
  const open = await load(em, claimed.order.id);
  if (open?.fulfilment.fencing !== claimed.fulfilment.fencing) throw new TakenOver(claimed.order.id);
  return open;
}

async function load(em: EntityManager, orderId: string): Promise<OpenOrder | undefined> {
  const order = await em.findOne(OrderEntity, { id: orderId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const fulfilment = await em.findOne(FulfilmentEntity, { orderId });
  if (order === null || fulfilment === null) return undefined;
  const lines = await em.find(OrderLineEntity, { orderId }, { orderBy: { position: 'asc' } });
  return { order, lines, fulfilment, agreement: await readAgreement(em, order.customerId) };
}

/** The order as its connector sees it: the lines that are not through. */
export function toFulfilmentOrder({ order, lines, fulfilment, agreement }: OpenOrder): FulfilmentOrder {
  return {
    orderId: order.id,
    number: order.number,
    profile: order.customerProfile,
    parameters: order.vendorParameters,
    lines: lines
      .filter((line) => !isTerminal(line.status))
      .map((line) => ({
        lineId: line.id,
        planId: line.planId,
        mpn: line.mpn,
        quantity: line.quantity,
        term: line.term ?? null,
        billingCycle: line.billingCycle,
        vendorOrderId: line.vendorOrderId ?? null,
        vendorLineNumber: line.vendorLineNumber ?? null,
      })),
    tenantRequestId: fulfilment.tenantRequestId,
    agreementRequestId: fulfilment.agreementRequestId,
    cartRequestId: fulfilment.cartRequestId,
    checkoutRequestId: fulfilment.checkoutRequestId,
    checkoutSentAt: fulfilment.checkoutSentAt ?? null,
    vendorCustomerId: fulfilment.vendorCustomerId ?? null,
    vendorCartId: fulfilment.vendorCartId ?? null,
    agreement,
    agreementNeededSince: fulfilment.agreementNeededSince ?? null,
  };
}
