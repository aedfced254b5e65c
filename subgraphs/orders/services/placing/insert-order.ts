import { randomUUID } from 'node:crypto';
import type { Statement } from '../../../shared/database/sql.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { SignedInContext } from '../../context.ts';
import { OrderEntity, OrderLineEntity, type OrderRow } from '../../entities/order.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import type { TierPrice } from '../../rules/billing/tier-price.ts';
import { planKind } from '../../rules/subscriptions/plan-kind.ts';
import { insertMovement } from '../billing/ledger.ts';
import { insertFirstEvent } from '../events/append-event.ts';
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
  | { readonly method: Extract<PaymentMethod, 'TERMS'>; /** To whom it is owed. */ readonly sellerId: string }
  | { readonly method: Extract<PaymentMethod, 'CREDIT_CARD'>; readonly authorisationId: string }
);

/** An order that was written, in a transaction that is still open. */
export interface WrittenOrder {
  readonly order: OrderRow;
  /** The id of the transaction, by which the database knows later whether it was committed. */
  readonly transactionId: string;
}

/**
 * Writes an order with its lines, its payment and its first event in one statement, and its first job. Undefined when the
 * customer is at another place by now, and the caller rolls back; a later move takes the order along.
 */
export async function insertOrder(
  tx: Writer,
  context: SignedInContext,
  input: NewOrder,
): Promise<WrittenOrder | undefined> {
  const { deps, loaders } = context;
  const { sql, values } = insertionOf(context, input, deps.now());
  const [row] = await tx.execute<InsertedOrder>(sql, values);
  if (row === undefined) return undefined;
  const { lines, is_first: isFirst, transaction_id: transactionId, ...columns } = row;
  const order = tx.map(OrderEntity, columns);
  const rows = lines.map((line) => tx.map(OrderLineEntity, line));
  loaders.orderLines.prime(order.id, rows);
  await enqueueStep(tx, deps, { orderId: order.id, stepsDone: 0 });
  if (isFirst) {
    // Until a customer's first order its currency can be changed.
    const { customerId, createdAt } = order;
    await deps.outbox.append(tx, 'order-placed', { customerId, placedAt: createdAt.toISOString() });
  }
  return { order, transactionId };
}

interface InsertedOrder {
  readonly lines: readonly object[];
  readonly is_first: boolean;
  readonly transaction_id: string;
}

function insertionOf(context: SignedInContext, input: NewOrder, now: Date): Statement {
  const { draft, customer } = input;
  const message = `Order {number} was placed for ${draft.profile.name}.`;
  const parts: readonly (readonly [name: string, part: Statement])[] = [
    ['placed', insertOrderRow(context, input, now)],
    ['line', insertLines(input)],
    ['fulfilment', insertFulfilment(input)],
    ['payment', insertPayment(input, now)],
    ['event', insertFirstEvent({ message, occurredAt: now })],
  ];
  return {
    sql: `with ${parts.map(([name, { sql }]) => `${name} as (${sql})`).join(', ')}
      select placed.*, (select jsonb_agg(to_jsonb(line) order by line.position) from line) as lines,
        not exists (select 1 from orders."order" where customer_id = ?) as is_first,
        pg_current_xact_id()::text as transaction_id
      from placed`,
    values: [...parts.flatMap(([, { values }]) => values), customer.customerId],
  };
}

function insertOrderRow({ viewer }: SignedInContext, input: NewOrder, now: Date): Statement {
  const { id, draft, customer, payment, purchaseOrderNumber = null } = input;
  return {
    sql: `insert into orders."order"
      (id, number, type, status, customer_id, reseller_id, path, placed_by, placed_from, acted_from, currency,
       payment_method, purchase_order_number, vendor_parameters, customer_profile, event_sequence, created_at)
      select ?, 'SO' || nextval('orders.order_number'), 'SALES', 'SUBMITTED', ?, ?, place.path, ?, ?, ?, ?, ?, ?,
       ?::jsonb, ?::jsonb, 1, ?::timestamptz
      from orders.placed(?::ltree, 0) as place where place.path = ?::ltree
      returning *`,
    values: [
      id,
      customer.customerId,
      draft.reseller.id,
      viewer.kind === 'user' ? viewer.subject : null,
      viewer.accountId,
      viewer.actingFrom ?? null,
      draft.currency,
      payment.method,
      purchaseOrderNumber,
      JSON.stringify(draft.parameters),
      JSON.stringify(draft.profile),
      now,
      customer.path,
      customer.path,
    ],
  };
}

function insertLines({ draft, customer }: NewOrder): Statement {
  const lines = draft.lines.map((line, position) => ({ position, ...lineColumns(line, customer.customerId) }));
  return {
    sql: `insert into orders.order_line
      (id, order_id, position, plan_id, product_id, mpn, product_name, kind, term, billing_cycle, quantity, currency,
       parameters, tiers, promotion_id, vendor_promotion_id, status)
      select line.id, placed.id, line.position, line.plan_id, line.product_id, line.mpn, line.product_name, line.kind,
        line.term, line.billing_cycle, line.quantity, line.currency, line.parameters, line.tiers, line.promotion_id,
        line.vendor_promotion_id, placed.status
      from placed cross join jsonb_to_recordset(?::jsonb) as line
        (id text, position int, plan_id text, product_id text, mpn text, product_name text, kind text, term text,
         billing_cycle text, quantity int, currency text, parameters jsonb, tiers jsonb,
         promotion_id text, vendor_promotion_id text)
      returning *`,
    values: [JSON.stringify(lines)],
  };
}

function lineColumns({ choice, quantity, parameters }: DraftLine, customerId: Id<'acc'>): object {
  invariant(choice.kind === 'known', 'an order that passed its checks has a plan and a price for each line');
  const { plan, quoted } = choice;
  return {
    id: newId('lin'),
    plan_id: plan.id,
    product_id: plan.product.id,
    mpn: plan.product.mpn,
    product_name: plan.product.name,
    kind: plan.kind ?? planKind({ term: plan.term, category: plan.product.category }),
    term: plan.term,
    billing_cycle: plan.billingCycle,
    quantity,
    parameters,
    currency: plan.currency,
    tiers: tiersFor(customerId, quoted),
    promotion_id: quoted.promotion?.id,
    vendor_promotion_id: quoted.promotion?.vendorKey,
  };
}

/** The prices of everybody down to the customer, who may have been created with the order. */
function tiersFor(customerId: Id<'acc'>, { tiers, newCustomerUnitMinor }: QuotedTiers): readonly TierPrice[] {
  if (newCustomerUnitMinor === undefined) return tiers;
  return [...tiers, { accountId: customerId, unitMinor: newCustomerUnitMinor }];
}

/** The ids by which the vendor will know its requests are stored before the first request. */
function insertFulfilment({ draft: { vendor } }: NewOrder): Statement {
  invariant(vendor, 'an order that passed its checks has a vendor');
  return {
    sql: `insert into orders.fulfilment
      (order_id, connector, step, fencing, tenant_request_id, agreement_request_id, cart_request_id,
       checkout_request_id, steps_done)
      select id, ?, 'prepare', 0, ?, ?, ?, ?, 0 from placed`,
    values: [vendor.key, randomUUID(), randomUUID(), randomUUID(), randomUUID()],
  };
}

function insertPayment({ id, draft, payment }: NewOrder, now: Date): Statement {
  const { payableMinor: amountMinor } = payment;
  const { currency, reseller } = draft;
  if (amountMinor === 0n) return { sql: 'select id from placed', values: [] };
  if (payment.method === 'TERMS') {
    const order = { id, resellerId: reseller.id, sellerId: payment.sellerId, currency };
    return insertMovement(order, { kind: 'RESERVED', amountMinor, occurredAt: now });
  }
  return {
    sql: `insert into orders.card_payment (order_id, account_id, authorisation_id, amount_minor, currency, status)
      select id, ?, ?, ?::bigint, ?, 'AUTHORISED' from placed`,
    values: [reseller.id, payment.authorisationId, String(amountMinor), currency],
  };
}
