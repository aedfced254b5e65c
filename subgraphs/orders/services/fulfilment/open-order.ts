import type { FulfilmentOrder } from '../../connectors/vendor-connector.ts';
import type { WorkContext } from '../../context.ts';
import { FulfilmentEntity, type FulfilmentRow } from '../../entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';
import type { FulfilmentState } from '../../rules/fulfilment/decide-fulfilment.ts';
import type { FulfilledLine } from '../../rules/fulfilment/line-state.ts';
import { isTerminal } from '../../rules/fulfilment/line-status.ts';
import { profileOf } from '../../rules/placing/customer-profile.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { AGREEMENTS_OF, toAgreement, type RawAgreement } from '../tenants/customer-agreements.ts';
import type { ProvisionJob } from './enqueue-step.ts';

/** An order whose step a worker does, with its rows as the step before left them. */
export interface OpenOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly fulfilment: FulfilmentRow;
  /** The customer's newest acceptance of the vendor's agreement. */
  readonly agreement: RecordedAgreement | null;
  /** The tenant is the customer's already, whatever becomes of this order; accounts knows of it. */
  readonly isTenantKept: boolean;
  /** This worker has noted that the checkout is about to be sent, and has not sent it yet. */
  isCheckoutNoted: boolean;
}

/** Somebody else has written the step already: this outcome of it may not be written any more. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

interface RawOpenOrder {
  readonly fulfilment: object;
  readonly lines: readonly object[];
  readonly agreement: RawAgreement | null;
  readonly isTenantKept: boolean;
}

/**
 * Reads an order for its next step, everything at one moment. Nobody but the worker that does its step changes it, so this
 * holds until that is written. Answers undefined when the step was done already, or nothing is left to do.
 */
export async function openOrder(
  { read }: WorkContext,
  { orderId, stepsDone }: ProvisionJob,
): Promise<OpenOrder | undefined> {
  const reader = read;
  const [row] = await reader.query<RawOpenOrder>(
    `select placed.*, to_jsonb(fulfilment) as fulfilment,
       (select jsonb_agg(to_jsonb(line) order by line.position) from orders.order_line as line
        where line.order_id = placed.id) as lines,
       (select to_jsonb(accepted) from (${AGREEMENTS_OF} placed.customer_id order by id desc limit 1) as accepted)
         as agreement,
       exists (select 1 from orders.tenant where domain = placed.vendor_parameters ->> 'tenantDomain'
         and customer_id = placed.customer_id and claimed_by is null) as "isTenantKept"
     from orders.fulfilment join orders."order" as placed on placed.id = fulfilment.order_id
     where fulfilment.order_id = ? and fulfilment.steps_done = ? and fulfilment.step <> 'done'`,
    [orderId, stepsDone],
  );
  if (row === undefined) return undefined;
  const { fulfilment, lines, agreement, isTenantKept, ...order } = row;
  return {
    order: reader.map(OrderEntity, order),
    lines: lines.map((line) => reader.map(OrderLineEntity, line)),
    fulfilment: reader.map(FulfilmentEntity, fulfilment),
    agreement: agreement === null ? null : toAgreement(agreement),
    isTenantKept,
    isCheckoutNoted: false,
  };
}

/** Records that a checkout is about to be sent for the first time. Throws TakenOver when somebody else has written the step. */
export async function markCheckoutSent({ write, deps }: WorkContext, open: OpenOrder): Promise<void> {
  const { fulfilment } = open;
  const sentAt = deps.now();
  await write(async (tx) => {
    const rows = await tx.execute(
      'update orders.fulfilment set checkout_sent_at = ? where order_id = ? and steps_done = ? returning 1 as marked',
      [sentAt, fulfilment.orderId, fulfilment.stepsDone],
    );
    if (rows.length === 0) throw new TakenOver(fulfilment.orderId);
  });
  fulfilment.checkoutSentAt = sentAt;
  open.isCheckoutNoted = true;
}

/** The order as what happens next is decided on. */
export function toFulfilmentState({ order, lines, fulfilment }: OpenOrder): FulfilmentState {
  return {
    step: fulfilment.step,
    tenantDomain: order.vendorParameters.tenantDomain ?? null,
    lines: lines.map(toFulfilledLine),
    agreementNeededSince: fulfilment.agreementNeededSince ?? null,
    changedAt: fulfilment.changedAt ?? order.createdAt,
    checkoutSentAt: fulfilment.checkoutSentAt ?? null,
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
export function toFulfilmentOrder(open: OpenOrder): FulfilmentOrder {
  const { order, lines, fulfilment, agreement, isCheckoutNoted } = open;
  return {
    orderId: order.id,
    number: order.number,
    profile: profileOf(order),
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
        isTrial: line.kind === 'TRIAL',
        promotionKey: line.vendorPromotionId ?? null,
        parameters: line.parameters,
        vendorOrderId: line.vendorOrderId ?? null,
        vendorLineNumber: line.vendorLineNumber ?? null,
      })),
    tenantRequestId: fulfilment.tenantRequestId,
    agreementRequestId: fulfilment.agreementRequestId,
    cartRequestId: fulfilment.cartRequestId,
    checkoutRequestId: fulfilment.checkoutRequestId,
    checkoutSentAt: isCheckoutNoted ? null : (fulfilment.checkoutSentAt ?? null),
    vendorCustomerId: fulfilment.vendorCustomerId ?? null,
    vendorCartId: fulfilment.vendorCartId ?? null,
    agreement,
    agreementNeededSince: fulfilment.agreementNeededSince ?? null,
  };
}
