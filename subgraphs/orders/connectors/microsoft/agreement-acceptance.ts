import { createHash, randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import type { AgreementNeeded } from '../../rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import { PartnerCenterError } from './client/partner-center-errors.ts';
import type { Agreement, AgreementTemplate, PartnerCenterCall } from './client/partner-center-types.ts';

const AGREEMENT_TYPE = 'MicrosoftCustomerAgreement';

/** An acceptance is told of at once; this is for one that was given at the vendor itself. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** The text that customers have to accept now. Rejects with a `PartnerCenterError`. */
export async function templateThatHolds(
  client: PartnerCenterClient,
  call: PartnerCenterCall,
): Promise<AgreementTemplate> {
  const templates = await client.listAgreementTemplates(AGREEMENT_TYPE, call);
  const [newest] = templates
    .filter(({ agreementType }) => agreementType === AGREEMENT_TYPE)
    .toSorted((left, right) => right.versionRank - left.versionRank);
  if (newest !== undefined) return newest;
  throw new PartnerCenterError('listAgreementTemplates', { kind: 'unavailable', reason: 'there is no template' });
}

/** Whether a customer's record at the vendor has the version. */
export function hasAccepted(agreements: readonly Agreement[], { templateId }: AgreementTemplate): boolean {
  return agreements.some((agreement) => agreement.templateId === templateId);
}

/** That somebody has to accept the text first, with where it is. */
export function agreementMissing(template: AgreementTemplate, vendor: Partial<Refusal> = {}): Refusal {
  const { templateId, agreementLink } = template;
  return refusal(
    'CUSTOMER_AGREEMENT_MISSING',
    `Nobody has accepted version ${templateId} of the Microsoft Customer Agreement for the customer.`,
    {
      path: ['vendorParameters', 'agreement'],
      remedies: [
        {
          description:
            'A person who may bind the customer reads and accepts the text; then say who accepted it: first name, last name, e-mail and day.',
          url: agreementLink,
        },
      ],
      ...(vendor.vendorCode === undefined ? {} : { vendorCode: vendor.vendorCode }),
      ...(vendor.vendorMessage === undefined ? {} : { vendorMessage: vendor.vendorMessage }),
    },
  );
}

/** The order waits until somebody accepts. */
export function agreementNeeded(refused: Refusal): AgreementNeeded {
  return { kind: 'agreement-needed', afterMs: LOOK_AGAIN_MS, refusal: refused };
}

/** An order at the vendor's customer, and how the vendor is called for it. */
export interface AgreementQuestion {
  readonly client: PartnerCenterClient;
  readonly order: FulfilmentOrder;
  readonly customerId: string;
  readonly signal: AbortSignal;
}

/**
 * Sees that the vendor has an acceptance of the text that holds now: its own record, or the one that a person gave here,
 * which is sent as it was recorded. Answers what is needed when there is neither; nobody accepts in another's name.
 */
export async function ensureAgreement(question: AgreementQuestion): Promise<AgreementNeeded | undefined> {
  const { client, order, customerId } = question;
  const [template, accepted] = await Promise.all([
    templateThatHolds(client, readCall(question)),
    client.getAgreements(customerId, readCall(question)),
  ]);
  const atVendor = hasAccepted(accepted, template);
  if (atVendor && order.agreementNeededSince === null) return undefined;
  if (await sendFreshAcceptance(question, template)) return undefined;
  return atVendor ? undefined : agreementNeeded(agreementMissing(template));
}

/**
 * Sends the recorded acceptance when it is of the text that holds and was given after the order began to wait; answers
 * whether there is such a one. Repeating it with the same acceptance has its effect once.
 */
export async function sendFreshAcceptance(
  { client, order, customerId, signal }: AgreementQuestion,
  template: AgreementTemplate,
): Promise<boolean> {
  const { agreement, agreementNeededSince: since } = order;
  if (agreement === null || agreement.version !== template.templateId) return false;
  if (since !== null && agreement.recordedAt.getTime() <= since.getTime()) return false;
  const requestId = requestIdOf(order, agreement);
  await client.confirmAgreement(customerId, toVendor(agreement, template), {
    requestId,
    correlationId: order.orderId,
    signal,
  });
  return true;
}

function toVendor(agreement: RecordedAgreement, template: AgreementTemplate): Agreement {
  const { firstName, lastName, email, phone, acceptedOn } = agreement;
  return {
    templateId: template.templateId,
    agreementType: template.agreementType,
    agreedBy: { firstName, lastName, email, ...(phone ? { phoneNumber: phone } : {}) },
    agreedAt: `${acceptedOn}T00:00:00.000Z`,
  };
}

/** The same for the same acceptance, so that the vendor takes it once; another one for the next (RFC 9562 §5.8). */
function requestIdOf(order: FulfilmentOrder, { recordedAt }: RecordedAgreement): string {
  const bytes = createHash('sha256').update(`${order.agreementRequestId}:${recordedAt.toISOString()}`).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = bytes.toString('hex').slice(0, 32);
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function readCall({ order, signal }: AgreementQuestion): PartnerCenterCall {
  return { requestId: randomUUID(), correlationId: order.orderId, signal };
}
