import type { LineState, LookedUp } from '../../rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentLine } from '../vendor-connector.ts';
import { agreementMissing, currentTemplate, sendFreshAcceptance } from './agreement-acceptance.ts';
import { partnerCenterCodes } from './client/partner-center-errors.ts';
import type { AgreementTemplate, LineProvisioning } from './client/partner-center-types.ts';
import { explainRejection, vendorRefusal } from './microsoft-failures.ts';
import { readCall, withPreparedCustomer, type CustomerStep, type OrderStep } from './order-step.ts';

/** A line that Microsoft accepted, with Microsoft's report on it; undefined when there is none yet. */
interface ReportedLine {
  readonly lineId: string;
  readonly report: LineProvisioning | undefined;
}

/** Reads how far the accepted lines are, and sends an acceptance of the agreement that a waiting line needs. */
export async function lookUpOrder(preparedStep: OrderStep): Promise<LookedUp> {
  const step = withPreparedCustomer(preparedStep);
  const reported = await readReports(step);
  const template = reported.some(({ report }) => waitsForAgreement(report)) ? await answerAgreement(step) : undefined;
  const lines: LookedUp['lines'][number][] = [];
  for (const { lineId, report } of reported) {
    lines.push({ lineId, state: await readLineState(step, report, template) });
  }
  return { kind: 'looked-up', lines };
}

async function readReports(step: CustomerStep): Promise<readonly ReportedLine[]> {
  const { client, order, customerId } = step;
  const reported: ReportedLine[] = [];
  for (const [vendorOrderId, lines] of Map.groupBy(order.lines.flatMap(acceptedLine), (line) => line.vendorOrderId)) {
    const reports = await client.getProvisioningStatus(customerId, vendorOrderId, readCall(step));
    for (const { lineId, vendorLineNumber } of lines) {
      reported.push({ lineId, report: reports.find(({ lineNumber }) => lineNumber === vendorLineNumber) });
    }
  }
  return reported;
}

interface AcceptedLine {
  readonly lineId: string;
  readonly vendorOrderId: string;
  readonly vendorLineNumber: number | null;
}

function acceptedLine({ lineId, vendorOrderId, vendorLineNumber }: FulfilmentLine): readonly AcceptedLine[] {
  return vendorOrderId === null ? [] : [{ lineId, vendorOrderId, vendorLineNumber }];
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

async function readLineState(
  step: CustomerStep,
  report: LineProvisioning | undefined,
  template: AgreementTemplate | undefined,
): Promise<LineState> {
  if (report === undefined) return working('requested');
  const { status, stage, reason, subscriptionId } = report;
  if (status === 'Fulfilled' && subscriptionId !== undefined) {
    const subscription = await step.client.getSubscription(step.customerId, subscriptionId, readCall(step));
    const endsOn = subscription?.commitmentEndDate ?? null;
    return { kind: 'fulfilled', vendorSubscriptionId: subscriptionId, endsOn };
  }
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
