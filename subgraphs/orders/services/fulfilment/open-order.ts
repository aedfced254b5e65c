import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { FulfilmentOrder } from '../../connectors/vendor-connector.ts';
import type { WorkContext } from '../../context.ts';
import { FulfilmentEntity, type FulfilmentRow } from '../../entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { FulfilmentState } from '../../rules/fulfilment/decide-fulfilment.ts';
import type { FulfilledLine } from '../../rules/fulfilment/line-state.ts';
import { isTerminal } from '../../rules/fulfilment/line-status.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { readAgreement } from '../tenants/customer-agreements.ts';
import type { ProvisionJob } from './enqueue-step.ts';

/** An order that a worker has: its rows as they are at the moment. */
export interface OpenOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly fulfilment: FulfilmentRow;
  /** The customer's newest acceptance of the vendor's agreement. */
  readonly agreement: RecordedAgreement | null;
}

/** Another worker has taken the order over, or the order is gone: nothing may be written any more. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/**
 * Takes an order over: raises its fencing number, so that a worker that had it before cannot write any more. Answers
 * undefined when the step was done already, or nothing is left to do.
 */
export function takeOver({ write }: WorkContext, { orderId, stepsDone }: ProvisionJob): Promise<OpenOrder | undefined> {
  return write(async (tx) => {
    const open = await lockOrder(tx, orderId);
    if (open?.fulfilment.stepsDone !== stepsDone || open.fulfilment.step === 'done') return undefined;
    open.fulfilment.fencing += 1;
    return open;
  });
}

/** Records that a checkout is about to be sent. Throws TakenOver when another worker has the order. */
export async function markCheckoutSent({ write, deps }: WorkContext, open: OpenOrder): Promise<void> {
  await write(async (tx) => {
    const { fulfilment } = await reloadOrder(tx, open);
    fulfilment.checkoutSentAt ??= deps.now();
  });
}

/** Locks an order for writing. Throws TakenOver when its fencing number is another than when it was taken over. */
export async function reloadOrder(tx: Writer, taken: OpenOrder): Promise<OpenOrder> {
  const open = await lockOrder(tx, taken.order.id);
  if (open?.fulfilment.fencing !== taken.fulfilment.fencing) throw new TakenOver(taken.order.id);
  return open;
}

async function lockOrder(tx: Writer, orderId: Id<'ord'>): Promise<OpenOrder | undefined> {
  const order = await tx.lock(OrderEntity, { id: orderId });
  const fulfilment = await tx.findOne(FulfilmentEntity, { orderId });
  if (order === null || fulfilment === null) return undefined;
  const lines = await tx.find(OrderLineEntity, { orderId }, { orderBy: { position: 'asc' } });
  return { order, lines, fulfilment, agreement: await readAgreement(tx, order.customerId) };
}

/** The order as what happens next is decided on. */
export function toFulfilmentState({ order, lines, fulfilment }: OpenOrder): FulfilmentState {
  return {
    step: fulfilment.step,
    tenantDomain: order.vendorParameters.tenantDomain ?? 'of the customer',
    lines: lines.map(toFulfilledLine),
    agreementNeededSince: fulfilment.agreementNeededSince ?? null,
    changedAt: fulfilment.changedAt ?? order.createdAt,
  };
}

function toFulfilledLine(line: OrderLineRow): FulfilledLine {
  return {
    id: line.id,
    status: line.status,
    stage: line.stage ?? null,
    error: line.error ?? null,
    vendorOrderId: line.vendorOrderId ?? null,
    vendorLineNumber: line.vendorLineNumber ?? null,
  };
}

/** The order as its connector sees it: with the lines that have not ended. */
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
