import type { Writer } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { OrdersDeps } from '../../context.ts';
import type { FulfilmentDecision } from '../../rules/fulfilment/decide-fulfilment.ts';
import type { Prepared } from '../../rules/fulfilment/vendor-outcome.ts';
import { writeAttention } from '../attention/write-attention.ts';
import { appendEvents } from '../events/append-event.ts';
import { tenantFact } from '../tenants/tenant-facts.ts';
import { activateSubscription } from '../subscriptions/activate-subscription.ts';
import { closeOrder } from './close-order.ts';
import type { ProvisionJob } from './enqueue-step.ts';
import type { OpenOrder } from './open-order.ts';
import { enqueueMails } from './order-mails.ts';
import { saveProgress } from './save-progress.ts';

/** An order and what was decided about it. */
export interface DecidedOrder {
  readonly open: OpenOrder;
  readonly decision: FulfilmentDecision;
  /** The job of the step, which becomes that of the next one. */
  readonly job: RunningJob;
}

/**
 * Carries out a decision about an order, and lets its job wait for what comes next. Answers `at once` when that is for the
 * same worker; the order is then as it was written. Throws TakenOver when somebody else has written the step.
 */
export async function writeFulfilment(
  tx: Writer,
  deps: OrdersDeps,
  { open, decision, job }: DecidedOrder,
): Promise<'at once' | 'later'> {
  const { order, fulfilment } = open;
  const { next } = decision;
  const now = deps.now();
  const previousStatus = order.status;
  const { stepsDone } = fulfilment;
  const isAtOnce = next.kind === 'step' && next.afterMs === 0 && !job.signal.aborted;
  order.status = decision.status;
  if (next.kind === 'close') order.completedAt = now;
  fulfilment.step = decision.step;
  fulfilment.stepsDone = stepsDone + 1;
  fulfilment.agreementNeededSince = decision.agreementNeededSince;
  if (decision.steps.length > 0) fulfilment.changedAt = now;
  if (decision.forgetsCheckout) fulfilment.checkoutSentAt = null;
  open.isCheckoutNoted = isAtOnce && decision.step === 'submit';
  if (open.isCheckoutNoted) fulfilment.checkoutSentAt = now;
  if (decision.prepared !== undefined) {
    const { vendorCustomerId, vendorCartId } = decision.prepared;
    Object.assign(fulfilment, { vendorCustomerId, vendorCartId });
  }
  changeLines(tx, { open, decision }, now);
  if (fulfilment.needsAttention || decision.findings.length > 0) await writeAttention(tx, deps, { open, decision });
  await saveProgress(tx, open, stepsDone);
  if (decision.prepared !== undefined) await tellTenant(tx, deps, open, decision.prepared);
  if (next.kind === 'close') {
    await closeOrder(tx, deps, { open, previousStatus, steps: decision.steps });
    await job.end(tx);
    return 'later';
  }
  if (decision.steps.length > 0) order.eventSequence = await appendEvents(tx, order.id, decision.steps, now);
  if (decision.asksForAction) await enqueueMails(tx, deps, order);
  const due = isAtOnce ? undefined : new Date(now.getTime() + next.afterMs);
  await job.continueWith(tx, { orderId: order.id, stepsDone: stepsDone + 1 } satisfies ProvisionJob, due);
  return isAtOnce ? 'at once' : 'later';
}

function changeLines(tx: Writer, { open, decision }: Omit<DecidedOrder, 'job'>, now: Date): void {
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

/** Keeps the first password of a new tenant, and tells accounts of a tenant that the customer did not have. */
async function tellTenant(
  tx: Writer,
  deps: OrdersDeps,
  { order, isTenantKept }: OpenOrder,
  { credentials }: Prepared,
): Promise<void> {
  const { customerId, vendorParameters } = order;
  const { tenantDomain } = vendorParameters;
  if (tenantDomain === undefined) return;
  if (credentials !== undefined) {
    const sealed = deps.config.sealer.seal(credentials.temporaryPassword);
    await tx.execute(
      `insert into orders.tenant_credential (customer_id, tenant_domain, user_id, password_sealed, created_at)
       values (?, ?, ?, ?, ?) on conflict (customer_id, tenant_domain) do nothing`,
      [customerId, tenantDomain, credentials.userId, sealed, deps.now()],
    );
  }
  if (isTenantKept) return;
  const fact = await tenantFact(tx, { customerId, tenantDomain, now: deps.now() });
  await deps.outbox.append(tx, 'tenant-assigned', fact);
}
