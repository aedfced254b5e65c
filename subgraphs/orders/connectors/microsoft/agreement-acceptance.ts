import { createHash } from 'node:crypto';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AgreementNeeded } from '../../rules/fulfilment/vendor-outcome.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import { PartnerCenterError } from './client/partner-center-errors.ts';
import type { Agreement, AgreementTemplate, PartnerCenterCall, VendorReason } from './client/partner-center-types.ts';
import { readCall, writeCall, type CustomerStep } from './order-step.ts';

const AGREEMENT_TYPE = 'MicrosoftCustomerAgreement';

/**
 * When to look again at an order that waits for an acceptance. An acceptance that is given here continues the order at
 * once, so this is for an acceptance that was given directly to Microsoft.
 */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Reads the current version of the agreement, which customers must accept. Rejects with a `PartnerCenterError`. */
export async function currentTemplate(
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

/** Whether the agreements that Microsoft recorded for a customer include this version. */
export function hasAccepted(agreements: readonly Agreement[], { templateId }: AgreementTemplate): boolean {
  return agreements.some((agreement) => agreement.templateId === templateId);
}

/** The refusal of an order whose customer has not accepted the current version, with the address of its text. */
export function agreementMissing({ templateId, agreementLink }: AgreementTemplate, reason?: VendorReason): Refusal {
  return refusal(
    'CUSTOMER_AGREEMENT_MISSING',
    `Nobody has accepted version ${templateId} of the Microsoft Customer Agreement for this customer.`,
    {
      path: ['vendorParameters', 'agreement'],
      remedies: [
        {
          description:
            'A person who may sign for the customer must read and accept the agreement. Then enter who accepted it: first name, last name, e-mail address and date.',
          url: agreementLink,
        },
      ],
      vendorCode: reason?.code,
      vendorMessage: reason?.description,
    },
  );
}

/** The outcome of a step that waits until somebody accepts the agreement. */
export function agreementNeeded(refused: Refusal): AgreementNeeded {
  return { kind: 'agreement-needed', afterMs: LOOK_AGAIN_MS, refusal: refused };
}

/**
 * Makes sure that Microsoft has an acceptance of the current version: its own record, or the acceptance that a person
 * gave here, which is sent exactly as it was recorded. Returns what is needed when there is neither, because nobody may
 * accept in another person's name.
 */
export async function ensureAgreement(step: CustomerStep): Promise<AgreementNeeded | undefined> {
  const { client, order, customerId } = step;
  const [template, accepted] = await Promise.all([
    currentTemplate(client, readCall(step)),
    client.getAgreements(customerId, readCall(step)),
  ]);
  const isRecorded = hasAccepted(accepted, template);
  if (isRecorded && order.agreementNeededSince === null) return undefined;
  if (await sendFreshAcceptance(step, template)) return undefined;
  return isRecorded ? undefined : agreementNeeded(agreementMissing(template));
}

/**
 * Sends the recorded acceptance to Microsoft if it is for the current version and was given after the order began to
 * wait. Returns whether there was such an acceptance. Sending the same acceptance again has no further effect.
 */
export async function sendFreshAcceptance(step: CustomerStep, template: AgreementTemplate): Promise<boolean> {
  const { client, order, customerId } = step;
  const { agreement, agreementNeededSince: since } = order;
  if (agreement === null || agreement.version !== template.templateId) return false;
  if (since !== null && agreement.recordedAt.getTime() <= since.getTime()) return false;
  const call = writeCall(step, requestIdOf(order, agreement));
  await client.confirmAgreement(customerId, toVendorAgreement(agreement, template), call);
  return true;
}

function toVendorAgreement(agreement: RecordedAgreement, template: AgreementTemplate): Agreement {
  const { firstName, lastName, email, phone, acceptedOn } = agreement;
  return {
    templateId: template.templateId,
    agreementType: template.agreementType,
    agreedBy: { firstName, lastName, email, phoneNumber: phone ?? undefined },
    agreedAt: `${acceptedOn}T00:00:00.000Z`,
  };
}

/**
 * Derives the request id from the acceptance, as a UUID of version 8 (RFC 9562 §5.8). The same acceptance always gets
 * the same id, so that Microsoft records it once. Another acceptance of the same order gets another id.
 */
function requestIdOf(order: FulfilmentOrder, { recordedAt }: RecordedAgreement): string {
  const hash = createHash('sha256').update(`${order.agreementRequestId}:${recordedAt.toISOString()}`).digest();
  const bytes = hash.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
