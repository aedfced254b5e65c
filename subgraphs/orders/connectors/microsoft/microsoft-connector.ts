import { randomUUID } from 'node:crypto';
import { idLabel } from '../../../shared/domain/ids.ts';
import type {
  AgreementNeeded,
  LineState,
  LookedUp,
  Prepared,
  Refused,
  Submitted,
  Wait,
} from '../../rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentLine, FulfilmentOrder, VendorConnector } from '../vendor-connector.ts';
import {
  agreementMissing,
  agreementNeeded,
  ensureAgreement,
  sendFreshAcceptance,
  templateThatHolds,
  type AgreementQuestion,
} from './agreement-acceptance.ts';
import { bindTenant } from './bind-tenant.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import { partnerCenterCodes, PartnerCenterError } from './client/partner-center-errors.ts';
import type {
  AgreementTemplate,
  CheckoutResult,
  LineProvisioning,
  NewCartLine,
  PartnerCenterCall,
  TermDuration,
  VendorOrder,
} from './client/partner-center-types.ts';
import { explainRejection, vendorRefusal, waitOrRefuse } from './microsoft-failures.ts';
import { validateAtMicrosoft } from './checks/microsoft-validation.ts';
import { createResellerList } from './checks/reseller-list.ts';

export interface MicrosoftConnectorOptions {
  readonly client: PartnerCenterClient;
  readonly now: () => Date;
  /** How long the vendor may hide a new order, so that a checkout of unknown outcome is not sent again before. */
  readonly lookUpMs: number;
}

const STAGES: Readonly<Record<string, string>> = {
  requested: 'Microsoft received the line.',
  allocating: 'Microsoft is allocating the licences.',
  assigning: 'Microsoft is assigning the licences to the tenant.',
};

/** Makes the connector that speaks Microsoft's Partner Center API. */
export function createMicrosoftConnector(options: MicrosoftConnectorOptions): VendorConnector {
  const { client } = options;
  const source = { client, resellers: createResellerList(client, options.now) };
  return {
    validate: (request) => validateAtMicrosoft(source, request, options.now()),
    prepare: (order, signal) => waitOrRefuse(() => prepare(client, order, signal)),
    submit: (order, signal) => waitOrRefuse(() => submit(options, order, signal)),
    lookUp: async (order, signal) => {
      const outcome = await waitOrRefuse(() => lookUp(client, order, signal));
      // A status that can't be read says nothing about the order, so reading is only ever tried again.
      return outcome.kind === 'refused' ? { kind: 'wait', afterMs: 10_000, reason: outcome.refusal.message } : outcome;
    },
  };
}

const call = (requestId: string, order: FulfilmentOrder, signal: AbortSignal): PartnerCenterCall => ({
  requestId,
  correlationId: order.orderId,
  signal,
});

async function prepare(
  client: PartnerCenterClient,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<Prepared | Wait | Refused | AgreementNeeded> {
  const tenant = await bindTenant(client, order, signal);
  if (tenant.kind === 'refused') return tenant;
  const { vendorCustomerId, credentials } = tenant;
  const needed = await ensureAgreement({ client, order, customerId: vendorCustomerId, signal });
  if (needed !== undefined) return needed;
  const lines = order.lines.map((line) => toCartLine(line, order));
  const cart = await client.createCart(vendorCustomerId, lines, call(order.cartRequestId, order, signal));
  return { kind: 'prepared', vendorCustomerId, vendorCartId: cart.cartId, credentials };
}

/** The price sheet names no availability; the plan stands in its place. */
function toCartLine(line: FulfilmentLine, order: FulfilmentOrder): NewCartLine {
  const { locationMpnId } = order.parameters;
  return {
    reference: line.lineId,
    catalogItemId: `${line.mpn}:${idLabel(line.planId)}`,
    quantity: line.quantity,
    termDuration: (line.term ?? 'OneTime') as TermDuration,
    billingCycle: line.billingCycle.toLowerCase() as NewCartLine['billingCycle'],
    ...(locationMpnId === undefined
      ? {}
      : {
          partnerIdOnRecord: locationMpnId,
          partnerOnRecordAttestationAccepted: order.parameters.attestation !== undefined,
        }),
  };
}

async function submit(
  { client, now, lookUpMs }: MicrosoftConnectorOptions,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<Submitted | Wait | AgreementNeeded> {
  const { vendorCustomerId, vendorCartId, checkoutSentAt } = order;
  if (vendorCustomerId === null || vendorCartId === null) throw new Error('Invariant: the order was prepared');
  if (checkoutSentAt !== null) {
    const found = await client.findOrdersByRequest(
      vendorCustomerId,
      order.checkoutRequestId,
      call(randomUUID(), order, signal),
    );
    const waited = now().getTime() - checkoutSentAt.getTime();
    if (found.length === 0 && waited < lookUpMs) {
      const reason = 'Microsoft did not answer; looking up whether it took the order.';
      return { kind: 'wait', afterMs: Math.min(lookUpMs - waited, 15_000), reason };
    }
  }
  if (order.agreementNeededSince !== null) {
    const needed = await ensureAgreement({ client, order, customerId: vendorCustomerId, signal });
    if (needed !== undefined) return needed;
  }
  const result = await checkOut({ client, order, customerId: vendorCustomerId, signal }, vendorCartId);
  if (result.kind === 'agreement-needed') return result;
  const refused = result.orderErrors.map(({ reference, code, description }) => ({
    lineId: reference,
    kind: 'refused' as const,
    refusal: vendorRefusal('VENDOR_REJECTED', 'Microsoft refused the line.', {
      vendorCode: code,
      vendorMessage: description,
    }),
  }));
  return { kind: 'submitted', lines: [...result.orders.flatMap(acceptedLines), ...refused] };
}

/** The same request id each time: where the vendor took the first one, it answers as it did then and buys nothing twice. */
async function checkOut(
  { client, order, customerId, signal }: AgreementQuestion,
  cartId: string,
): Promise<(CheckoutResult & { readonly kind: 'checked-out' }) | AgreementNeeded> {
  try {
    const result = await client.checkoutCart(customerId, cartId, call(order.checkoutRequestId, order, signal));
    return { kind: 'checked-out', ...result };
  } catch (error) {
    const { failure } = error instanceof PartnerCenterError ? error : {};
    if (failure?.kind !== 'rejected' || failure.code !== partnerCenterCodes.agreementMissing) throw error;
    const template = await templateThatHolds(client, call(randomUUID(), order, signal));
    const vendor = { vendorCode: failure.code, vendorMessage: failure.description };
    return agreementNeeded(agreementMissing(template, vendor));
  }
}

function acceptedLines(vendorOrder: VendorOrder) {
  return vendorOrder.lines.map((line) => ({
    lineId: line.reference,
    kind: 'accepted' as const,
    vendorOrderId: vendorOrder.orderId,
    vendorLineNumber: line.lineNumber,
  }));
}

async function lookUp(client: PartnerCenterClient, order: FulfilmentOrder, signal: AbortSignal): Promise<LookedUp> {
  const { vendorCustomerId } = order;
  if (vendorCustomerId === null) throw new Error('Invariant: the order was prepared');
  const accepted = order.lines.filter((line) => line.vendorOrderId !== null);
  const reports: { readonly line: FulfilmentLine; readonly report: LineProvisioning | undefined }[] = [];
  for (const [vendorOrderId, lines] of Map.groupBy(accepted, (line) => line.vendorOrderId ?? '')) {
    const reported = await client.getProvisioningStatus(
      vendorCustomerId,
      vendorOrderId,
      call(randomUUID(), order, signal),
    );
    for (const line of lines) {
      reports.push({ line, report: reported.find(({ lineNumber }) => lineNumber === line.vendorLineNumber) });
    }
  }
  const question = { client, order, customerId: vendorCustomerId, signal };
  const template = reports.some(({ report }) => waitsForAgreement(report)) ? await answerVendor(question) : undefined;
  const states: { lineId: string; state: LineState }[] = [];
  for (const { line, report } of reports) {
    const subscription =
      report?.status === 'Fulfilled' && report.subscriptionId !== null
        ? await client.getSubscription(vendorCustomerId, report.subscriptionId, call(randomUUID(), order, signal))
        : null;
    const state = toLineState(report, subscription?.commitmentEndDate ?? null, template);
    states.push({ lineId: line.lineId, state });
  }
  return { kind: 'looked-up', lines: states };
}

function waitsForAgreement(report: LineProvisioning | undefined): boolean {
  return report?.stage === 'actionRequired' && report.reason?.code === partnerCenterCodes.agreementMissing;
}

/** Sends what a person accepted since the order began to wait; the vendor goes on by itself then. */
async function answerVendor(question: AgreementQuestion): Promise<AgreementTemplate> {
  const { client, order, signal } = question;
  const template = await templateThatHolds(client, call(randomUUID(), order, signal));
  if (order.agreementNeededSince !== null) await sendFreshAcceptance(question, template);
  return template;
}

function toLineState(
  report: LineProvisioning | undefined,
  endsOn: string | null,
  template: AgreementTemplate | undefined,
): LineState {
  const details = { vendorCode: report?.reason?.code, vendorMessage: report?.reason?.description };
  if (report?.status === 'Fulfilled' && report.subscriptionId !== null) {
    return { kind: 'fulfilled', vendorSubscriptionId: report.subscriptionId, endsOn };
  }
  if (report?.status === 'Unfulfilled') {
    return {
      kind: 'failed',
      refusal: vendorRefusal('VENDOR_REJECTED', 'Microsoft could not fulfil the line.', details),
    };
  }
  if (report?.stage === 'actionRequired') {
    const refusal =
      template !== undefined && waitsForAgreement(report)
        ? agreementMissing(template, details)
        : explainRejection(details.vendorCode ?? '', details.vendorMessage ?? 'Microsoft gave no reason.');
    return { kind: 'action-required', stage: report.stage, refusal };
  }
  const stage = report?.stage ?? 'requested';
  return { kind: 'working', stage, message: STAGES[stage] ?? 'Microsoft is provisioning the line.' };
}
