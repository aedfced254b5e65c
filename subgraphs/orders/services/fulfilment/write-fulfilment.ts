import type { Writer } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { OrdersDeps } from '../../context.ts';
import type { FulfilmentDecision } from '../../rules/fulfilment/decide-fulfilment.ts';
import type { Prepared } from '../../rules/fulfilment/vendor-outcome.ts';
import { appendEvent } from '../events/append-event.ts';
import { activateSubscription } from '../subscriptions/activate-subscription.ts';
import { closeOrder } from './close-order.ts';
import { enqueueStep } from './enqueue-step.ts';
import type { OpenOrder } from './open-order.ts';
import { enqueueMails } from './order-mails.ts';

/** An order and what was decided about it. */
export interface DecidedOrder {
  readonly open: OpenOrder;
  readonly decision: FulfilmentDecision;
}

/** Carries out a decision about an order, and asks for what comes next. */
export async function writeFulfilment(tx: Writer, deps: OrdersDeps, { open, decision }: DecidedOrder): Promise<void> {
  const { order, fulfilment } = open;
  const now = deps.now();
  const previousStatus = order.status;
  order.status = decision.status;
  fulfilment.step = decision.step;
  fulfilment.stepsDone += 1;
  fulfilment.agreementNeededSince = decision.agreementNeededSince;
  if (decision.steps.length > 0) fulfilment.changedAt = now;
  if (decision.forgetsCheckout) fulfilment.checkoutSentAt = null;
  if (decision.prepared !== undefined) await writePrepared(tx, deps, { open, prepared: decision.prepared });
  writeLines(tx, { open, decision }, now);
  await tx.flush();
  for (const step of decision.steps) await appendEvent(tx, { orderId: order.id, ...step, occurredAt: now });
  if (decision.asksForAction) await enqueueMails(tx, deps, order);
  if (decision.next.kind === 'close') {
    await closeOrder(tx, deps, { open, previousStatus });
    return;
  }
  const next = { orderId: order.id, stepsDone: fulfilment.stepsDone };
  await enqueueStep(tx, deps, next, decision.next.afterMs);
}

function writeLines(tx: Writer, { open, decision }: DecidedOrder, now: Date): void {
  const rows = new Map(open.lines.map((row) => [row.id, row]));
  for (const { id, ...values } of decision.lines) {
    const row = rows.get(id);
    invariant(row, 'a decision is about the lines of its order');
    Object.assign(row, values);
  }
  for (const subscription of decision.subscriptions) {
    const line = rows.get(subscription.lineId);
    invariant(line, 'a subscription is that of a line of its order');
    activateSubscription(tx, { order: open.order, line, subscription, now });
  }
}

interface PreparedOrder {
  readonly open: OpenOrder;
  readonly prepared: Prepared;
}

async function writePrepared(
  tx: Writer,
  deps: OrdersDeps,
  { open: { order, fulfilment }, prepared }: PreparedOrder,
): Promise<void> {
  const { customerId, vendorParameters } = order;
  const { tenantDomain } = vendorParameters;
  const { vendorCustomerId, vendorCartId, credentials } = prepared;
  Object.assign(fulfilment, { vendorCustomerId, vendorCartId });
  if (tenantDomain === undefined) return;
  if (credentials !== undefined) {
    const sealed = deps.config.sealer.seal(credentials.temporaryPassword);
    await tx.execute(
      `insert into orders.tenant_credential (customer_id, tenant_domain, user_id, password_sealed, created_at)
       values (?, ?, ?, ?, ?) on conflict (customer_id, tenant_domain) do nothing`,
      [customerId, tenantDomain, credentials.userId, sealed, deps.now()],
    );
  }
  await deps.outbox.append(tx, 'tenant-assigned', { customerId, tenantDomain });
}
