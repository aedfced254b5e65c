import { randomUUID } from 'node:crypto';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { OrdersDeps, SignedInContext } from '../../context.ts';
import { FulfilmentEntity } from '../../entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity, type OrderRow } from '../../entities/order.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import type { TierPrice } from '../../rules/billing/tier-price.ts';
import { planKind } from '../../rules/subscriptions/plan-kind.ts';
import { recordMovement } from '../billing/ledger.ts';
import { appendEvent } from '../events/append-event.ts';
import { enqueueStep } from '../fulfilment/enqueue-step.ts';
import type { DraftLine, OrderDraft } from './order-draft.ts';
import type { QuotedTiers } from './quote-plans.ts';

/** An order that may be placed. */
export interface NewOrder {
  readonly id: Id<'ord'>;
  readonly draft: OrderDraft;
  readonly customer: { readonly customerId: Id<'acc'>; readonly path: string };
  readonly payment: OrderPayment;
  readonly purchaseOrderNumber: string | undefined;
}

/** How an order is paid: from the reseller's credit, or by an amount that is blocked on its card. */
export type OrderPayment = { readonly payableMinor: bigint } & (
  | { readonly method: Extract<PaymentMethod, 'TERMS'> }
  | { readonly method: Extract<PaymentMethod, 'CREDIT_CARD'>; readonly authorisationId: string }
);

/** Writes an order with its lines, its payment, its first event and its first job. */
export async function insertOrder(tx: Writer, context: SignedInContext, input: NewOrder): Promise<OrderRow> {
  const { deps } = context;
  const { draft, payment } = input;
  const order = await createOrder(tx, context, input);
  draft.lines.forEach((line, position) => createLine(tx, order, line, position));
  createFulfilment(tx, order.id);
  await tx.flush();
  await recordPayment(tx, order, payment);
  const message = `Order ${order.number} was placed for ${draft.profile.name}.`;
  await appendEvent(tx, { orderId: order.id, status: 'SUBMITTED', message, occurredAt: order.createdAt });
  await enqueueStep(tx, deps, { orderId: order.id, stepsDone: 0 });
  await tellFirstOrder(tx, deps, order);
  return order;
}

async function createOrder(tx: Writer, { viewer, deps }: SignedInContext, input: NewOrder): Promise<OrderRow> {
  const { draft, customer } = input;
  const [row] = await tx.execute<{ readonly number: string }>(
    `select 'SO' || nextval('orders.order_number') as number`,
  );
  invariant(row, 'a sequence answers a number');
  const order = tx.create(OrderEntity, {
    id: input.id,
    number: row.number,
    type: 'SALES',
    status: 'SUBMITTED',
    customerId: customer.customerId,
    resellerId: draft.reseller.id,
    path: customer.path,
    placedBy: viewer.kind === 'user' ? viewer.subject : null,
    placedFrom: viewer.accountId,
    actedFrom: viewer.actingFrom ?? null,
    currency: draft.currency,
    paymentMethod: input.payment.method,
    purchaseOrderNumber: input.purchaseOrderNumber ?? null,
    vendorParameters: draft.parameters,
    customerProfile: draft.profile,
    eventSequence: 0,
    createdAt: deps.now(),
  });
  // The entities name no relation, so the ORM does not know that the order has to be there before its lines.
  await tx.flush();
  return order;
}

function createLine(tx: Writer, order: OrderRow, { choice, quantity }: DraftLine, position: number): void {
  invariant(choice.kind === 'known', 'an order that passed its checks has a plan and a price for each line');
  const { plan, quoted } = choice;
  tx.create(OrderLineEntity, {
    id: newId('lin'),
    orderId: order.id,
    position,
    planId: plan.id,
    productId: plan.product.id,
    mpn: plan.product.mpn,
    productName: plan.product.name,
    kind: planKind({ term: plan.term, category: plan.product.category }),
    term: plan.term,
    billingCycle: plan.billingCycle,
    quantity,
    currency: plan.currency,
    tiers: tiersFor(order.customerId, quoted),
    status: 'SUBMITTED',
  });
}

/** The prices of everybody down to the customer, who may have been created with the order. */
function tiersFor(customerId: Id<'acc'>, { tiers, newCustomerUnitMinor }: QuotedTiers): readonly TierPrice[] {
  if (newCustomerUnitMinor === undefined) return tiers;
  return [...tiers, { accountId: customerId, unitMinor: newCustomerUnitMinor }];
}

/** The ids by which the vendor will know its requests are stored before the first request. */
function createFulfilment(tx: Writer, orderId: Id<'ord'>): void {
  tx.create(FulfilmentEntity, {
    orderId,
    connector: 'microsoft',
    step: 'prepare',
    fencing: 0,
    tenantRequestId: randomUUID(),
    agreementRequestId: randomUUID(),
    cartRequestId: randomUUID(),
    checkoutRequestId: randomUUID(),
    stepsDone: 0,
  });
}

async function recordPayment(tx: Writer, order: OrderRow, payment: OrderPayment): Promise<void> {
  const { payableMinor: amountMinor } = payment;
  if (payment.method === 'TERMS') {
    return recordMovement(tx, order, { kind: 'RESERVED', amountMinor, occurredAt: order.createdAt });
  }
  await tx.execute(
    `insert into orders.card_payment (order_id, account_id, authorisation_id, amount_minor, currency, status)
     values (?, ?, ?, ?::bigint, ?, 'AUTHORISED')`,
    [order.id, order.resellerId, payment.authorisationId, String(amountMinor), order.currency],
  );
}

/** Tells accounts of a customer's first order: until then its currency can be changed. */
async function tellFirstOrder(tx: Writer, { outbox }: OrdersDeps, order: OrderRow): Promise<void> {
  const { id, customerId, createdAt } = order;
  const earlier = await tx.query('select 1 from orders."order" where customer_id = ? and id <> ? limit 1', [
    customerId,
    id,
  ]);
  if (earlier.length > 0) return;
  await outbox.append(tx, 'order-placed', { customerId, placedAt: createdAt.toISOString() });
}
