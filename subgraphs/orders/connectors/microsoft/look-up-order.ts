import type { LineState, LookedUp, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import { agreementMissing, currentTemplate, sendFreshAcceptance } from './agreement-acceptance.ts';
import { askMany, type Asking } from './ask-many.ts';
import { partnerCenterCodes } from './client/partner-center-errors.ts';
import type { AgreementTemplate, LineProvisioning } from './client/partner-center-types.ts';
import { explainRejection, vendorRefusal, waitToRead } from './microsoft-failures.ts';
import { readCall, withPreparedCustomer, type CustomerStep, type OrderStep } from './order-step.ts';

/** A line that Microsoft accepted, with Microsoft's report on it; undefined when there is none yet. */
interface ReportedLine {
  readonly lineId: string;
  readonly report: LineProvisioning | undefined;
}

type ReadLine = LookedUp['lines'][number];

/**
 * Reads how far the lines are, many at the same time, and sends an acceptance of the agreement that a waiting line needs.
 * Lines that could not be read within `readMs`, or because Microsoft did not answer, are left to the next step.
 */
export async function lookUpOrder(preparedStep: OrderStep, readMs: number): Promise<LookedUp | Wait> {
  const step = withPreparedCustomer(preparedStep);
  const asking: Asking = { stop: AbortSignal.any([step.signal, AbortSignal.timeout(readMs)]), failures: [] };
  const found = await findUnmentioned(step, asking);
  const reported = await readReports(step, asking);
  const subscribed = await readSubscriptions(step, asking, reported);
  const others = await readStates(step, asking, reported);
  const lines = [...found, ...subscribed, ...others];
  if (lines.length === step.order.lines.length) return { kind: 'looked-up', lines };
  const rest = waitToRead(asking.failures);
  return lines.length === 0 ? rest : { kind: 'looked-up', lines, rest };
}

/** Looks for the lines that the answer to the checkout did not mention among the orders that the checkout created. */
async function findUnmentioned(step: CustomerStep, asking: Asking): Promise<readonly ReadLine[]> {
  const { client, order, customerId } = step;
  const unmentioned = order.lines.filter(({ vendorOrderId }) => vendorOrderId === null);
  if (unmentioned.length === 0) return [];
  const [asked] = await askMany(asking, [order.checkoutRequestId], (requestId) =>
    client.findOrdersByRequest(customerId, requestId, readCall(step)),
  );
  if (asked === undefined) return [];
  const known = new Map(
    asked.answer.flatMap(({ orderId, lines }) =>
      lines.map(({ reference, lineNumber }): readonly [string, LineState] => [
        reference,
        { kind: 'accepted', vendorOrderId: orderId, vendorLineNumber: lineNumber },
      ]),
    ),
  );
  return unmentioned.map(({ lineId }) => ({ lineId, state: known.get(lineId) ?? { kind: 'missing' } }));
}

async function readReports(step: CustomerStep, asking: Asking): Promise<readonly ReportedLine[]> {
  const { client, order, customerId } = step;
  const accepted = order.lines.flatMap(({ lineId, vendorOrderId, vendorLineNumber }) =>
    vendorOrderId === null ? [] : [{ lineId, vendorOrderId, vendorLineNumber }],
  );
  const orders = [...Map.groupBy(accepted, ({ vendorOrderId }) => vendorOrderId)];
  const asked = await askMany(asking, orders, ([vendorOrderId]) =>
    client.getProvisioningStatus(customerId, vendorOrderId, readCall(step)),
  );
  return asked.flatMap(({ item: [, lines], answer: reports }) =>
    lines.map(({ lineId, vendorLineNumber }) => ({
      lineId,
      report: reports.find(({ lineNumber }) => lineNumber === vendorLineNumber),
    })),
  );
}

/** The subscription that a report names; undefined while Microsoft has not fulfilled the line. */
function subscriptionOf(report: LineProvisioning | undefined): string | undefined {
  return report?.status === 'Fulfilled' ? report.subscriptionId : undefined;
}

/** Reads the end of each subscription that Microsoft has created. */
async function readSubscriptions(
  step: CustomerStep,
  asking: Asking,
  reported: readonly ReportedLine[],
): Promise<readonly ReadLine[]> {
  const fulfilled = reported.flatMap(({ lineId, report }) => {
    const vendorSubscriptionId = subscriptionOf(report);
    return vendorSubscriptionId === undefined ? [] : [{ lineId, vendorSubscriptionId }];
  });
  const asked = await askMany(asking, fulfilled, ({ vendorSubscriptionId }) =>
    step.client.getSubscription(step.customerId, vendorSubscriptionId, readCall(step)),
  );
  return asked.map(({ item: { lineId, vendorSubscriptionId }, answer: subscription }) => ({
    lineId,
    state: { kind: 'fulfilled', vendorSubscriptionId, endsOn: subscription?.commitmentEndDate ?? null },
  }));
}

/** The states of the lines that Microsoft has not fulfilled. Those that wait for the agreement are told its version. */
async function readStates(
  step: CustomerStep,
  asking: Asking,
  reported: readonly ReportedLine[],
): Promise<readonly ReadLine[]> {
  const open = reported.filter(({ report }) => subscriptionOf(report) === undefined);
  const waiting = open.filter(({ report }) => waitsForAgreement(report));
  const asked = await askMany(asking, waiting.slice(0, 1), () => answerAgreement(step));
  const template = asked[0]?.answer;
  const readable = template === undefined ? open.filter((line) => !waiting.includes(line)) : open;
  return readable.map(({ lineId, report }) => ({ lineId, state: lineState(report, template) }));
}

function waitsForAgreement(report: LineProvisioning | undefined): boolean {
  return report?.stage === 'actionRequired' && report.reason?.code === partnerCenterCodes.agreementMissing;
}

/** Sends an acceptance that was given since the order began to wait. Microsoft then continues by itself. */
async function answerAgreement(step: CustomerStep): Promise<AgreementTemplate> {
  const template = await currentTemplate(step.client, readCall(step));
  if (step.order.agreementNeededSince !== null) await sendFreshAcceptance(step, template);
  return template;
}

function lineState(report: LineProvisioning | undefined, template: AgreementTemplate | undefined): LineState {
  if (report === undefined) return working('requested');
  const { status, stage, reason } = report;
  if (status === 'Unfulfilled') {
    const refusal = vendorRefusal('VENDOR_REJECTED', 'Microsoft could not fulfil this order line.', { reason });
    return { kind: 'failed', refusal };
  }
  if (stage !== 'actionRequired') return working(stage);
  if (reason === undefined) {
    const refusal = vendorRefusal('VENDOR_REJECTED', 'Microsoft requires an action but does not say what it is.');
    return { kind: 'action-required', stage, refusal };
  }
  const isAgreement = template !== undefined && waitsForAgreement(report);
  const refusal = isAgreement ? agreementMissing(template, reason) : explainRejection(reason);
  return { kind: 'action-required', stage, refusal };
}

const STAGES: ReadonlyMap<string, string> = new Map([
  ['requested', 'Microsoft received the order line.'],
  ['allocating', 'Microsoft is allocating the licences.'],
  ['assigning', 'Microsoft is assigning the licences to the tenant.'],
]);

function working(stage: string): LineState {
  return { kind: 'working', stage, message: STAGES.get(stage) ?? 'Microsoft is provisioning the order line.' };
}
