import type { EntityManager } from '@mikro-orm/postgresql';
import type { LineState, LookedUp, Prepared, Submitted, Wait } from '../connectors/vendor-connector.ts';
import type { OrdersServices } from '../context.ts';
import type { OrderLineRow } from '../entities/order.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { isTerminal, nextLineStatus, type LineEvent } from '../rules/line-status.ts';
import { orderStatus } from '../rules/order-status.ts';
import type { WaitingOn } from '../rules/waiting-on.ts';
import { appendEvent } from './append-event.ts';
import { activateSubscription } from './activate-subscription.ts';
import { closeOrder } from './close-order.ts';
import type { OpenOrder } from './fulfilment-store.ts';

/** The tenant is there: the lines are being provisioned, and new credentials wait to be revealed. */
export async function applyPrepared(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  outcome: Prepared,
): Promise<number> {
  const { order, lines, fulfilment } = open;
  const tenantDomain = order.vendorParameters.tenantDomain ?? '';
  fulfilment.vendorCustomerId = outcome.vendorCustomerId;
  fulfilment.vendorCartId = outcome.vendorCartId;
  fulfilment.step = 'submit';
  if (outcome.credentials !== undefined) {
    await em.execute(
      `insert into orders.tenant_credential (customer_id, tenant_domain, user_id, password_sealed, created_at)
       values (?, ?, ?, ?, ?) on conflict (customer_id, tenant_domain) do nothing`,
      [
        order.customerId,
        tenantDomain,
        outcome.credentials.userId,
        services.config.sealer.seal(outcome.credentials.temporaryPassword),
        services.now(),
      ],
    );
  }
  const made = outcome.credentials === undefined ? 'is ready' : 'was created';
  for (const line of lines) {
    await moveLine(services, em, line, { event: 'provision', message: `The tenant ${tenantDomain} ${made}.` });
  }
  order.status = orderStatus(lines.map(({ status }) => status));
  const assignedAt = services.now().toISOString();
  await services.outbox.append(em, 'tenant-assigned', { customerId: order.customerId, tenantDomain, assignedAt });
  return 0;
}

/** The vendor has the order; lines that it refused have failed. */
export async function applySubmitted(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  outcome: Submitted,
): Promise<number | undefined> {
  open.fulfilment.step = 'follow';
  for (const result of outcome.lines) {
    const line = open.lines.find(({ id }) => id === result.lineId);
    if (line === undefined || isTerminal(line.status)) continue;
    if (result.kind === 'refused') {
      await failLine(services, em, line, result.refusal);
    } else {
      line.vendorOrderId = result.vendorOrderId;
      line.vendorLineNumber = result.vendorLineNumber;
      const message = `Microsoft took the line as order ${result.vendorOrderId}.`;
      await moveLine(services, em, line, { event: 'provision', message });
    }
  }
  return continueOrClose(services, em, open);
}

/** Where the lines stand at the vendor; each change is a step of the order's way. */
export async function applyLookUp(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  outcome: LookedUp,
): Promise<number | undefined> {
  for (const { lineId, state } of outcome.lines) {
    const line = open.lines.find(({ id }) => id === lineId);
    if (line !== undefined && !isTerminal(line.status)) await applyLineState(services, em, { open, line, state });
  }
  return continueOrClose(services, em, open);
}

interface LineReport {
  readonly open: OpenOrder;
  readonly line: OrderLineRow;
  readonly state: LineState;
}

async function applyLineState(
  services: OrdersServices,
  em: EntityManager,
  { open, line, state }: LineReport,
): Promise<void> {
  switch (state.kind) {
    case 'working':
      if (line.stage !== state.stage) {
        await moveLine(services, em, line, { event: 'provision', message: state.message });
      }
      line.stage = state.stage;
      return;
    case 'action-required': {
      if (line.stage === state.stage) return;
      line.stage = state.stage;
      line.error = state.refusal;
      const reason = state.refusal.vendorMessage ?? state.refusal.message;
      const waitingOn = waitsOn(services, 'CUSTOMER', reason, state.refusal.remedies);
      return moveLine(services, em, line, { event: 'require-action', message: reason, waitingOn });
    }
    case 'fulfilled':
      line.error = null;
      await activateSubscription(services, em, { ...open, line, state });
      return moveLine(services, em, line, { event: 'complete', message: 'The subscription is active.' });
    case 'failed':
      return failLine(services, em, line, state.refusal);
  }
}

/** The vendor refused the whole order: every open line has failed. */
export async function applyRefused(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  refusal: Refusal,
): Promise<number | undefined> {
  for (const line of open.lines) if (!isTerminal(line.status)) await failLine(services, em, line, refusal);
  return continueOrClose(services, em, open);
}

/** Nothing came of the step yet. A wait that is worth telling is a step of the order's way, told once. */
export async function applyWait(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  wait: Wait,
): Promise<number> {
  for (const line of open.lines) {
    if (wait.reason === undefined || isTerminal(line.status) || line.stage === wait.reason) continue;
    line.stage = wait.reason;
    const waitingOn = waitsOn(services, 'VENDOR', wait.reason, []);
    await moveLine(services, em, line, { event: 'provision', message: wait.reason, waitingOn });
  }
  open.order.status = orderStatus(open.lines.map(({ status }) => status));
  return wait.afterMs;
}

async function continueOrClose(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
): Promise<number | undefined> {
  const statuses = open.lines.map(({ status }) => status);
  if (!statuses.every(isTerminal)) {
    open.order.status = orderStatus(statuses);
    return services.config.microsoft.followMs;
  }
  open.fulfilment.step = 'done';
  await closeOrder(services, em, open);
  return undefined;
}

async function failLine(
  services: OrdersServices,
  em: EntityManager,
  line: OrderLineRow,
  refusal: Refusal,
): Promise<void> {
  line.error = refusal;
  const words = refusal.vendorMessage === undefined ? '' : ` ${refusal.vendorMessage}`;
  await moveLine(services, em, line, { event: 'fail', message: `${refusal.message}${words}` });
}

function waitsOn(
  services: OrdersServices,
  party: WaitingOn['party'],
  reason: string,
  remedies: WaitingOn['remedies'],
): WaitingOn {
  return { party, reason, since: services.now().toISOString(), remedies };
}

/** A step of one line to write down. */
interface LineStep {
  readonly event: LineEvent;
  readonly message: string;
  readonly waitingOn?: WaitingOn | undefined;
}

async function moveLine(
  services: OrdersServices,
  em: EntityManager,
  line: OrderLineRow,
  { event, message, waitingOn }: LineStep,
): Promise<void> {
  const previousStatus = line.status;
  // A line that goes on within its status has no transition, only a further step.
  line.status = nextLineStatus(previousStatus, event) ?? previousStatus;
  await em.flush();
  await appendEvent(em, {
    orderId: line.orderId,
    lineId: line.id,
    status: line.status,
    previousStatus,
    message,
    waitingOn: waitingOn ?? (event === 'provision' ? waitsForVendor(services, message) : undefined),
    occurredAt: services.now(),
  });
}

function waitsForVendor(services: OrdersServices, reason: string): WaitingOn {
  const now = services.now();
  const expectedUntil = new Date(now.getTime() + services.config.microsoft.expectedMs).toISOString();
  return { party: 'VENDOR', reason, since: now.toISOString(), expectedUntil, remedies: [] };
}
