import { refusal } from '../../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import type { Validation, ValidationRequest } from '../../vendor-connector.ts';
import { agreementMissing, currentTemplate, hasAccepted } from '../agreement-acceptance.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { AgreementTemplate } from '../client/partner-center-types.ts';
import { agreementFaults } from './agreement-form.ts';
import { ask, at, callsWithin, failed, passed, skipped, unanswered, type Asked, type NewCall } from './order-checks.ts';
import { checkPartner, verifiedPartner, type PartnerOutcome } from './partner-checks.ts';
import { checkPromotionsAtMicrosoft } from './promotion-checks.ts';
import type { PartnerSource } from './partner-facts.ts';
import { checkTenant, type TenantFound } from './tenant-checks.ts';

/** The time limit of all checks together. What Microsoft has not answered by then is reported as unanswered. */
const VALIDATION_LIMIT_MS = 20_000;

/** Runs all checks of an order at Microsoft at the same time, so that the caller learns every obstacle at once. */
export async function validateAtMicrosoft(
  source: PartnerSource,
  request: ValidationRequest,
  now: Date,
): Promise<Validation> {
  const { client } = source;
  const { parameters } = request;
  const newCall = callsWithin(VALIDATION_LIMIT_MS);
  const partnerChecked: Promise<PartnerOutcome> = request.partnerIsVerified
    ? Promise.resolve(verifiedPartner(parameters))
    : checkPartner(source, parameters, newCall);
  const [partner, { checks, tenant }, template] = await Promise.all([
    partnerChecked,
    checkTenant({ client, request, newCall, partner: partnerChecked }),
    ask(() => currentTemplate(client, newCall())),
  ]);
  const [agreement, promotions] = await Promise.all([
    checkAgreement({ client, request, now, newCall, tenant }, template),
    checkPromotionsAtMicrosoft({ client, newCall, tenant }, request.promoted),
  ]);
  return {
    checks: [...partner.checks, checkAttestation(parameters), ...checks, ...agreement, ...promotions],
    agreementVersion: template.kind === 'answered' ? template.value.templateId : undefined,
  };
}

function checkAttestation({ attestation }: VendorParameters): OrderCheck {
  if (attestation !== undefined && attestation.signedBy.trim() !== '') return passed('ATTESTATION');
  const message = 'The partner-on-record attestation must be signed. Give the name of the person who signs it.';
  return failed('ATTESTATION', refusal('ATTESTATION_MISSING', message, { path: at('attestedBy') }));
}

interface AgreementCheck {
  readonly client: PartnerCenterClient;
  readonly request: ValidationRequest;
  readonly now: Date;
  readonly newCall: NewCall;
  readonly tenant: TenantFound;
}

/**
 * Passes when the current version was accepted before, is accepted with this order, or is recorded as accepted for the
 * existing tenant.
 */
async function checkAgreement(
  { client, request, now, newCall, tenant }: AgreementCheck,
  template: Asked<AgreementTemplate>,
): Promise<readonly OrderCheck[]> {
  const faults = request.agreement === undefined ? [] : agreementFaults(request.agreement, now);
  if (faults.length > 0) return faults.map((fault) => failed('AGREEMENT', fault));
  if (template.kind === 'unanswered') return [unanswered('AGREEMENT')];
  const { value: current } = template;
  if (request.agreement !== undefined || request.acceptedVersion === current.templateId) return [passed('AGREEMENT')];
  switch (tenant.kind) {
    case 'new':
      return [failed('AGREEMENT', agreementMissing(current))];
    case 'unreadable':
      return [skipped('AGREEMENT')];
    case 'existing': {
      const accepted = await ask(() => client.getAgreements(tenant.customerId, newCall()));
      if (accepted.kind === 'unanswered') return [unanswered('AGREEMENT')];
      const isAccepted = hasAccepted(accepted.value, current);
      return [isAccepted ? passed('AGREEMENT') : failed('AGREEMENT', agreementMissing(current))];
    }
  }
}
