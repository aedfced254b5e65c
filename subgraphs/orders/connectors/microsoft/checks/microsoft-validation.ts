import { refusal } from '../../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import type { Validation, ValidationRequest } from '../../vendor-connector.ts';
import { agreementFaults } from './agreement-form.ts';
import { agreementMissing, hasAccepted, templateThatHolds } from '../agreement-acceptance.ts';
import { ask, at, callsWithin, failed, passed, skipped, unanswered, type Asked, type NewCall } from './order-checks.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { AgreementTemplate } from '../client/partner-center-types.ts';
import { checkPartner, verifiedPartner, type PartnerOutcome, type PartnerSource } from './partner-checks.ts';
import { checkTenant, type TenantFound } from './tenant-checks.ts';

/** How long a preflight may take in all; what is not answered by then is told as such. */
const PREFLIGHT_LIMIT_MS = 20_000;

/** Runs every check of the Microsoft order at once, so that the caller learns all obstacles from one answer. */
export async function validateAtMicrosoft(
  source: PartnerSource,
  request: ValidationRequest,
  now: Date,
): Promise<Validation> {
  const { client } = source;
  const { parameters } = request;
  const newCall = callsWithin(PREFLIGHT_LIMIT_MS);
  const partnerChecked: Promise<PartnerOutcome> = request.partnerIsVerified
    ? Promise.resolve(verifiedPartner(parameters))
    : checkPartner(source, parameters, newCall);
  const [partner, { checks, tenant }, template] = await Promise.all([
    partnerChecked,
    checkTenant({ client, request, newCall, partner: partnerChecked }),
    ask(() => templateThatHolds(client, newCall())),
  ]);
  const agreement = await checkAgreement({ client, request, now, newCall, tenant }, template);
  return {
    checks: [...partner.checks, checkAttestation(parameters), ...checks, ...agreement],
    agreementVersion: template.kind === 'answered' ? template.value.templateId : undefined,
  };
}

function checkAttestation({ attestation }: VendorParameters): OrderCheck {
  if (attestation !== undefined && attestation.signedBy.trim() !== '') return passed('ATTESTATION');
  const message = 'The partner-on-record attestation must be signed: give the name of the one who signs.';
  return failed('ATTESTATION', refusal('ATTESTATION_MISSING', message, { path: at('attestedBy') }));
}

interface AgreementCheck {
  readonly client: PartnerCenterClient;
  readonly request: ValidationRequest;
  readonly now: Date;
  readonly newCall: NewCall;
  readonly tenant: TenantFound;
}

/** The version that holds was accepted before, comes accepted with the order, or is in the tenant's own record. */
async function checkAgreement(
  { client, request, now, newCall, tenant }: AgreementCheck,
  template: Asked<AgreementTemplate>,
): Promise<readonly OrderCheck[]> {
  const faults = request.agreement === undefined ? [] : agreementFaults(request.agreement, now);
  if (faults.length > 0) return faults.map((fault) => failed('AGREEMENT', fault));
  if (template.kind === 'unanswered') return [unanswered('AGREEMENT')];
  const { value: holds } = template;
  if (request.agreement !== undefined || request.acceptedVersion === holds.templateId) return [passed('AGREEMENT')];
  switch (tenant.kind) {
    case 'new':
      return [failed('AGREEMENT', agreementMissing(holds))];
    case 'unreadable':
      return [skipped('AGREEMENT')];
    case 'existing': {
      const accepted = await ask(() => client.getAgreements(tenant.customerId, newCall()));
      if (accepted.kind === 'unanswered') return [unanswered('AGREEMENT')];
      const isAccepted = hasAccepted(accepted.value, holds);
      return [isAccepted ? passed('AGREEMENT') : failed('AGREEMENT', agreementMissing(holds))];
    }
  }
}
