import type { EntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import type { OrdersServices } from '../../context.ts';
import { FulfilmentEntity } from '../../entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity, type OrderRow } from '../../entities/order.ts';
import { planKind } from '../../rules/subscriptions/plan-kind.ts';
import { appendEvent } from '../events/append-event.ts';
import type { OrderDraft } from './order-draft.ts';
import { enqueueStep } from '../fulfilment/enqueue-step.ts';
import { writeLedger } from '../billing/settle-order.ts';

export interface NewOrder {
  readonly id: string;
  readonly draft: OrderDraft;
  readonly customer: { readonly customerId: string; readonly path: string };
  readonly viewer: SignedInPrincipal;
  readonly paymentMethod: 'CREDIT_CARD' | 'TERMS';
  readonly payableMinor: bigint;
  readonly purchaseOrderNumber: string | null;
  readonly authorisationId: string | undefined;
  /** What the vendor will know its calls by; written before the first of them. */
  readonly requestIds: {
    readonly tenant: string;
    readonly agreement: string;
    readonly cart: string;
    readonly checkout: string;
  };
}

/** Writes an order with its lines, first event and first job, in the caller's transaction. */
export async function insertOrder(services: OrdersServices, em: EntityManager, input: NewOrder): Promise<OrderRow> {
  const { draft, customer, viewer } = input;
  const createdAt = services.now();
  const [{ number } = { number: '' }] = await em.execute<{ number: string }[]>(
    `select 'SO' || nextval('orders.order_number') as number`,
  );
  const order = em.create(OrderEntity, {
    id: input.id,
    number,
    type: 'SALES',
    status: 'SUBMITTED',
    customerId: customer.customerId,
    resellerId: draft.resellerId,
    path: customer.path,
    placedBy: viewer.kind === 'user' ? viewer.subject : null,
    placedFrom: viewer.accountId,
    actedFrom: viewer.actingFrom ?? null,
    currency: draft.currency,
    paymentMethod: input.paymentMethod,
    purchaseOrderNumber: input.purchaseOrderNumber,
    vendorParameters: draft.parameters,
    customerProfile: draft.profile,
    eventSequence: 0,
    createdAt,
  });
  await em.flush();
  addLines(em, order, draft);
  em.create(FulfilmentEntity, {
    orderId: order.id,
    connector: 'microsoft',
    step: 'prepare',
    fencing: 0,
    tenantRequestId: input.requestIds.tenant,
    agreementRequestId: input.requestIds.agreement,
    cartRequestId: input.requestIds.cart,
    checkoutRequestId: input.requestIds.checkout,
    stepsDone: 0,
  });
  await em.flush();
  await recordPayment(em, order, input);
  const message = `Order ${number} was placed for ${draft.profile.name}.`;
  await appendEvent(em, { orderId: order.id, status: 'SUBMITTED', message, occurredAt: createdAt });
  await enqueueStep(services, em, { orderId: order.id, stepsDone: 0 });
  await tellFirstOrder(services, em, order);
  return order;
}

/** A customer's currency can be changed until it orders: accounts is told of the first order. */
async function tellFirstOrder({ outbox }: OrdersServices, em: EntityManager, order: OrderRow): Promise<void> {
  const { id, customerId, createdAt } = order;
  const earlier = await em.execute<object[]>('select 1 from orders."order" where customer_id = ? and id <> ? limit 1', [
    customerId,
    id,
  ]);
  if (earlier.length === 0) {
    await outbox.append(em, 'order-placed', { customerId, placedAt: createdAt.toISOString() });
  }
}

function addLines(em: EntityManager, order: OrderRow, { lines }: OrderDraft): void {
  lines.forEach(({ planId, quantity, quoted }, position) => {
    invariant(quoted && planId !== undefined, 'an order that passed its checks has a plan and a price for each line');
    const { plan, tiers } = quoted;
    em.create(OrderLineEntity, {
      id: newId('lin'),
      orderId: order.id,
      position,
      planId,
      productId: plan.product.id,
      mpn: plan.product.mpn,
      productName: plan.product.name,
      kind: planKind({ term: plan.term ?? null, category: plan.product.category }),
      term: plan.term ?? null,
      billingCycle: plan.billingCycle as 'MONTHLY',
      quantity,
      currency: plan.currency,
      // A new customer has its id only now.
      tiers: tiers.map((tier) => (tier.accountId === '' ? { ...tier, accountId: order.customerId } : tier)),
      status: 'SUBMITTED',
    });
  });
}

async function recordPayment(em: EntityManager, order: OrderRow, input: NewOrder): Promise<void> {
  if (input.authorisationId === undefined) {
    return writeLedger(em, order, { kind: 'RESERVED', amountMinor: input.payableMinor, occurredAt: order.createdAt });
  }
  await em.execute(
    `insert into orders.card_payment (order_id, account_id, authorisation_id, amount_minor, currency, status)
     values (?, ?, ?, ?::bigint, ?, 'AUTHORISED')`,
    [order.id, order.resellerId, input.authorisationId, String(input.payableMinor), order.currency],
  );
}
