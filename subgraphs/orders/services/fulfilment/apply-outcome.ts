import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  AgreementNeeded,
  LineState,
  LookedUp,
  Prepared,
  Submitted,
  Wait,
} from '../../rules/fulfilment/vendor-outcome.ts';
import type { OrdersServices } from '../../context.ts';
import type { OrderLineRow } from '../../entities/order.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { isTerminal, nextLineStatus, type LineEvent } from '../../rules/fulfilment/line-status.ts';
import { orderStatus } from '../../rules/fulfilment/order-status.ts';
import { waitsForAnswer, waitsForCustomer, waitsForVendor, type WaitingOn } from '../../rules/fulfilment/waiting-on.ts';
import { appendEvent } from '../events/append-event.ts';
import { activateSubscription } from '../subscriptions/activate-subscription.ts';
import { closeOrder } from './close-order.ts';
import type { OpenOrder } from './fulfilment-store.ts';
import { requiredActions, tellNewActions } from './order-mails.ts';

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
  fulfilment.agreementNeededSince = null;
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
    line.error = null;
    const message = `The tenant ${tenantDomain} ${made}.`;
    await moveLine(services, em, line, { event: 'provision', message, waitingOn: awaitVendor(services, 'prepared') });
  }
  order.status = orderStatus(lines.map(({ status }) => status));
  await services.outbox.append(em, 'tenant-assigned', { customerId: order.customerId, tenantDomain });
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
  open.fulfilment.agreementNeededSince = null;
  for (const result of outcome.lines) {
    const line = open.lines.find(({ id }) => id === result.lineId);
    if (line === undefined || isTerminal(line.status)) continue;
    if (result.kind === 'refused') {
      await failLine(services, em, line, result.refusal);
    } else {
      line.vendorOrderId = result.vendorOrderId;
      line.vendorLineNumber = result.vendorLineNumber;
      const message = `Microsoft took the line as order ${result.vendorOrderId}.`;
      await moveLine(services, em, line, {
        event: 'provision',
        message,
        waitingOn: awaitVendor(services, 'submitted'),
      });
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
  const actions = requiredActions(open.lines);
  for (const { lineId, state } of outcome.lines) {
    const line = open.lines.find(({ id }) => id === lineId);
    if (line !== undefined && !isTerminal(line.status)) await applyLineState(services, em, { open, line, state });
  }
  // Only an acceptance of later than this lets the vendor go on.
  const waits = outcome.lines.some(({ state }) => isAgreementMissing(state));
  open.fulfilment.agreementNeededSince = waits ? (open.fulfilment.agreementNeededSince ?? services.now()) : null;
  const afterMs = await continueOrClose(services, em, open);
  await tellNewActions(services, em, open, actions);
  return afterMs;
}

function isAgreementMissing(state: LineState): boolean {
  return state.kind === 'action-required' && state.refusal.code === 'CUSTOMER_AGREEMENT_MISSING';
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
        const waitingOn = awaitVendor(services, state.stage);
        await moveLine(services, em, line, { event: 'provision', message: state.message, waitingOn });
      }
      line.stage = state.stage;
      line.error = null;
      return;
    case 'action-required': {
      if (line.stage === state.stage) return;
      line.stage = state.stage;
      line.error = state.refusal;
      const message = state.refusal.vendorMessage ?? state.refusal.message;
      const waitingOn = waitsForCustomer(state.refusal, services.now());
      return moveLine(services, em, line, { event: 'require-action', message, waitingOn });
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

/** The order waits until somebody accepts the vendor's agreement for the customer; told once. */
export async function applyAgreementNeeded(
  services: OrdersServices,
  em: EntityManager,
  open: OpenOrder,
  { afterMs, refusal }: AgreementNeeded,
): Promise<number> {
  const actions = requiredActions(open.lines);
  open.fulfilment.agreementNeededSince ??= services.now();
  // The vendor refused the checkout: there is no outcome of it to be looked up before it is sent again.
  open.fulfilment.checkoutSentAt = null;
  for (const line of open.lines) {
    if (isTerminal(line.status) || line.status === 'ACTION_REQUIRED') continue;
    if (line.status === 'SUBMITTED') {
      const message = 'Microsoft was asked to prepare the tenant.';
      await moveLine(services, em, line, { event: 'provision', message, waitingOn: awaitVendor(services, 'prepared') });
    }
    line.error = refusal;
    const waitingOn = waitsForCustomer(refusal, services.now());
    await moveLine(services, em, line, { event: 'require-action', message: refusal.message, waitingOn });
  }
  open.order.status = orderStatus(open.lines.map(({ status }) => status));
  await tellNewActions(services, em, open, actions);
  return afterMs;
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
    // A silent vendor takes nothing off the customer: the line still waits for what it was told to wait for.
    if (line.status === 'ACTION_REQUIRED') continue;
    line.stage = wait.reason;
    const waitingOn = waitsForAnswer(open.fulfilment.step, services.now());
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

function awaitVendor({ now, config }: OrdersServices, stage: string): WaitingOn {
  return waitsForVendor(stage, now(), config.microsoft.expectedMs);
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
    waitingOn,
    occurredAt: services.now(),
  });
}
